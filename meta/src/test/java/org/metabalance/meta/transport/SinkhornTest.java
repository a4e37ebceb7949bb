package org.metabalance.meta.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.metabalance.engine.GradCheck;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.ConjugateGradient;
import org.metabalance.meta.bilevel.solver.Neumann;
import org.metabalance.meta.golden.Golden;
import tools.jackson.databind.JsonNode;

class SinkhornTest {
    @TestFactory
    Stream<DynamicTest> planAndUnrolledGradientArePyTorchs() {
        List<JsonNode> cases = Golden.cases("reweight/reweight.json").stream()
                .filter(c -> c.get("name").stringValue().equals("sinkhorn")).toList();
        assertEquals(2, cases.size());
        return cases.stream().map(c -> dynamicTest(c.get("iterations") + " iterations", () -> {
            Tape tape = Tape.f64();
            double[][] rows = Golden.matrix(c.get("cost"));
            Tensor cost = tape.constant(flat(rows), rows.length, rows[0].length);
            Tensor mu = tape.constant(Golden.doubles(c.get("mu")));
            Tensor nu = tape.constant(Golden.doubles(c.get("nu")));
            Sinkhorn sinkhorn = new Sinkhorn(
                    c.get("eps").doubleValue(), c.get("iterations").intValue());
            Tensor distance = sinkhorn.distance(cost, mu, nu);
            assertEquals(c.get("distance").doubleValue(), distance.item(), 1e-12);
            assertArrayEquals(
                    flat(Golden.matrix(c.get("plan"))),
                    sinkhorn.plan(cost, mu, nu).value().toDoubles(), 1e-12);
            List<Tensor> gradient = Gradients.gradient(distance, List.of(cost, mu, nu));
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(
                        Golden.doubles(c.get("gradient").get(i)),
                        gradient.get(i).value().toDoubles(), 1e-11);
            }
        }));
    }

    private static double[] flat(double[][] rows) {
        return Stream.of(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Costs, and the logits of both marginals. */
    private static List<NdArray> subject(int m, int n) {
        Rng rng = Rng.of(7);
        return List.of(
                random(rng.stream(0), m, n), random(rng.stream(1), m), random(rng.stream(2), n));
    }

    private static NdArray random(Rng rng, int... dims) {
        double[] numbers = new double[Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
        Arrays.setAll(numbers, rng::uniform);
        return NdArray.of(numbers, dims);
    }

    /** A distance that also depends on the plan in another way, so that no gradient is special. */
    private static Tensor distance(Sinkhorn sinkhorn, List<Tensor> x) {
        Tensor plan = sinkhorn.plan(x.get(0), x.get(1).softmax(0), x.get(2).softmax(0));
        return plan.mul(x.get(0)).sum().add(plan.square().sum());
    }

    private static double[] gradient(Sinkhorn sinkhorn) {
        Tape tape = Tape.f64();
        List<Tensor> x = subject(4, 6).stream().map(tape::constant).toList();
        return Gradients.gradient(distance(sinkhorn, x), x).stream()
                .flatMapToDouble(g -> Arrays.stream(g.value().toDoubles())).toArray();
    }

    private static double difference(double[] a, double[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    @Test
    void unrolledAndImplicitGradientsComeTogetherAsIterationsGrow() {
        double before = Double.POSITIVE_INFINITY;
        for (int iterations : new int[] {3, 10, 30, 100}) {
            Sinkhorn unrolled = new Sinkhorn(.2, iterations);
            double apart = difference(
                    gradient(unrolled),
                    gradient(unrolled.with(Sinkhorn.implicit(new Neumann(iterations, 1)))));
            // log(mu + 1e-8) is no fixed point of exactly these masses
            assertTrue(apart < before / 3 || apart < 1e-7, iterations + ": " + apart);
            before = apart;
        }
        assertTrue(before < 1e-6, "" + before);
    }

    @Test
    void anySolverGivesTheImplicitGradient() {
        Sinkhorn sinkhorn = new Sinkhorn(.2, 200);
        assertArrayEquals(
                gradient(sinkhorn.with(Sinkhorn.implicit(new Neumann(200, 1)))),
                gradient(sinkhorn.with(Sinkhorn.implicit(new ConjugateGradient(4)))), 1e-10);
    }

    @Test
    void bothCanBeDifferentiatedTwice() {
        Sinkhorn.Derivative implicit = Sinkhorn.implicit(new Neumann(150, 1));
        // what the implicit gradient multiplies by depends on which side is longer
        for (List<NdArray> at : List.of(subject(3, 4), subject(4, 3))) {
            NdArray[] x = at.toArray(NdArray[]::new);
            GradCheck.check(2, t -> distance(new Sinkhorn(.5, 15), t), x);
            GradCheck.check(2, t -> distance(new Sinkhorn(.5, 150).with(implicit), t), x);
        }
    }

    @Test
    void theToleranceLeavesTheIterations() {
        Tape tape = Tape.f64();
        List<Tensor> x = subject(4, 6).stream().map(tape::constant).toList();
        double all = distance(new Sinkhorn(.2, 100), x).item();
        double never = distance(new Sinkhorn(.2, 100).withTolerance(1e-300), x).item();
        double early = distance(new Sinkhorn(.2, 100).withTolerance(1e9), x).item();
        assertEquals(all, never, 1e-15);
        assertEquals(distance(new Sinkhorn(.2, 1), x).item(), early, 1e-15);
    }

    @Test
    void columnsHaveTheirMassesAndRowsNearlySo() {
        Tape tape = Tape.f32();
        Tensor cost = tape.constant(subject(4, 6).get(0).as(org.metabalance.engine.DType.F32));
        Tensor mu = tape.constant(new double[] {.1, .2, .3, .4});
        Tensor nu = tape.constant(new double[] {.3, .1, .1, .1, .1, .3});
        Tensor plan = new Sinkhorn(.05, 200).plan(cost, mu, nu);
        assertArrayEquals(nu.value().toDoubles(), plan.sum(0).value().toDoubles(), 1e-6);
        assertArrayEquals(mu.value().toDoubles(), plan.sum(1).value().toDoubles(), 1e-4);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Sinkhorn(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Sinkhorn(.1, 0));
        Tape tape = Tape.f64();
        Tensor cost = tape.zeros(2, 3);
        assertEquals(
                "sinkhorn: the rows' marginals must be [2], got [3]",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Sinkhorn(1, 1).plan(cost, tape.ones(3), tape.ones(3)))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Sinkhorn(1, 1).plan(cost, tape.ones(2), tape.ones(2)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Sinkhorn(1, 1).plan(tape.ones(2), tape.ones(2), tape.ones(2)));
    }
}
