package org.metabalance.meta.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.Merit;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;

class TunedTest {
    private static final Method PLAIN = Methods.find("plain").orElseThrow();

    private record Custom(Function<Problem, Trained> body) implements Method {
        @Override
        public About about() {
            return new About("custom", "for a test", "-");
        }

        @Override
        public Trained fit(Problem problem) {
            return body.apply(problem);
        }
    }

    private static Tuned of(Tuned.Variant... variants) {
        return new Tuned(new About("plain", ""), List.of(variants));
    }

    private static Tuned.Variant rate(double rate) {
        return new Tuned.Variant("rate " + rate, PLAIN, rate);
    }

    private static Tuned.Variant diverging() {
        return new Tuned.Variant("diverging", new Custom(problem -> {
            throw new IllegalStateException("diverged");
        }), 1);
    }

    private static Budget faster(Problem problem, double times) {
        Budget budget = problem.budget();
        return budget.withLearningRate(times * budget.learningRate());
    }

    private static double averagePrecision(Trained trained, Problem problem) {
        return Scores.of(
                trained.probabilities(problem.validation()), problem.validation().labels(),
                Threshold.DEFAULT).averagePrecision();
    }

    @Test
    void keepsTheVariantThatRanksValidationRowsBest() {
        Problem problem = Blobs.problem(2, 1);
        // next to no learning in the first
        TunedModel tuned = of(rate(1e-6), rate(10), rate(1e-5)).fit(problem);
        assertEquals("rate 10.0", tuned.setting());
        Trained alone = PLAIN.fit(problem.with(faster(problem, 10)));
        assertArrayEquals(
                alone.probabilities(problem.validation()),
                tuned.probabilities(problem.validation()));
        assertEquals(3 * alone.updates(), tuned.updates());
        assertEquals(averagePrecision(alone, problem),
                tuned.attempts().get(1).merit().averagePrecision());
        assertEquals(
                List.of("rate 1.0E-6", "rate 10.0", "rate 1.0E-5"),
                tuned.attempts().stream().map(Tuned.Attempt::setting).toList());
        assertTrue(
                tuned.attempts().get(0).merit().averagePrecision()
                        < tuned.attempts().get(1).merit().averagePrecision());
    }

    @Test
    void aVariantThatDivergesIsPassedOverUnlessAllDo() {
        Problem problem = Blobs.problem(2, 1);
        TunedModel tuned = of(diverging(), rate(1)).fit(problem);
        assertEquals("rate 1.0", tuned.setting());
        assertEquals(Merit.NONE, tuned.attempts().get(0).merit());
        assertThrows(IllegalStateException.class, () -> of(diverging(), diverging()).fit(problem));
    }

    @Test
    void progressGoesOnFromVariantToVariant() {
        List<Double> seen = new ArrayList<>();
        of(rate(1), rate(2)).fit(Blobs.problem(2, 1).watchedBy(seen::add));
        for (int i = 1; i < seen.size(); i++) {
            assertTrue(seen.get(i) > seen.get(i - 1));
        }
        assertEquals(1, seen.getLast());
    }

    @Test
    void everyMethodHasAsManyVariantsAllDifferentAndItselfAmongThem() {
        for (Method method : Methods.all()) {
            Tuned tuned = TuningGrids.tuned(method);
            assertEquals(method.name(), tuned.name());
            assertEquals(TuningGrids.VARIANTS, tuned.variants().size(), method.name());
            assertEquals(
                    TuningGrids.VARIANTS,
                    new HashSet<>(
                            tuned.variants().stream().map(Tuned.Variant::setting).toList()).size(),
                    method.name());
            assertTrue(
                    tuned.variants().stream().anyMatch(variant -> variant.rate() == 1),
                    method.name());
        }
    }

    @Test
    void theDefaultSettingIsTheMethodAsItIs() {
        Problem problem = Blobs.problem(2, 1);
        for (Method method : Methods.defaults()) {
            Tuned.Variant first = TuningGrids.tuned(method).variants().stream()
                    .filter(variant -> variant.rate() == 1).findFirst().orElseThrow();
            assertArrayEquals(
                    method.fit(problem).probabilities(problem.validation()),
                    first.method().fit(problem).probabilities(problem.validation()),
                    method.name());
        }
    }

    @Test
    void settingsOfAVariantMatter() {
        Problem problem = Blobs.problem(2, 1);
        for (Method method : Methods.defaults()) {
            List<double[][]> outcomes = new ArrayList<>();
            for (Tuned.Variant variant : TuningGrids.tuned(method).variants()) {
                double[][] outcome = variant.method()
                        .fit(problem.with(faster(problem, variant.rate())))
                        .probabilities(problem.validation());
                for (double[][] other : outcomes) {
                    assertFalse(
                            Arrays.deepEquals(other, outcome),
                            method.name() + ": " + variant.setting());
                }
                outcomes.add(outcome);
            }
        }
    }
}
