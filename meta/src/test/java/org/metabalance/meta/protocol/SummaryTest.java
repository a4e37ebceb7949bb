package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
        assertEquals(20, row.seconds().mean(), 1e-14);
        assertEquals(Math.sqrt(100 / 3.0), row.seconds().standardError(), 1e-14);
        assertNull(summary.verdict());
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
        assertEquals(forward.verdict().pValue(), backward.verdict().pValue(), 1e-12);
    }

    @Test
    void thePairedDifferenceIsScipys() {
        // scipy.stats.ttest_rel(a, b).pvalue, scipy 1.17.1
        double[] a = {0.61, 0.58, 0.66, 0.70, 0.63};
        double[] b = {0.55, 0.57, 0.60, 0.62, 0.64};
        Summary.Verdict verdict = of(runs("b", b), runs("a", a)).verdict();
        assertEquals("a", verdict.best());
        assertEquals("b", verdict.runnerUp());
        assertEquals(5, verdict.pairs());
        assertEquals(0.04, verdict.difference(), 1e-15);
        assertEquals(0.07861139903123825, verdict.pValue(), 1e-12);
        assertFalse(verdict.beyondNoise());
        double[] c = {0.51, 0.50, 0.59, 0.60, 0.57};
        Summary.Verdict clear = of(runs("a", a), runs("c", c)).verdict();
        assertEquals(0.0005107266305633, clear.pValue(), 1e-12);
        assertTrue(clear.beyondNoise());
    }

    @Test
    void onlyTheTwoBestAreCompared() {
        Summary summary = of(runs("c", 0.1, 0.2), runs("a", 0.5, 0.7), runs("b", 0.4, 0.5));
        assertEquals(List.of("a", "b", "c"), order(summary));
        assertEquals("a", summary.verdict().best());
        assertEquals("b", summary.verdict().runnerUp());
        // differences .1 and .2: t = .15 / .05 = 3 with one degree of freedom
        assertEquals(1 - 2 * Math.atan(3) / Math.PI, summary.verdict().pValue(), 1e-12);
    }

    @Test
    void pairsAreTheSplitsOnWhichBothEndedWell() {
        List<Run> partly = List.of(run("a", 4, 0.9), run("a", 1, 0.5), run("a", 7, 0.8));
        List<Run> other = List.of(run("b", 1, 0.25), run("b", 2, 0.1), run("b", 4, 0.5));
        Summary.Verdict verdict = of(partly, other).verdict();
        assertEquals(2, verdict.pairs());
        assertEquals((0.4 + 0.25) / 2, verdict.difference(), 1e-15);
        // t = .325 / .075
        assertEquals(1 - 2 * Math.atan(0.325 / 0.075) / Math.PI, verdict.pValue(), 1e-12);
    }

    @Test
    void aMethodThatIsBestForItFailedWhereItIsHardDoesNotBeatTheOther() {
        List<Run> lucky = List.of(run("lucky", 0, 0.80), run("lucky", 1, 0.81),
                run("lucky", 2, 0.82));
        List<Run> steady = List.of(
                run("steady", 0, 0.90), run("steady", 1, 0.911), run("steady", 2, 0.919),
                run("steady", 3, 0.1));
        Summary.Verdict verdict = of(lucky, steady).verdict();
        assertEquals("lucky", verdict.best());
        assertEquals(-0.1, verdict.difference(), 1e-12);
        assertTrue(verdict.pValue() < PairedDifference.SIGNIFICANCE);
        assertFalse(verdict.beyondNoise());
    }

    @Test
    void withoutACommonSplitThereIsNoDifference() {
        Summary.Verdict verdict = of(List.of(run("a", 0, 0.5)), List.of(run("b", 1, 0.4)))
                .verdict();
        assertEquals(0, verdict.pairs());
        assertTrue(Double.isNaN(verdict.difference()));
        assertTrue(Double.isNaN(verdict.pValue()));
        assertFalse(verdict.beyondNoise());
    }

    @Test
    void aSingleSeedHasNoErrorAndNoTest() {
        Summary summary = of(runs("a", 0.5), runs("b", 0.25));
        assertTrue(Double.isNaN(
                summary.rows().get(0).metrics().get("averagePrecision").standardError()));
        assertEquals(1, summary.verdict().pairs());
        assertEquals(0.25, summary.verdict().difference());
        assertTrue(Double.isNaN(summary.verdict().pValue()));
        assertFalse(summary.verdict().beyondNoise());
    }

    @Test
    void constantDifferencesAreCertainAndNoDifferenceIsNone() {
        Summary.Verdict same = of(runs("a", 0.5, 0.25, 0.75), runs("b", 0.5, 0.25, 0.75)).verdict();
        assertEquals(0, same.difference());
        assertEquals(1, same.pValue());
        assertFalse(same.beyondNoise());
        Summary.Verdict constant = of(runs("a", 0.5, 0.25, 0.75), runs("b", 0.375, 0.125, 0.625))
                .verdict();
        assertEquals(0.125, constant.difference());
        assertEquals(0, constant.pValue());
        assertTrue(constant.beyondNoise());
        // the same up to rounding
        Summary.Verdict rounded = of(runs("a", 0.3, 0.7, 0.9), runs("b", 0.2, 0.6, 0.8)).verdict();
        assertTrue(rounded.pValue() < 1e-12);
    }

    @Test
    void noRunsGiveNoRows() {
        Summary summary = Summary.of(List.of());
        assertEquals(List.of(), summary.rows());
        assertNull(summary.verdict());
    }
}
