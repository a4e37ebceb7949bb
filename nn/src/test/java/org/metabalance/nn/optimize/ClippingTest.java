package org.metabalance.nn.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.GradCheck;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Parameters;

class ClippingTest {

    @Test
    void aLongGradientGetsTheNormOfTheLimitAndAShortOneIsLeftAlone() {
        for (Tape tape : List.of(Tape.f32(), Tape.f64())) {
            Parameters g = tree(tape.constant(new double[] {3, 0}), tape.constant(4));
            assertArrayEquals(new double[] {1.5, 0, 2}, numbers(Clipping.byNorm(g, at(tape, 2.5))));
            for (double limit : new double[] {5, 7}) {
                assertArrayEquals(
                        new double[] {3, 0, 4}, numbers(Clipping.byNorm(g, at(tape, limit))));
            }
            assertArrayEquals(
                    new double[] {2.5, 0, 2.5}, numbers(Clipping.byValue(g, at(tape, 2.5))));
            assertArrayEquals(
                    new double[] {-3, 1, -3.5},
                    numbers(Clipping.byValue(
                            g.map(t -> t.rsub(0).add(t.eq(0))), at(tape, 3.5))));
        }
    }

    /** d (L g / |g|) / dg = L / |g| (I - g g' / |g|^2), and g / |g| for the limit L itself. */
    @Test
    void theJacobianIsThatOfTheFormula() {
        Tape tape = Tape.f64();
        double[] values = {3, -1, 2};
        double[] direction = {0.5, 2, -1};
        double limit = 1.5;
        Tensor g = tape.constant(values);
        Tensor max = at(tape, limit);
        Tensor along = Clipping.byNorm(Parameters.of("g", g), max).get("g")
                .dot(tape.constant(direction));
        double norm = Math.sqrt(14);
        double inner = 3 * 0.5 - 2 - 2;
        double[] jacobian = Gradients.gradient(along, g).value().doubles();
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    limit / norm * (direction[i] - values[i] * inner / 14), jacobian[i], 1e-15);
        }
        assertEquals(inner / norm, Gradients.gradient(along, max).item(), 1e-15);
    }

    @Test
    void secondDerivativesHold() {
        NdArray w = NdArray.of(new double[] {0.3, -1.2, 0.8, 2}, 2, 2);
        NdArray b = NdArray.of(new double[] {0.4, -0.9});
        for (double limit : new double[] {0.7, 1.9, 100}) {
            GradCheck.check(2, xs -> {
                Parameters tree = tree(xs.get(0), xs.get(1));
                return Clipping.byNorm(tree, xs.get(2)).norm()
                        .add(Clipping.byNorm(tree, xs.get(2)).get("w").square().mul(xs.get(0))
                                .sum())
                        .add(Clipping.byValue(tree, xs.get(2)).get("w").pow(3).sum());
            }, w, b, NdArray.scalar(DType.F64, limit));
        }
    }

    @Test
    void aGradientOfZerosStaysZeroAndItsDerivativesAreFinite() {
        for (Tape tape : List.of(Tape.f32(), Tape.f64())) {
            Tensor w = tape.zeros(2).barrier();
            Tensor max = at(tape, 0.5);
            Parameters clipped = Clipping.byNorm(Parameters.of("w", w), max);
            assertArrayEquals(new double[2], numbers(clipped));
            Tensor first = Gradients.gradient(clipped.get("w").sum(), w);
            assertArrayEquals(new double[] {1, 1}, first.value().toDoubles());
            Tensor norm = Parameters.of("w", w).norm();
            assertEquals(0, norm.item());
            assertArrayEquals(new double[2], Gradients.gradient(norm, w).value().toDoubles());
        }
    }

    /** Two updates of rate r on w^2 / 2, of which the first alone is clipped. */
    @Test
    void anInnerLoopIsDifferentiatedThroughClippedUpdates() {
        Tape tape = Tape.f64();
        Tensor start = tape.constant(3);
        Tensor limit = at(tape, 2);
        Tensor rate = at(tape, 0.6);
        Optimizer rule = new Clipping(
                Sgd.of(Schedule.of(rate)), Clipping.Form.NORM, Schedule.of(limit));
        Iterate iterate = rule.start(Parameters.of("w", start));
        for (int i = 0; i < 2; i++) {
            Tensor w = iterate.parameters().get("w");
            iterate = rule.minimize(w.square().mul(0.5), iterate);
        }
        // w1 = w0 - r L, w2 = (1 - r) w1
        Tensor end = iterate.parameters().get("w");
        assertEquals(0.4 * 1.8, end.item(), 1e-15);
        assertEquals(0.4, Gradients.gradient(end, start).item(), 1e-15);
        assertEquals(-0.6 * 0.4, Gradients.gradient(end, limit).item(), 1e-15);
        assertEquals(-1.8 - 0.4 * 2, Gradients.gradient(end, rate).item(), 1e-15);
    }

    @Test
    void theStateIsThatOfTheOptimizer() {
        Tape tape = Tape.f64();
        Parameters w = Parameters.of("w", tape.constant(new double[] {1, -2}));
        Parameters g = Parameters.of("w", tape.constant(new double[] {30, -0.5}));
        Optimizer adam = Adam.of(0.1);
        Iterate clipped = Clipping.byValue(adam, 1).start(w);
        assertEquals(adam.start(w).state().names(), clipped.state().names());
        assertArrayEquals(
                numbers(adam.update(adam.start(w), Clipping.byValue(g, at(tape, 1)))
                        .parameters()),
                numbers(Clipping.byValue(adam, 1).update(clipped, g).parameters()));
    }

    @Test
    void aLimitMustBePositive() {
        assertEquals(
                "clipping: the limit must be above 0, got 0.0",
                assertThrows(IllegalArgumentException.class,
                        () -> Clipping.byNorm(Sgd.of(1), 0)).getMessage());
    }

    private static Parameters tree(Tensor w, Tensor b) {
        return Parameters.of(List.of("w", "b"), List.of(w, b));
    }

    private static Tensor at(Tape tape, double limit) {
        return tape.constant(limit);
    }

    private static double[] numbers(Parameters tree) {
        return tree.tensors().stream().map(t -> t.value().toDoubles())
                .reduce(new double[0], ClippingTest::joined);
    }

    private static double[] joined(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
