package org.metabalance.app.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.metabalance.app.page.curve.Band;
import org.metabalance.app.page.curve.BestThreshold;
import org.metabalance.app.page.curve.Counts;
import org.metabalance.app.page.curve.Lift;
import org.metabalance.app.page.curve.Reliability;
import org.metabalance.app.page.curve.ScoreHistogram;
import org.metabalance.app.page.curve.Staircase;
import org.metabalance.app.scores.RunScores;
import org.metabalance.meta.calibration.Calibrator;
import org.metabalance.meta.statistics.Estimate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The numbers behind a page's charts, by method, of its runs over the seeds. Curves have so many points that a
 * page stays below 2 MB, however many rows and runs there are; tables of thresholds are made of all rows.
 */
final class ReportData {
    /** Thresholds whose effect on test rows is in the page, of all runs together: eight bytes each. */
    private static final int TEST_STEPS = 90_000;

    private static final int VALIDATION_STEPS = 40_000;
    private static final int FEWEST_STEPS = 200;

    private final Map<String, List<RunScores>> runs;
    private final Map<String, List<Double>> thresholds;
    private final Map<String, List<Calibrator>> calibrators;
    private final int count;
    private boolean thinned;

    /**
     * Takes the runs.
     *
     * @param runs of each method, in the order of the page
     * @param thresholds the operating points of the runs; NaN with more than two classes
     * @param calibrators of the runs of each method whose scores are shown recalibrated, too
     */
    ReportData(
            Map<String, List<RunScores>> runs, Map<String, List<Double>> thresholds,
            Map<String, List<Calibrator>> calibrators) {
        this.runs = new LinkedHashMap<>(runs);
        this.thresholds = thresholds;
        this.calibrators = calibrators;
        this.count = Math.max(1, runs.values().stream().mapToInt(List::size).sum());
    }

    /** Writes all numbers. */
    void write(ObjectNode root) {
        ObjectNode methods = root.putObject("methods");
        DetailData details = new DetailData(runs);
        runs.forEach((method, own) -> {
            ObjectNode node = methods.putObject(method);
            boolean binary = own.stream().allMatch(run -> measured(run).binary());
            if (binary) {
                curves(node, method, own);
            }
            details.write(node, own);
        });
        root.put("thinned", thinned);
    }

    /** The test part, or where there is none the rows that were selected on. */
    private static RunScores.Part measured(RunScores run) {
        return run.test() == null ? run.validation() : run.test();
    }

    private void curves(ObjectNode node, String method, List<RunScores> own) {
        List<Staircase> test = own.stream().map(run -> stairs(measured(run))).toList();
        List<Staircase> validation = own.stream().map(run -> stairs(run.validation())).toList();
        if (test.stream().anyMatch(s -> s.positives() == 0 || s.negatives() == 0)) {
            return;
        }
        band(node.putObject("pr"), Band.precisionByRecall(test));
        band(node.putObject("roc"), Band.roc(test));
        ArrayNode seeds = node.putArray("seeds");
        for (int i = 0; i < own.size(); i++) {
            double threshold = thresholds.get(method).get(i);
            Counts counts = test.get(i).counts(test.get(i).at((float) threshold));
            ObjectNode seed = seeds.addObject();
            seed.put("seed", own.get(i).seed());
            Numbers.put(seed, "threshold", threshold);
            Numbers.put(seed, "recall", counts.recall());
            Numbers.put(seed, "precision", counts.precision());
            Numbers.put(seed, "fpr", (double) counts.fp() / test.get(i).negatives());
            steps(seed.putObject("test"), test.get(i), TEST_STEPS);
            steps(seed.putObject("validation"), validation.get(i), VALIDATION_STEPS);
        }
        best(node.putArray("thresholds"), BestThreshold.of(validation, test));
        ArrayNode lifts = node.putArray("lift");
        Lift.of(test).forEach(lift -> Numbers.add(lifts.addArray(), lift.share(), lift.rows(),
                lift.precision(), lift.recall(), lift.lift()));
        RunScores.Part all = pooled(own.stream().map(ReportData::measured).toList());
        ObjectNode reliability = node.putObject("reliability");
        bins(reliability.putArray("before"), all);
        List<Calibrator> its = calibrators.getOrDefault(method, List.of());
        if (its.size() == own.size()) {
            bins(reliability.putArray("after"), pooled(IntStream.range(0, own.size())
                    .mapToObj(i -> recalibrated(measured(own.get(i)), its.get(i))).toList()));
        }
        ScoreHistogram histogram = ScoreHistogram.of(all.scores(), all.labels());
        ObjectNode bins = node.putObject("histogram");
        Numbers.add(bins.putArray("edges"), histogram.edges());
        for (int i = 0; i < histogram.positives().length; i++) {
            bins.withArray("/negatives").add(histogram.negatives()[i]);
            bins.withArray("/positives").add(histogram.positives()[i]);
        }
    }

    private static Staircase stairs(RunScores.Part part) {
        return Staircase.of(part.scores(), part.labels());
    }

    private static void bins(ArrayNode node, RunScores.Part part) {
        Reliability.of(part.scores(), part.labels()).forEach(bin -> Numbers.add(
                node.addArray(), bin.rows(), bin.positives(), bin.said(), bin.seen(), bin.low(),
                bin.high()));
    }

    private static RunScores.Part recalibrated(RunScores.Part part, Calibrator calibrator) {
        float[] scores = part.scores().clone();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) calibrator.apply(new double[] {1.0 - scores[i], scores[i]})[1];
        }
        return new RunScores.Part(scores, part.labels());
    }

    private static RunScores.Part pooled(List<RunScores.Part> own) {
        int rows = own.stream().mapToInt(part -> part.labels().length).sum();
        float[] scores = new float[rows];
        int[] labels = new int[rows];
        int at = 0;
        for (RunScores.Part part : own) {
            int n = part.labels().length;
            System.arraycopy(part.scores(), 0, scores, at, n);
            System.arraycopy(part.labels(), 0, labels, at, n);
            at += n;
        }
        return new RunScores.Part(scores, labels);
    }

    private void steps(ObjectNode node, Staircase all, int budget) {
        Staircase some = all.thinned(Math.max(FEWEST_STEPS, budget / count));
        thinned |= some.size() < all.size();
        node.put("positives", all.positives());
        node.put("negatives", all.negatives());
        node.put("steps", some.base64());
    }

    private static void band(ObjectNode node, Band band) {
        Numbers.add(node.putArray("mean"), band.mean());
        Numbers.add(node.putArray("low"), band.low());
        Numbers.add(node.putArray("high"), band.high());
    }

    private static void best(ArrayNode rows, List<BestThreshold> thresholds) {
        for (BestThreshold one : thresholds) {
            ObjectNode row = rows.addObject();
            row.put("aim", one.aim());
            row.put("reached", one.reached());
            if (one.reached() > 0) {
                estimate(row, "threshold", one.threshold());
                estimate(row, "attained", one.attained());
                estimate(row, "precision", one.precision());
                estimate(row, "recall", one.recall());
                estimate(row, "alerts", one.alerts());
            }
        }
    }

    private static void estimate(ObjectNode row, String name, Estimate value) {
        Numbers.add(row.putArray(name), value.mean(), value.standardError());
    }
}
