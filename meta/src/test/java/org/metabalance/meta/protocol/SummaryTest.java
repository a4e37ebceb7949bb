package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.metric.ConfusionMatrix;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;

class SummaryTest {
    private static final ConfusionMatrix CONFUSION = ConfusionMatrix.of(
            new int[] {0, 1}, new int[] {0, 1}, 2);

    /** A run whose eight metrics are precision, precision + 0.01, ... */
    private static Run run(String method, int seed, double precision) {
        Scores scores = new Scores(
                precision, precision + 0.01, precision + 0.02, precision + 0.03, precision + 0.04,
                precision + 0.05, precision + 0.06, precision + 0.07, new double[] {1, 1},
                CONFUSION, 0.5);
        return new Run(method, seed, "none", scores, 10 * (seed + 1), 100, 0.5, "");
    }

    private static List<Run> runs(String method, double... precisions) {
        List<Run> runs = new ArrayList<>();
        for (int seed = 0; seed < precisions.length; seed++) {
            runs.add(run(method, seed, precisions[seed]));
        }
        return runs;
    }

    @SafeVarargs
    private static Summary of(List<Run>... methods) {
        List<Run> all = new ArrayList<>();
        for (List<Run> method : methods) {
            all.addAll(method);
        }
        return Summary.of(all);
    }

    private static List<String> order(Summary summary) {
        return summary.rows().stream().map(Summary.Row::method).toList();
    }

    @Test
    void meansAndStandardErrorsByHand() {
        Summary summary = of(runs("a", 0.2, 0.3, 0.7));
        Summary.Row row = summary.rows().get(0);
        assertEquals("a", row.method());
        assertEquals(3, row.runs());
        assertEquals(
                List.of("averagePrecision", "rocAuc", "balancedAccuracy", "gMean", "f1", "mcc",
                        "brier", "ece"),
                List.copyOf(row.metrics().keySet()));
        // deviations -.2, -.1, .3: squares .14, sample variance .07, over 3 runs
        double error = Math.sqrt(0.07 / 3);
        int i = 0;
        for (Estimate estimate : row.metrics().values()) {
            assertEquals(0.4 + 0.01 * i++, estimate.mean(), 1e-15);
            assertEquals(error, estimate.standardError(), 1e-15);
        }
        assertEquals(List.of(), summary.verdicts());
    }

    @Test
    void methodsStandFromBestToWorstAveragePrecisionAndTiesAsTheyCame() {
        assertEquals(
                List.of("best", "tie-1", "tie-2", "worst", "undefined"),
                order(of(runs("undefined", Double.NaN, 0.9), runs("tie-1", 0.5), runs("worst", 0.1),
                        runs("best", 0.6, 0.9), runs("tie-2", 0.5))));
    }

    @Test
    void theOrderOfRunsDoesNotMatter() {
        List<Run> runs = new ArrayList<>(runs("a", 0.5, 0.25, 0.75));
        runs.addAll(runs("b", 0.5, 0.5, 0.25));
        Summary forward = Summary.of(runs);
        Summary backward = Summary.of(runs.reversed());
        assertEquals(order(forward), order(backward));
        for (int i = 0; i < 2; i++) {
            Estimate one = forward.rows().get(i).metrics().get("f1");
            Estimate other = backward.rows().get(i).metrics().get("f1");
            assertEquals(one.mean(), other.mean(), 1e-15);
            assertEquals(one.standardError(), other.standardError(), 1e-15);
        }
        assertEquals(
                forward.verdicts().getFirst().best().pValue(),
                backward.verdicts().getFirst().best().pValue(), 1e-12);
    }

    /** Seconds of {@link #run} are 10, 20, 30, ... */
    @Test
    void secondsAreTheMedianWithoutTheFirstRun() {
        assertEquals(new Seconds(30, true), seconds(of(runs("a", .1, .2, .3, .4))));
        assertEquals(new Seconds(25, true), seconds(of(runs("a", .1, .2, .3))));
        assertEquals(new Seconds(25, true), seconds(of(runs("a", .1, .2, .3).reversed())));
        assertEquals(new Seconds(10, false), seconds(of(runs("a", .1))));
        // the first run failed: the next one had the warm-up
        assertEquals(new Seconds(30, true), seconds(of(List.of(run("a", 2, .1), run("a", 1, .1)))));
    }

    private static Seconds seconds(Summary summary) {
        return summary.rows().getFirst().seconds();
    }

    private static List<String> baselines(Summary summary) {
        return summary.verdicts().stream().map(Verdict::baseline).toList();
    }

    private static List<String> others(Verdict verdict) {
        return verdict.others().stream().map(Verdict.Versus::method).toList();
    }

    @Test
    void allAreComparedWithPlainAndWithLogistic() {
        Summary summary = of(
                runs("logistic", .3, .2), runs("b", .4, .5), runs("plain", .1, .2),
                runs("a", .5, .7));
        assertEquals(List.of("plain", "logistic"), baselines(summary));
        Verdict plain = summary.verdicts().getFirst();
        assertEquals(List.of("a", "b", "logistic"), others(plain));
        assertEquals(Splits.TEST / Splits.TRAIN, plain.testOverTrain());
        assertEquals(
                PairedDifference.of(new double[] {.5, .7}, new double[] {.1, .2})
                        .corrected(1 / 3.0),
                plain.best().difference());
        assertEquals(List.of("a", "b", "plain"), others(summary.verdicts().getLast()));
        assertEquals(
                List.of("logistic"),
                baselines(of(runs("logistic", .3, .2), runs("a", .4, .5))));
    }

    @Test
    void withoutABaselineTheBestIsComparedWithTheRunnerUp() {
        Summary summary = of(runs("c", .1, .2), runs("a", .5, .7), runs("b", .4, .5));
        assertEquals(List.of("b"), baselines(summary));
        assertEquals(List.of("a", "c"), others(summary.verdicts().getFirst()));
        assertEquals(.15, summary.verdicts().getFirst().best().difference().difference(), 1e-12);
    }

    @Test
    void whatIsWorseThanPlainBeyondNoiseIsNamed() {
        Verdict verdict = of(
                runs("plain", .5, .52, .51, .5), runs("bad", .3, .31, .31, .3),
                runs("noisy", .6, .3, .7, .2), runs("good", .6, .62, .62, .6))
                .verdicts().getFirst();
        assertEquals(List.of("bad"), verdict.worse());
        assertTrue(verdict.best().better());
    }

    @Test
    void pairsAreTheSplitsOnWhichBothEndedWell() {
        List<Run> partly = List.of(run("a", 4, .9), run("a", 1, .5), run("a", 7, .8));
        List<Run> other = List.of(
                run("plain", 1, .25), run("plain", 2, .1), run("plain", 4, .5),
                run("plain", 7, Double.NaN));
        PairedDifference difference = of(partly, other).verdicts().getFirst().best().difference();
        assertEquals(2, difference.pairs());
        assertEquals((.4 + .25) / 2, difference.difference(), 1e-15);
        // t = .325 / .075, corrected by the root of 1 + 2 / 3, with one degree of freedom
        double t = .325 / .075 / Math.sqrt(5 / 3.0);
        assertEquals(1 - 2 * Math.atan(t) / Math.PI, difference.pValue(), 1e-12);
    }

    @Test
    void aMethodThatIsBestForItFailedWhereItIsHardDoesNotBeatTheOther() {
        List<Run> lucky = List.of(run("lucky", 0, .80), run("lucky", 1, .81), run("lucky", 2, .82));
        List<Run> steady = List.of(
                run("plain", 0, .90), run("plain", 1, .911), run("plain", 2, .919),
                run("plain", 3, .1));
        Verdict verdict = of(lucky, steady).verdicts().getFirst();
        assertEquals(-.1, verdict.best().difference().difference(), 1e-12);
        assertFalse(verdict.best().better());
        assertEquals(List.of("lucky"), verdict.worse());
    }

    @Test
    void withoutACommonSplitThereIsNoDifference() {
        Verdict.Versus best = of(List.of(run("a", 0, .5)), List.of(run("b", 1, .4)))
                .verdicts().getFirst().best();
        assertEquals(0, best.difference().pairs());
        assertTrue(Double.isNaN(best.difference().difference()));
        assertTrue(Double.isNaN(best.pValue()));
        assertFalse(best.better() || best.worse());
    }

    @Test
    void aSingleSeedHasNoErrorAndNoTest() {
        Summary summary = of(runs("a", .5), runs("b", .25));
        assertTrue(Double.isNaN(
                summary.rows().get(0).metrics().get("averagePrecision").standardError()));
        Verdict.Versus best = summary.verdicts().getFirst().best();
        assertEquals(.25, best.difference().difference());
        assertTrue(Double.isNaN(best.pValue()));
        assertFalse(best.better());
    }

    @Test
    void referencesStandApart() {
        List<Run> trees = runs("trees", .9, .91, .92).stream().map(Run::asReference).toList();
        Summary summary = of(
                runs("a", .5, .51, .53), trees, runs("plain", .4, .43, .41), runs("b", .3, .3, .3));
        assertEquals(List.of("a", "plain", "b"), order(summary));
        assertEquals(
                List.of("trees"), summary.references().stream().map(Summary.Row::method).toList());
        assertEquals(List.of("a", "b"), others(summary.verdicts().getFirst()));
        Summary.AgainstReference against = summary.againstReferences().getFirst();
        assertEquals("trees", against.reference());
        assertEquals("a", against.method());
        assertEquals(
                PairedDifference.of(new double[] {.9, .91, .92}, new double[] {.5, .51, .53})
                        .corrected(Splits.TEST_OVER_TRAIN),
                against.difference());
        // every method failed
        Summary alone = Summary.of(trees);
        assertEquals(List.of(), alone.rows());
        assertEquals(List.of(), alone.againstReferences());
        assertEquals(1, alone.references().size());
    }

    @Test
    void noRunsGiveNoRows() {
        Summary summary = Summary.of(List.of());
        assertEquals(List.of(), summary.rows());
        assertEquals(List.of(), summary.verdicts());
    }

    @Test
    void readsAsATable() {
        Summary summary = of(runs("worse", .2, .4), runs("better", .5, .5),
                List.of(run("trees", 0, .9).asReference()));
        assertEquals("""
                averagePrecision
                better                       0.500 ±0.000, runs: 2
                worse                        0.300 ±0.100, runs: 2
                trees (reference)            0.900, runs: 1""", summary.toString());
    }
}
