package org.metabalance.meta.method.decoupling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.loss.BalancedSoftmax;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.method.loss.RowLoss;
import org.metabalance.meta.method.reweight.WeightHypergradient;
import org.metabalance.meta.method.supervised.Resamplings;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Linear;
import org.metabalance.nn.model.LayerClassifier;
import tools.jackson.databind.JsonNode;

/** The meta sampler, against a transcription in PyTorch, and what the whole does. */
class BalmsTest {
    private static final double TOLERANCE = 1e-12;

    private static Stream<JsonNode> golden() {
        return Golden.cases("losses/balms.json").stream();
    }

    private static Tensor matrix(Tape tape, JsonNode node) {
        double[][] rows = Golden.matrix(node);
        return tape.constant(
                Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(), rows.length,
                rows[0].length);
    }

    private static Tensor vector(Tape tape, JsonNode node) {
        return tape.constant(Golden.doubles(node));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void drawsAndTheDerivativeOfTheScoresAreThoseOfTheGumbelSoftmax(JsonNode one) {
        int[] counts = Golden.ints(one.get("counts"));
        Examples examples = Blobs.rows(1, counts);
        Tape tape = Tape.f64();
        Tensor y = vector(tape, one.get("labels"));
        Tensor x = matrix(tape, one.get("features"));
        Tensor psi = vector(tape, one.get("psi"));
        MetaSampler.Draw draw = MetaSampler.Draw.of(matrix(tape, one.get("uniform")), y, psi);
        assertArrayEquals(Golden.doubles(one.get("rows")), draw.rows().value().toDoubles());
        double[] ones = new double[draw.rows().dim(0)];
        Arrays.fill(ones, 1);
        assertArrayEquals(ones, draw.weights().value().toDoubles());

        LastLayer last = LastLayer.of("test", Network.of(
                Problem.of(examples, examples, 1).model(), Rng.of(1)));
        String name = last.model().headName();
        Parameters theta = Parameters.of(
                List.of(name + ".weight", name + ".bias"),
                List.of(matrix(tape, one.get("weight")), vector(tape, one.get("bias"))));
        RowLoss loss = (RowLoss) new BalancedSoftmax(BalancedSoftmax.Counts.TRAINING_SET)
                .of(examples);
        Tensor losses = loss.each(
                last.logits(theta, x.gather(0, draw.rows())), y.gather(0, draw.rows()));
        // log shares are log counts less a constant, which a softmax does not see
        assertEquals(one.get("inner").asDouble(), losses.mean().item(), TOLERANCE);
        Tensor metaX = matrix(tape, one.get("metaFeatures"));
        Tensor metaY = vector(tape, one.get("metaLabels"));
        Parameters gradient = WeightHypergradient.of(
                losses, theta,
                at -> Objectives.crossEntropyPerRow(
                        counts.length, last.logits(at, metaX), metaY).mean(),
                one.get("rate").asDouble(), Parameters.of("psi", psi),
                l -> l.mul(draw.weights()).mean());
        assertArrayEquals(
                Golden.doubles(one.get("gradient")),
                gradient.get("psi").value().toDoubles(), TOLERANCE);
    }

    /** 2, 3 and 5 rows with scores 1/2, 1/4 and 1/5: shares 1, .75 and 1 of 2.75. */
    @Test
    void classesAreDrawnInProportionToScoreTimesRows() {
        int draws = 4000;
        Tape tape = Tape.f64();
        Tensor labels = tape.constant(new double[] {0, 0, 1, 1, 1, 2, 2, 2, 2, 2});
        Tensor psi = tape.constant(new double[] {0, Math.log(1 / 3.0), Math.log(1 / 4.0)});
        MetaSampler.Draw draw = MetaSampler.Draw.of(tape.uniform(draws, 10), labels, psi);
        Program program = tape.compile(draw.rows()).seed(5);
        program.run();
        NdArray rows = program.output(0);
        int[] counts = new int[10];
        for (double row : rows.toDoubles()) {
            counts[(int) row]++;
        }
        double[] scores = {.5, .5, .25, .25, .25, .2, .2, .2, .2, .2};
        for (int i = 0; i < 10; i++) {
            double p = scores[i] / 2.75;
            double sd = Math.sqrt(p * (1 - p) / draws);
            assertEquals(p, (double) counts[i] / draws, 4 * sd, "row " + i);
        }
    }

    @Test
    void onlyTheLastLayerChangesInTheSecondPhase() {
        Problem problem = Blobs.problem(3, 1);
        Map<String, NdArray> late = new Balms().withFirst(.75).fit(problem.withEpochs(4))
                .network().values();
        Map<String, NdArray> later = new Balms().withFirst(.5).fit(problem.withEpochs(6))
                .network().values();
        for (String name : late.keySet()) {
            assertEquals(
                    name.startsWith("0."),
                    Arrays.equals(late.get(name).toDoubles(), later.get(name).toDoubles()), name);
        }
    }

    @Test
    void theRateAtWhichClassesAreDrawnIsLearned() {
        Problem problem = Blobs.problem(3, 1).withEpochs(20);
        double[] scores = new Balms().run(problem).scores();
        for (double score : scores) {
            assertTrue(score > 0 && score < 1 && score != .5, Arrays.toString(scores));
        }
        double[] fixed = new Balms(new Balms().loss(), .8, .1, 0).run(problem).scores();
        assertArrayEquals(new double[] {.5, .5, .5}, fixed);
    }

    @Test
    void findsMoreOfTheRareClassThanThePlainLastLayer() {
        assertTrue(recall(true) > recall(false) + .1, recall(true) + " " + recall(false));
    }

    private static double recall(boolean balms) {
        Problem problem = Blobs.problem(3, 1).withEpochs(20);
        Examples test = Blobs.test(3);
        double[][] p = (balms
                ? new Balms()
                : Resamplings.plain())
                .fit(problem).probabilities(test);
        int[] rare = test.indicesOf(2);
        return (double) Arrays.stream(rare).filter(
                row -> p[row][2] > p[row][0] && p[row][2] > p[row][1]).count() / rare.length;
    }

    @Test
    void whatCannotBeIsRefused() {
        Problem own = Blobs.problem(2, 1).with(examples -> new LayerClassifier(
                new Linear(Blobs.WIDTH, 1), 2, new Architecture("own", Map.of())));
        assertEquals(
                "balms: needs a model that makes features, got family 'own'",
                assertThrows(IllegalArgumentException.class, () -> new Balms().fit(own))
                        .getMessage());
        assertEquals(
                "balms: the share of the first epochs must be at least 0 and below 1, got 1.0",
                assertThrows(IllegalArgumentException.class, () -> new Balms().withFirst(1))
                        .getMessage());
        assertEquals(
                "balms: rates must be positive, got 0.0 and 0.01",
                assertThrows(IllegalArgumentException.class,
                        () -> new Balms(new Balms().loss(), .8, 0, .01)).getMessage());
    }
}
