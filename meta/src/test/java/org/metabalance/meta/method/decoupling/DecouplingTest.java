package org.metabalance.meta.method.decoupling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.decoupling.NearestClassMean.Distance;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.layer.Linear;
import org.metabalance.nn.model.Head;
import org.metabalance.nn.model.LayerClassifier;
import org.metabalance.nn.model.LeNet5;
import tools.jackson.databind.JsonNode;

/** Last layers balanced after training, against transcriptions in PyTorch and by what they leave alone. */
class DecouplingTest {
    private static final double TOLERANCE = 1e-12;

    private static Stream<JsonNode> golden(String name) {
        return Golden.cases("losses/decoupling.json").stream()
                .filter(one -> one.get("name").asString().equals(name));
    }

    private static double[] flat(JsonNode matrix) {
        return Arrays.stream(Golden.matrix(matrix)).flatMapToDouble(Arrays::stream).toArray();
    }

    private static Map<String, NdArray> values(Trained trained) {
        return switch (trained) {
            case TauNormalization.Normalized it -> values(it.network());
            default -> ((TrainedNetwork) trained).network().values();
        };
    }

    @Test
    void weightsAreDividedByAPowerOfTheirLength() {
        golden("tau").forEach(one -> assertArrayEquals(
                flat(one.get("result")),
                TauNormalization.normalized(
                        NdArray.of(flat(one.get("weight")), 5, 3), one.get("tau").asDouble())
                        .toDoubles(),
                TOLERANCE));
        NdArray zeros = NdArray.of(new double[4], 2, 2);
        assertArrayEquals(new double[4], TauNormalization.normalized(zeros, 2).toDoubles());
    }

    @Test
    void theNearestMeanIsTheMostProbableClass() {
        for (Distance distance : Distance.values()) {
            JsonNode one = golden(distance.name()).findFirst().orElseThrow();
            NearestClassMean.Means means = NearestClassMean.Means.of(
                    Golden.matrix(one.get("features")), Golden.ints(one.get("labels")), 3);
            double[][] expected = Golden.matrix(one.get("probabilities"));
            double[][] rows = Golden.matrix(one.get("new"));
            for (int i = 0; i < rows.length; i++) {
                double[] p = new double[3];
                for (int k = 0; k < 3; k++) {
                    double[] logit = means.logit(distance, k);
                    double z = logit[5];
                    for (int j = 0; j < 5; j++) {
                        z += logit[j] * rows[i][j];
                    }
                    p[k] = Math.exp(z);
                }
                double sum = Arrays.stream(p).sum();
                assertArrayEquals(
                        expected[i], Arrays.stream(p).map(x -> x / sum).toArray(), TOLERANCE);
            }
        }
    }

    @Test
    void factorsHaveTheDerivativeOfTheFormula() {
        JsonNode one = golden("scales").findFirst().orElseThrow();
        Tape tape = Tape.f64();
        Tensor factors = tape.constant(Golden.doubles(one.get("scales")));
        Tensor logits = tape.constant(flat(one.get("logits")), 9, 3);
        Tensor loss = Objectives.crossEntropyPerRow(
                3, SecondPhase.scaled(logits, factors),
                tape.constant(Golden.doubles(one.get("labels")))).mean();
        assertEquals(one.get("value").asDouble(), loss.item(), TOLERANCE);
        assertArrayEquals(
                Golden.doubles(one.get("gradient")),
                Gradients.gradient(loss, factors).value().toDoubles(), TOLERANCE);
    }

    @Test
    void onlyTheLastLayerChangesInTheSecondPhase() {
        // 3 epochs of the first phase and 1 of the second: the features are those of 3 plain epochs
        for (Decoupled method : List.of(Decoupled.retrained(), Decoupled.scaled())) {
            Problem problem = Blobs.problem(3, 1);
            Map<String, NdArray> late = values(
                    method.withFirst(.75).fit(problem.withEpochs(4)));
            Map<String, NdArray> later = values(
                    method.withFirst(.5).fit(problem.withEpochs(6)));
            for (String name : late.keySet()) {
                boolean same = Arrays.equals(
                        late.get(name).toDoubles(), later.get(name).toDoubles());
                assertEquals(name.startsWith("0."), same, method.name() + " " + name);
            }
        }
    }

    @Test
    void balancedLastLayersFindMoreOfTheRareClass() {
        double plain = recall(Methods.find("plain").orElseThrow());
        for (Method method : List.of(
                Decoupled.retrained().withFirst(.5), new NearestClassMean(),
                new NearestClassMean(Distance.COSINE),
                new TauNormalization(OptionalDouble.of(1)))) {
            double recall = recall(method);
            assertTrue(recall > plain, method.name() + " " + recall + ", plain " + plain);
        }
    }

    private static double recall(Method method) {
        var test = Blobs.test(3);
        double[][] p = method.fit(Blobs.problem(3, 1).withEpochs(10)).probabilities(test);
        int[] rare = test.indicesOf(2);
        return (double) Arrays.stream(rare).filter(
                row -> p[row][2] > p[row][0] && p[row][2] > p[row][1]).count() / rare.length;
    }

    @Test
    void learnedFactorsAreMoreThanOnes() {
        double[][] plain = Decoupled.scaled().withFirst(.75)
                .fit(Blobs.problem(3, 1).withEpochs(4)).probabilities(Blobs.test(3));
        double[][] longer = Decoupled.scaled().withFirst(.5)
                .fit(Blobs.problem(3, 1).withEpochs(6)).probabilities(Blobs.test(3));
        assertNotEquals(plain[0][0], longer[0][0]);
    }

    @Test
    void tauIsChosenOnTheValidationRowsOrGiven() {
        Problem problem = Blobs.problem(3, 1);
        double chosen = new TauNormalization().fit(problem).tau();
        assertTrue(chosen >= 0 && chosen <= 2, "tau " + chosen);
        assertEquals(.5, new TauNormalization(OptionalDouble.of(.5)).fit(problem).tau());
    }

    @Test
    void whatHasNoFeaturesOrNoLinearLayerOrNoRowIsRefused() {
        Problem problem = Blobs.problem(2, 1);
        Problem own = problem.with(examples -> new LayerClassifier(
                new Linear(Blobs.WIDTH, 1), 2, new Architecture("own", Map.of())));
        Problem cosine = problem.with(examples -> new LeNet5(28, 28, 1, 2, 2, Head.cosine(10)));
        for (Method method : List.of(
                Decoupled.retrained(), Decoupled.scaled(), new TauNormalization(),
                new NearestClassMean())) {
            assertEquals(
                    method.name() + ": needs a model that makes features, got family 'own'",
                    assertThrows(IllegalArgumentException.class, () -> method.fit(own))
                            .getMessage());
            assertEquals(
                    method.name() + ": needs a linear last layer, got 'cosine 10.0'",
                    assertThrows(IllegalArgumentException.class, () -> method.fit(cosine))
                            .getMessage());
        }
        Problem empty = Problem.of(Blobs.rows(1, 40, 9, 0), Blobs.rows(2, 20, 5, 0), 1);
        assertTrue(assertThrows(
                IllegalArgumentException.class, () -> new NearestClassMean().fit(empty))
                .getMessage().startsWith("nearest-class-mean: every class needs a row, got "));
    }

    @Test
    void rangesAreChecked() {
        assertEquals(
                "crt: the share of the first epochs must be at least 0 and below 1, got 1.0",
                assertThrows(IllegalArgumentException.class,
                        () -> Decoupled.retrained().withFirst(1)).getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> new TauNormalization(OptionalDouble.of(-1)));
    }
}
