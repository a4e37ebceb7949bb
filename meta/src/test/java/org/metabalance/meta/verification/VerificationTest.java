package org.metabalance.meta.verification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.data.GroupedExamples;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.loss.FocalCosFace;
import org.metabalance.meta.method.metabalance.Inner;
import org.metabalance.meta.method.metabalance.MetaBalance;
import org.metabalance.meta.method.supervised.Resamplings;
import org.metabalance.meta.metric.GroupAccuracy;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Model;
import org.metabalance.nn.layer.Linear;
import org.metabalance.nn.model.Head;
import org.metabalance.nn.model.LayerClassifier;
import org.metabalance.nn.model.LeNet5;

class VerificationTest {
    private static final TwoGroups DATA = new TwoGroups(5, 1);
    private static final Problem PROBLEM = Problem.of(DATA.train, DATA.validation, 1)
            .with(examples -> LeNet5.of(28, 28, 1, examples.classes())
                    .withHead(Head.cosine(FocalCosFace.FACES.margin().scale())))
            .with(new Budget(15, 32, 1e-3));

    private static Map<String, Double> accuracies(Trained trained) {
        return GroupAccuracy.of(
                trained.probabilities(DATA.test), DATA.test.labels(), DATA.test.groupLabels(),
                TwoGroups.NAMES);
    }

    private static Trained fit(Method method) {
        return method.fit(PROBLEM);
    }

    /** Cosines .6, 0 and .8 of the three pairs; lengths of the features mean nothing. */
    @Test
    void pairsAreScoredByTheCosineOfTheirFeatures() {
        double[][] features = {{2, 0}, {.3, .4}, {0, 5}, {0, 0}};
        Pairs pairs = new Pairs(
                new int[] {0, 0, 1, 3}, new int[] {1, 2, 2, 2}, new int[] {1, 0, 0, 1});
        Verification result = Verification.of(features, pairs);
        assertArrayEquals(
                new double[] {Double.POSITIVE_INFINITY, .8, .6, 0}, result.curve().thresholds(),
                1e-15);
        assertEquals(2, result.same());
        assertEquals(2, result.different());
        assertEquals(.375, result.auc());
    }

    @Test
    void oversamplingOfGroupsHelpsTheRareOneAndVerificationIsToldOfEach() {
        Trained plain = fit(Resamplings.plain().with(FocalCosFace.FACES));
        Trained balanced = fit(Resamplings.of(new Repetition()).with(FocalCosFace.FACES));
        double before = accuracies(plain).get("upper body");
        double after = accuracies(balanced).get("upper body");
        assertTrue(after > before + .05, () -> before + " and " + after);

        Map<String, Verification> results = Verification.byGroup(
                balanced, DATA.test, 4000, Rng.of(1));
        assertEquals(List.of("all", "upper body", "other"), List.copyOf(results.keySet()));
        Verification rare = results.get("upper body");
        assertEquals(5 * 30 * 29 / 2, rare.same());
        assertEquals(4000, rare.different());
        assertEquals(4000, results.get("all").same());
        results.values().forEach(it -> assertTrue(it.auc() > .6, it::toString));
        assertTrue(results.get("other").auc() > rare.auc());
        assertTrue(
                results.get("other").curve().equalErrorRate() < rare.curve().equalErrorRate());
    }

    @Test
    void metaBalanceLearnsWithGroupsAndMarginsInBothModes() {
        MetaBalance method = MetaBalance.of("faces").with(Inner.DEFAULT.withRate(1e-3))
                .with(FocalCosFace.FACES);
        Trained exact = fit(method);
        Trained first = fit(method.with(Hypergradients.FIRST_ORDER));
        assertTrue(accuracies(exact).get("upper body") > .3, accuracies(exact)::toString);
        assertTrue(accuracies(exact).get("other") > .6, accuracies(exact)::toString);
        assertTrue(accuracies(first).get("upper body") > .3, accuracies(first)::toString);
        assertEquals("exact", exact.hypergradient());
        assertEquals("first-order", first.hypergradient());
    }

    @Test
    void aModelWithoutFeaturesIsRefused() {
        GroupedExamples rows = GroupedExamples.byClass(
                Blobs.test(3), new int[] {0, 0, 1}, TwoGroups.NAMES);
        Model bare = new LayerClassifier(
                new Linear(4, 3), 3, new Architecture("bare", Map.of()));
        TrainedNetwork trained = (TrainedNetwork) Resamplings.plain()
                .fit(Blobs.problem(3, 1).with(examples -> bare));
        assertEquals(
                "features: needs a model that makes features, got family 'bare'",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Verification.byGroup(trained, rows, 10, Rng.of(1))).getMessage());
        assertEquals(
                "features: the network was trained on examples of [4], got [28, 28, 1]",
                assertThrows(
                        IllegalArgumentException.class, () -> trained.features(DATA.test))
                        .getMessage());
    }
}
