package org.metabalance.meta.method.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Neumann;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.transport.Sinkhorn;
import org.metabalance.nn.Batch;
import tools.jackson.databind.JsonNode;

class OptimalTransportTest {
    private static final OptimalTransport METHOD = OptimalTransport.of("ot-reweight");

    private static double[] flat(JsonNode matrix) {
        return Stream.of(Golden.matrix(matrix)).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void costAndStepOfTheWeightsArePyTorchs() {
        JsonNode c = Golden.cases("reweight/reweight.json").stream()
                .filter(it -> it.get("name").stringValue().equals("transport")).findFirst()
                .orElseThrow();
        Tape tape = Tape.f64();
        Tensor cost = TransportCost.of(
                new Prototypes.Points(
                        tape.constant(flat(c.get("prototypes")), 3, 5), new int[] {0, 1, 2}),
                tape.constant(flat(c.get("features")), 7, 5),
                tape.constant(Golden.doubles(c.get("labels"))), 3);
        assertArrayEquals(flat(c.get("cost")), cost.value().toDoubles(), 1e-12);
        Tensor after = WeightedHead.stepped(
                new Sinkhorn(.1, c.get("iterations").intValue()), cost,
                tape.constant(Golden.doubles(c.get("w"))), c.get("rate").doubleValue());
        assertArrayEquals(Golden.doubles(c.get("after")), after.value().toDoubles(), 1e-12);
    }

    @Test
    void prototypesAreOfMeansOrMeans() {
        Tape tape = Tape.f64();
        Batch meta = new Batch(
                tape.constant(new double[] {1, -1, 3, 5}, 4, 1), tape.constant(new double[4]));
        int[] labels = {2, 2, 0, 0};
        java.util.function.Function<Batch, Tensor> square = b -> b.x().square();
        Prototypes.Points released = Prototypes.OF_MEAN_EXAMPLE.of(meta, labels, square);
        assertArrayEquals(new int[] {0, 2}, released.classes());
        assertArrayEquals(new double[] {16, 0}, released.features().value().toDoubles(), 1e-15);
        assertArrayEquals(
                new double[] {17, 1},
                Prototypes.MEAN_OF_FEATURES.of(meta, labels, square).features().value()
                        .toDoubles(),
                1e-15);
        Prototypes.Points every = Prototypes.EVERY_EXAMPLE.of(meta, labels, square);
        assertArrayEquals(labels, every.classes());
        assertEquals(4, every.features().dim(0));
    }

    @Test
    void weightsMoveUnlessTheyAreFrozen() {
        Problem problem = Blobs.problem(3, 1);
        LearnedWeights moved = weights(METHOD, problem);
        LearnedWeights far = weights(METHOD.withRate(1), problem);
        LearnedWeights frozen = weights(METHOD.frozen("frozen"), problem);
        assertEquals(0, frozen.largestMove());
        assertTrue(moved.largestMove() > 0);
        assertTrue(far.largestMove() > 10 * moved.largestMove());
        assertArrayEquals(frozen.initial(), moved.initial());
        for (int c = 0; c < 3; c++) {
            assertEquals(frozen.initial()[c], frozen.mean()[c], 1e-4);
            assertTrue(moved.least()[c] <= moved.mean()[c] + 1e-6);
            assertTrue(moved.mean()[c] <= moved.most()[c] + 1e-6);
        }
        assertTrue(frozen.initial()[2] > frozen.initial()[0]);
    }

    private static LearnedWeights weights(OptimalTransport method, Problem problem) {
        return ((TransportNetwork) method.fit(problem)).weights();
    }

    @Test
    void everyKindOfPrototypeAndOfDerivativeIsUsed() {
        Problem problem = Blobs.problem(2, 1);
        OptimalTransport quick = METHOD.withRate(1);
        double mean = weights(quick, problem).mean()[1];
        for (OptimalTransport other : List.of(
                quick.with(Prototypes.MEAN_OF_FEATURES), quick.with(Prototypes.EVERY_EXAMPLE),
                quick.with(quick.sinkhorn().with(Sinkhorn.implicit(new Neumann(5, 1)))))) {
            double its = weights(other, problem).mean()[1];
            assertTrue(Double.isFinite(its));
            assertFalse(its == mean, other::toString);
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "optimal transport: the weights' rate must not be negative, got -1.0",
                assertThrows(IllegalArgumentException.class, () -> METHOD.withRate(-1))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new OptimalTransport(
                        "x", 1.1, Prototypes.EVERY_EXAMPLE, true, 1, 1, METHOD.sinkhorn()));
    }
}
