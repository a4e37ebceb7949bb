package org.metabalance.meta.bilevel.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/** Linear systems given as matrices, some neither symmetric nor positive, one vector in two parts. */
class GmresTest {
    private static final int N = 6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void asManyIterationsAsUnknownsSolveAnySystem(long seed) {
        SimpleMatrix b = random(N, 1, seed);
        SimpleMatrix general = random(N, N, seed + 10);
        SimpleMatrix indefinite = general.plus(general.transpose());
        for (SimpleMatrix a : List.of(general, indefinite)) {
            SimpleMatrix v = solve(Tape.f64(), a, b, N);
            close(a.solve(b), v, 1e-9);
        }
    }

    /** By hand: the smallest |A K y - b| over the Krylov space K = [b, A b, .., A^(m-1) b]. */
    @Test
    void fewerIterationsGiveTheSmallestResidualOfTheirSpace() {
        SimpleMatrix a = random(N, N, 4);
        SimpleMatrix b = random(N, 1, 5);
        SimpleMatrix space = b;
        double last = b.normF();
        for (int m = 1; m < N; m++) {
            SimpleMatrix image = a.mult(space);
            SimpleMatrix y = image.transpose().mult(image).solve(image.transpose().mult(b));
            SimpleMatrix v = solve(Tape.f64(), a, b, m);
            close(space.mult(y), v, 1e-7);
            double residual = a.mult(v).minus(b).normF();
            assertTrue(residual <= last * (1 + 1e-12), residual + " after " + last);
            last = residual;
            SimpleMatrix next = a.mult(space.getColumn(m - 1));
            space = space.concatColumns(next.divide(next.normF()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 12})
    void aSpaceThatHoldsTheSolutionEarlyDoesNoHarm(int more) {
        // b has parts along two eigenvectors only, so that two iterations are all there is to do
        SimpleMatrix basis = random(N, N, 6).svd().getU();
        SimpleMatrix a = basis.mult(SimpleMatrix.diag(3, -2, 1, 0.5, 4, -1))
                .mult(basis.transpose());
        SimpleMatrix b = basis.getColumn(0).plus(basis.getColumn(1).scale(0.3));
        close(a.solve(b), solve(Tape.f64(), a, b, 1 + more), 1e-12);
        close(a.solve(b), solve(Tape.f32(), a, b, 1 + more), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20})
    void exactlySolvedIsLeftAlone(int iterations) {
        for (DType type : DType.values()) {
            // the identity: the first vector is the solution, exactly
            SimpleMatrix b = random(N, 1, 7);
            SimpleMatrix v = solve(new Tape(type), SimpleMatrix.identity(N), b, iterations);
            close(b, v, type == DType.F32 ? 1e-6 : 1e-14);
            SimpleMatrix zero = new SimpleMatrix(N, 1);
            SimpleMatrix none = solve(new Tape(type), random(N, N, 8), zero, iterations);
            assertEquals(0, none.normF());
        }
    }

    /** Where A maps b across b, conjugate gradients have nothing to follow. */
    @Test
    void aDirectionWithoutCurvatureIsPassed() {
        SimpleMatrix swap = new SimpleMatrix(new double[][] {{0, 1}, {1, 0}});
        SimpleMatrix b = new SimpleMatrix(new double[] {1, 0});
        close(new SimpleMatrix(new double[] {0, 1}), solve(Tape.f64(), swap, b, 2), 1e-15);
        assertEquals(0, solve(Tape.f64(), swap, b, new ConjugateGradient(2)).normF());
    }

    private static SimpleMatrix solve(Tape tape, SimpleMatrix a, SimpleMatrix b, int iterations) {
        return solve(tape, a, b, new Gmres(iterations));
    }

    private static SimpleMatrix solve(
            Tape tape, SimpleMatrix a, SimpleMatrix b, LinearSolver solver) {
        Tensor matrix = tape.constant(
                a.getDDRM().getData().clone(), a.getNumRows(), a.getNumCols());
        Tensor side = tape.constant(b.getDDRM().getData().clone());
        List<Tensor> v = solver.solve(
                parts -> parts(matrix.matmul(joined(parts).unsqueeze(1)).squeeze(1)), parts(side));
        Program program = tape.compile(joined(v));
        program.run();
        return new SimpleMatrix(program.output(0).toDoubles());
    }

    /** A number and the rest. */
    private static List<Tensor> parts(Tensor vector) {
        return List.of(
                vector.slice(0, 0, 1).reshape(), vector.slice(0, 1, vector.dim(0)));
    }

    private static Tensor joined(List<Tensor> parts) {
        List<Tensor> flat = new ArrayList<>();
        parts.forEach(part -> flat.add(part.flatten()));
        return Tensor.concat(0, flat);
    }

    private static void close(SimpleMatrix expected, SimpleMatrix actual, double tolerance) {
        assertArrayEquals(
                expected.getDDRM().getData(), actual.getDDRM().getData(),
                tolerance * (1 + expected.normF()));
    }

    private static SimpleMatrix random(int rows, int columns, long seed) {
        SimpleMatrix m = new SimpleMatrix(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            m.set(i, Rng.of(seed).normal(i));
        }
        return m;
    }
}
