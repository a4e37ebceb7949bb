package org.metabalance.engine.inspect.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;

/** Told from beginning to end: each number of an exploration against the one it stands for. */
class ExplorationTest {
    private final Variable w = new Variable("w", NdArray.of(new double[] {0.5, -1, 2}));
    private final Tape tape = Tape.f64();

    /** theta' = theta - 0.1 grad L_in; L_in = sum(a theta^2), L_out = sum(theta'^3): all by hand below. */
    private Recording twoLevels() {
        Tensor theta = tape.read(w);
        Tensor a = tape.input("a", 3);
        Function<Tensor, Tensor> inner = p -> p.square().mul(a).sum();
        Tensor moved = tape.scope("inner step 1", () -> {
            Tensor loss = tape.scope("inner loss", () -> inner.apply(theta));
            return theta.sub(Gradients.gradient(loss, theta).mul(0.1));
        });
        Tensor outer = tape.scope("outer loss", () -> moved.pow(3).sum());
        List<Tensor> gradient = tape.scope("hypergradient",
                () -> Gradients.gradient(outer, List.of(theta)));
        tape.scope("update", () -> tape.assign(w, theta.sub(gradient.getFirst().mul(0.01))));
        return Recording.of(outer, List.of(theta), gradient)
                .through(List.of(theta), List.of(moved))
                .with("a", NdArray.of(new double[] {1, 0, -1}));
    }

    private static final double[] THETA = {0.5, -1, 2};
    private static final double[] A = {1, 0, -1};

    private static double[] exact() {
        double[] g = new double[3];
        for (int i = 0; i < 3; i++) {
            double factor = 1 - 0.2 * A[i];
            g[i] = 3 * Math.pow(THETA[i] * factor, 2) * factor;
        }
        return g;
    }

    private static double[] firstOrder() {
        double[] g = exact();
        for (int i = 0; i < 3; i++) {
            g[i] /= 1 - 0.2 * A[i];
        }
        return g;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    @Test
    void adjointsStandWhereTheGradientWasAskedFor() {
        Recording recording = twoLevels();
        Exploration told = Exploration.of(recording);
        Set<List<String>> paths = new HashSet<>();
        told.operations().forEach(it -> paths.add(it.path()));
        assertTrue(paths.containsAll(Set.of(
                List.of("inner step 1", "inner loss"),
                List.of("inner step 1", "adjoint of inner loss"),
                List.of("outer loss"),
                List.of("hypergradient", "adjoint of outer loss"),
                List.of("hypergradient", "adjoint of inner step 1"),
                List.of("hypergradient", "adjoint of inner step 1", "adjoint of inner loss"),
                List.of("update"))), paths::toString);
        Operation loss = told.operations().get(recording.loss().index());
        assertEquals(Part.FORWARD, loss.part());
        assertEquals(Part.SECOND_ORDER,
                told.operations().get(recording.gradient().getFirst().index()).part());
        assertEquals(told.operations().size(), told.values().size());
    }

    @Test
    void valuesAreThoseOfARunAndVariablesStay() {
        Recording recording = twoLevels();
        Exploration told = Exploration.of(recording);
        assertArrayEquals(THETA, w.value().toDoubles());
        Values theta = told.values().get(recording.xs().getFirst().index());
        assertEquals(List.of(0.5, -1.0, 2.0), theta.first());
        assertEquals(0.5, theta.mean(), 1e-15);
        assertEquals(-1, theta.min());
        assertEquals(2, theta.max());
        assertEquals(3, theta.histogram().stream().mapToInt(Integer::intValue).sum());
        assertEquals(1, theta.histogram().getLast());
        Values a = told.values().stream()
                .filter(it -> it.first().equals(List.of(1.0, 0.0, -1.0))).findFirst()
                .orElseThrow();
        assertEquals(1 / 3.0, a.zeros(), 1e-15);
        Values gradient = told.values().get(recording.gradient().getFirst().index());
        for (int i = 0; i < 3; i++) {
            assertEquals(exact()[i], gradient.first().get(i), 1e-12);
        }
        assertEquals(-1, told.firstNan());
    }

    @Test
    void theFirstOrderGradientIsHeldAgainstTheExactOne() {
        Recording recording = twoLevels();
        Exploration told = Exploration.of(recording);
        FirstOrder held = told.firstOrder().orElseThrow();
        double[] exact = exact();
        double[] first = firstOrder();
        double lengths = Math.sqrt(dot(exact, exact) * dot(first, first));
        assertEquals(Math.sqrt(dot(exact, exact)), held.exact(), 1e-12);
        assertEquals(Math.sqrt(dot(first, first)), held.firstOrder(), 1e-12);
        assertEquals(Math.toDegrees(Math.acos(dot(exact, first) / lengths)), held.angle(), 1e-6);
        assertEquals(1, held.constants().size());
        assertFalse(held.falls().isEmpty());
        assertTrue(held.falls().contains(recording.gradient().getFirst().index()));
        // the adjoint of the outer loss is needed by both
        List<Operation> operations = told.operations();
        held.falls().forEach(i -> assertEquals("hypergradient",
                operations.get(i).path().getFirst(), operations.get(i)::toString));
        assertTrue(held.falls().stream().noneMatch(i -> operations.get(i).path()
                .contains("adjoint of outer loss")));
    }

    @Test
    void withoutInnerGradientThereIsNoSecondOrder() {
        Tensor theta = tape.read(w);
        Tensor loss = theta.square().sum();
        Exploration told = Exploration.of(
                Recording.of(loss, List.of(theta), Gradients.gradient(loss, List.of(theta))));
        assertTrue(told.firstOrder().isEmpty());
        Landscape around = told.landscape().orElseThrow();
        assertEquals(List.of(1.0), around.inner());
        double b = around.along().get(3);
        double moved = (1 - 2 * b) * (1 - 2 * b) * 5.25;
        assertEquals(moved, around.loss().get(3).getFirst(), 1e-12);
    }

    @Test
    void theLandscapeGoesThroughTheInnerStepAgain() {
        Recording recording = twoLevels();
        Landscape around = Exploration.of(recording).landscape().orElseThrow();
        double[] h = exact();
        assertEquals(-dot(h, h), around.slope(), 1e-10);
        for (int row = 0; row < around.along().size(); row += 5) {
            for (int column = 0; column < around.inner().size(); column += 5) {
                double expected = 0;
                for (int i = 0; i < 3; i++) {
                    double theta = THETA[i] - around.along().get(row) * h[i];
                    double end = theta * (1 - around.inner().get(column) * 0.2 * A[i]);
                    expected += end * end * end;
                }
                assertEquals(expected, around.loss().get(row).get(column),
                        1e-9 * Math.max(1, Math.abs(expected)));
            }
        }
    }

    /** What is left after the last step is what the program was made of. */
    @Test
    void everyRewriteHasARuleAndTheLastLeavesTheProgram() {
        Recording recording = twoLevels();
        Exploration told = Exploration.of(recording);
        List<Rewrite> rewrites = told.rewrites();
        assertTrue(rewrites.size() > 5);
        rewrites.forEach(it -> assertFalse(it.rules().isEmpty()));
        assertTrue(rewrites.stream().anyMatch(it -> it.rules().contains("x 1 = x")),
                rewrites::toString);
        List<Tensor> outputs = new ArrayList<>(List.of(recording.loss()));
        outputs.addAll(recording.gradient());
        Program program = tape.compile(outputs);
        int operations = program.plan().simplified().live().size();
        assertEquals(operations, rewrites.getLast().operations());
        Set<Integer> gone = new HashSet<>();
        rewrites.forEach(it -> it.gone().forEach(i -> assertTrue(gone.add(i))));
    }

    @Test
    void productsThatAreMultipliedOutSaveMultiplyAdds() {
        Variable wide = new Variable("wide", ones(256, 128));
        Tensor x = tape.constant(ones(4, 256));
        Tensor theta = tape.read(wide);
        Tensor loss = x.matmul(theta).tanh().mean();
        Tensor moved = theta.sub(Gradients.gradient(loss, theta).mul(0.1));
        Tensor outer = x.matmul(moved).tanh().mean();
        List<Rewrite> rewrites = Exploration.of(
                Recording.of(outer, List.of(theta), Gradients.gradient(outer, List.of(theta))))
                .rewrites();
        Rewrite out = rewrites.stream()
                .filter(it -> it.rules().getFirst().startsWith("multiplied out")).findFirst()
                .orElseThrow();
        assertTrue(rewrites.getLast().multiplyAdds() < rewrites.getFirst().multiplyAdds(),
                out::toString);
    }

    private static NdArray ones(int rows, int columns) {
        NdArray array = NdArray.zeros(org.metabalance.engine.DType.F64,
                org.metabalance.engine.Shape.of(rows, columns));
        for (int i = 0; i < array.size(); i++) {
            array.set(i, 0.01);
        }
        return array;
    }

    @Test
    void theProgramIsReplayedWithItsMemoryAndLanes() {
        Recording recording = twoLevels();
        Compiled program = Exploration.of(recording).compiled();
        assertFalse(program.instructions().isEmpty());
        assertTrue(program.instructions().stream().anyMatch(it -> it.operations().size() > 1));
        List<Double> outer = new ArrayList<>();
        program.instructions().forEach(step -> step.results().forEach(
                result -> outer.addAll(result.values().first())));
        assertTrue(outer.stream().anyMatch(it -> Math.abs(it - exact()[2]) < 1e-9),
                outer::toString);
        for (Compiled.Block a : program.memory()) {
            assertTrue(a.offset() + a.size() <= program.arena());
            for (Compiled.Block b : program.memory()) {
                boolean together = a != b && a.from() < b.until() && b.from() < a.until();
                boolean overlap = a.offset() < b.offset() + b.size()
                        && b.offset() < a.offset() + a.size();
                assertFalse(together && overlap, a + " and " + b);
            }
        }
        for (int lane = 0; lane < 2; lane++) {
            double end = 0;
            int which = lane;
            for (Compiled.Slot slot : program.lanes().stream().filter(it -> it.lane() == which)
                    .sorted(java.util.Comparator.comparingDouble(Compiled.Slot::begin))
                    .toList()) {
                assertTrue(slot.begin() > end - 1e-6, slot::toString);
                end = slot.end();
            }
        }
    }

    @Test
    void theFirstNanIsTheOperationThatMadeIt() {
        Tensor theta = tape.read(w);
        Tensor root = theta.sqrt();
        Tensor loss = root.exp().sum();
        Exploration told = Exploration.of(
                Recording.of(loss, List.of(theta), Gradients.gradient(loss, List.of(theta))));
        assertEquals(root.index(), told.firstNan());
        assertEquals(1, told.values().get(root.index()).nan());
        assertTrue(told.landscape().isEmpty());
    }

    @Test
    void anInputWithoutValueIsSaid() {
        Tensor x = tape.input("x", 2);
        Tensor loss = x.square().sum();
        Recording recording = Recording.of(loss, List.of(x), Gradients.gradient(loss, List.of(x)));
        assertEquals("explore: the input 'x' needs a value [2], got none",
                assertThrows(IllegalArgumentException.class, () -> Exploration.of(recording))
                        .getMessage());
    }
}
