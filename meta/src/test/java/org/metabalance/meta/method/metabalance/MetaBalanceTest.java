package org.metabalance.meta.method.metabalance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.loss.TrainingLoss;
import org.metabalance.meta.metric.AveragePrecision;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.meta.sampler.RandomOverSampler;
import org.metabalance.meta.sampler.Sampler;

class MetaBalanceTest {

    @ParameterizedTest
    @ValueSource(strings = {"exact", "first-order"})
    void withoutInnerMotionOnNaturalRowsItIsPlainTraining(String label) {
        Hypergradient mode = Hypergradients.parse(label);
        for (int classes = 2; classes <= 3; classes++) {
            double[][] plain = fit(Methods.find("plain").orElseThrow(), classes);
            // a step of length 0, and no step at all
            assertClose(plain, fit(method(new Natural(), 0, 1, 0, 1, mode), classes));
            assertClose(plain, fit(method(new Natural(), 0.5, 0, 0, 1, mode), classes));
        }
    }

    @Test
    void bothSidesHaveTheLossThatIsAskedFor() {
        MetaBalance still = method(new Natural(), 0.5, 0, 0, 1, Hypergradients.EXACT);
        assertClose(
                fit(Methods.find("focal").orElseThrow(), 2),
                fit(still.with(new TrainingLoss.Focal(2)), 2));
        MetaBalance moving = method(new Natural(), 0.5, 1, 0, 1, Hypergradients.EXACT);
        assertFalse(Arrays.deepEquals(
                fit(moving, 2), fit(moving.with(new TrainingLoss.Focal(2)), 2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact", "first-order"})
    void withoutInnerMotionItsOuterBalanceIsAllThatCounts(String label) {
        Hypergradient mode = Hypergradients.parse(label);
        double[][] oversampled = fit(Methods.find("oversampling").orElseThrow(), 2);
        assertClose(
                oversampled, fit(method(new RandomOverSampler(), 0, 1, 0, 1, mode), 2));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1, 0, 1", "0, 1, 0.3, 1", "0, 1, 0, 2"})
    void everySettingMatters(double innerRate, int innerSteps, double leak, int episodes) {
        double[][] plain = fit(method(new Natural(), 0, 1, 0, 1, Hypergradients.EXACT), 2);
        double[][] other = fit(
                method(new Natural(), innerRate, innerSteps, leak, episodes, Hypergradients.EXACT),
                2);
        assertFalse(Arrays.deepEquals(plain, other));
    }

    @Test
    void batchesHaveTheirOwnSizes() {
        EncodedTable test = Blobs.test(2);
        MetaBalance method = MetaBalance.of("own-batches")
                .with(Inner.DEFAULT.withRate(0.05).withSteps(3).withBatch(24))
                .with(Outer.DEFAULT.withBatch(16).withLeak(0.01)
                        .withEpisodes(4, Outer.EpochLength.UPDATES));
        Problem problem = Blobs.problem(2, 1);
        Trained trained = method.fit(problem);
        assertEquals(6L * 14, trained.updates());
        double[] scores = Arrays.stream(trained.probabilities(test)).mapToDouble(p -> p[1])
                .toArray();
        assertTrue(AveragePrecision.of(scores, test.labels()) > 0.6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, Double.POSITIVE_INFINITY})
    void ratesThatMeanNothingAreRefused(double rate) {
        assertThrows(
                IllegalArgumentException.class,
                () -> method(new Natural(), rate, 1, 0, 1, Hypergradients.EXACT));
        assertThrows(
                IllegalArgumentException.class,
                () -> method(new Natural(), 0.1, 1, rate, 1, Hypergradients.EXACT));
    }

    @Test
    void countsThatMeanNothingAreRefused() {
        refused(
                "metabalance: inner steps and batch must not be negative, got -1 and 0",
                () -> method(new Natural(), 0.1, -1, 0, 1, Hypergradients.EXACT));
        refused(
                "metabalance: inner steps and batch must not be negative, got 1 and -2",
                () -> Inner.DEFAULT.withBatch(-2));
        refused(
                "metabalance: the outer batch must not be negative and episodes positive, got 0 and 0",
                () -> method(new Natural(), 0.1, 1, 0, 0, Hypergradients.EXACT));
        refused(
                "metabalance: the outer batch must not be negative and episodes positive, got -3 and 1",
                () -> Outer.DEFAULT.withBatch(-3));
    }

    private static void refused(String message, Executable wrong) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }

    @Test
    void theSummaryTellsTheModesApart() {
        assertTrue(Methods.find("metabalance").orElseThrow().about().summary().contains("through"));
        assertTrue(
                Methods.find("metabalance-first-order").orElseThrow().about().summary()
                        .contains("first order"));
    }

    private static MetaBalance method(
            Sampler outer, double innerRate, int innerSteps, double leak, int episodes,
            Hypergradient mode) {
        return MetaBalance.of("metabalance")
                .with(Inner.DEFAULT.withRate(innerRate).withSteps(innerSteps))
                .with(Outer.DEFAULT.with(Balance.of(outer)).withLeak(leak)
                        .withEpisodes(episodes, Outer.EpochLength.UPDATES))
                .with(mode);
    }

    /** Two programs for the same thing may round differently. */
    private static void assertClose(double[][] expected, double[][] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], actual[i], 1e-5);
        }
    }

    private static double[][] fit(Method method, int classes) {
        EncodedTable test = Blobs.rows(4, classes == 2 ? new int[] {50, 5} : new int[] {50, 5, 5});
        return method.fit(Blobs.problem(classes, 1)).probabilities(test);
    }
}
