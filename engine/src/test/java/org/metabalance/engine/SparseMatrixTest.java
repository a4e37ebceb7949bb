package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.inspect.Inspect;
import org.metabalance.engine.kernel.Kernels;
import org.metabalance.engine.op.MatMul;

/** Sparse constants, and programs with their products. */
class SparseMatrixTest {

    /** Every {@code step}th place has an entry, every fourth row none; values are halves of whole numbers. */
    static SparseMatrix some(int rows, int columns, int step) {
        int[] places = IntStream.range(0, rows * columns)
                .filter(i -> i % step == 0 && i / columns % 4 != 1).toArray();
        return SparseMatrix.ofEntries(rows, columns,
                Arrays.stream(places).map(i -> i / columns).toArray(),
                Arrays.stream(places).map(i -> i % columns).toArray(),
                Arrays.stream(places).mapToDouble(i -> i * 7 % 5 - 2).toArray());
    }

    @Test
    void entriesComeInAnyOrder() {
        SparseMatrix matrix = SparseMatrix.ofEntries(3, 4, new int[] {2, 0, 2, 0},
                new int[] {3, 1, 0, 0}, new double[] {4, 2, 3, 1});
        assertArrayEquals(new int[] {0, 2, 2, 4}, matrix.starts());
        assertArrayEquals(new int[] {0, 1, 0, 3}, matrix.indices());
        assertArrayEquals(new double[] {1, 2, 3, 4}, matrix.doubles());
        assertArrayEquals(new double[] {1, 2, 0, 0, 0, 0, 0, 0, 3, 0, 0, 4},
                matrix.dense().toDoubles());
        assertEquals("[3, 4] of 4 entries", matrix.toString());
    }

    @Test
    void theTransposedIsMadeOnceAndBack() {
        SparseMatrix matrix = some(7, 5, 2);
        SparseMatrix turned = matrix.transposed();
        assertSame(turned, matrix.transposed());
        assertSame(matrix, turned.transposed());
        assertEquals(5, turned.rows());
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 5; j++) {
                assertEquals(matrix.dense().get(i * 5 + j), turned.dense().get(j * 7 + i));
            }
        }
    }

    @Test
    void whatIsNoMatrixIsRefused() {
        refused("sparse matrix: columns must be in [0, 3), got 3 in row 1", 2, 3,
                new int[] {0, 1, 2}, 0, 3);
        refused("sparse matrix: columns of a row must ascend, got 1 after 1 in row 0", 2, 3,
                new int[] {0, 2, 2}, 1, 1);
        refused("sparse matrix: needs a start for each row and one behind the last, got 2 for 2 rows",
                2, 3, new int[] {0, 1}, 0);
        refused("sparse matrix: the entries must be those from the first start to the last,"
                + " got 0 to 2 of 1", 2, 3, new int[] {0, 1, 2}, 0);
        refused("sparse matrix: starts must not descend, got 1 and 0 for row 1", 3, 3,
                new int[] {0, 1, 0, 2}, 0, 1);
        refused("sparse matrix: extents must not be negative, got [-1, 3]", -1, 3, new int[0]);
        IllegalArgumentException row = assertThrows(IllegalArgumentException.class,
                () -> SparseMatrix.ofEntries(2, 2, new int[] {2}, new int[] {0}, new double[] {1}));
        assertEquals("sparse matrix: rows must be in [0, 2), got 2", row.getMessage());
        IllegalArgumentException parts = assertThrows(IllegalArgumentException.class,
                () -> SparseMatrix.ofEntries(2, 2, new int[] {1}, new int[0], new double[] {1}));
        assertEquals("sparse matrix: needs as many rows and columns as values, got 1, 0 and 1",
                parts.getMessage());
    }

    private static void refused(
            String message, int rows, int columns, int[] starts, int... indices) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> SparseMatrix.ofRows(rows, columns, starts, indices,
                        new double[indices.length]));
        assertEquals(message, e.getMessage());
    }

    /** A matrix has no type of its own: as any constant it is used in the program's. */
    @Test
    void valuesAreUsedInTheTypeOfTheTape() {
        SparseMatrix tenth = SparseMatrix.ofEntries(1, 1, new int[] {0}, new int[] {0},
                new double[] {0.1});
        assertEquals(0.1f, tenth.matmul(Tape.f32().ones(1, 1)).value().get(0));
        assertEquals(0.1, tenth.matmul(Tape.f64().ones(1, 1)).value().get(0));
    }

    @Test
    void whatIsNotThereIsSkipped() {
        SparseMatrix matrix = SparseMatrix.ofEntries(2, 2, new int[] {0, 1}, new int[] {0, 1},
                new double[] {2, 3});
        Tape tape = Tape.f64();
        Tensor x = tape.constant(new double[] {Double.NaN, 1}, 2, 1);
        assertArrayEquals(new double[] {Double.NaN, 3}, matrix.matmul(x).value().toDoubles());
    }

    @Test
    void equalProductsAreComputedOnceAndThoseWithNothingNotAtAll() {
        Tape tape = Tape.f64();
        SparseMatrix matrix = some(4, 4, 2);
        SparseMatrix none = SparseMatrix.ofEntries(4, 4, new int[0], new int[0], new double[0]);
        Tensor x = tape.input("x", 4, 3);
        Tensor sum = matrix.matmul(x).add(matrix.transposed().transposed().matmul(x))
                .add(none.matmul(x)).add(matrix.matmul(x.mul(0)));
        Plan plan = tape.compile(sum).plan();
        assertEquals(1, plan.instructions().stream()
                .filter(Instruction.SparseProduct.class::isInstance).count());
    }

    @Test
    void picturesNameIt() {
        Tape tape = Tape.f64();
        Tensor y = some(4, 4, 2).matmul(tape.input("x", 4, 3)).named("y");
        Program program = tape.compile(y);
        assertTrue(Inspect.text(program).contains("sparseMatmul(x, matrix=[4, 4] of 6 entries)"),
                () -> Inspect.text(program));
        assertTrue(Inspect.dot(program).contains("sparse"), () -> Inspect.dot(program));
    }

    /** Rows are divided between two threads, of one instruction and of several that follow each other. */
    @Test
    void theBitsAreThoseOfOneThread() {
        SparseMatrix graph = some(211, 211, 13);
        for (DType dtype : DType.values()) {
            for (int columns : new int[] {1, 7, 64, 130}) {
                Program alone = twoLayers(new Tape(dtype).threads(1), graph, columns);
                Program together = twoLayers(new Tape(dtype), graph, columns);
                for (int run = 0; run < 30; run++) {
                    alone.run();
                    together.run();
                    assertArrayEquals(alone.output(0).toDoubles(), together.output(0).toDoubles(),
                            0);
                }
            }
        }
    }

    @Test
    void rowsAreDividedBetweenTwoThreads() {
        assumeTrue(Kernels.current().threads() > 1, "needs two processors");
        Plan plan = twoLayers(Tape.f32(), some(211, 211, 13), 130).plan();
        assertNotNull(plan.lanes());
        assertTrue(plan.lanes().instructions().stream()
                .anyMatch(i -> i instanceof Instruction.SparseProduct p && p.from() > 0));
    }

    private static Program twoLayers(Tape tape, SparseMatrix graph, int columns) {
        Tensor x = tape.normal(211, columns);
        Tensor w = tape.normal(columns, columns);
        Tensor y = graph.matmul(graph.matmul(x.matmul(w)).mul(1e-2).tanh().matmul(w));
        Tensor g = Gradients.gradient(y.square().mean(), w);
        return tape.compile(Gradients.gradient(g.square().sum(), w));
    }

    @Test
    void theMatrixIsPartOfTheOperation() {
        SparseMatrix a = some(3, 3, 2);
        assertEquals(new MatMul.Sparse(a), new MatMul.Sparse(a.transposed().transposed()));
    }
}
