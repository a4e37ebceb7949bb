package org.metabalance.meta.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;

/**
 * What the runs say together: methods from the best mean average precision to the worst.
 *
 * @param rows one for each method
 * @param verdict how the best method compares with the runner-up; null with a single method
 */
public record Summary(List<Row> rows, Verdict verdict) {
    /**
     * One method.
     *
     * @param method its name
     * @param runs how many ended well
     * @param metrics each metric by name, as in {@link org.metabalance.meta.metric.Scores#values}
     * @param seconds the time of a run
     */
    public record Row(String method, int runs, Map<String, Estimate> metrics, Estimate seconds) {}

    /**
     * The paired comparison of the two best methods in average precision: both on the same splits,
     * Student's t test of the mean difference, two-sided.
     *
     * @param best the better method
     * @param runnerUp the other one
     * @param difference the mean difference on the splits on which both ended well; NaN if there is
     *     none
     * @param pairs the number of splits on which both ended well
     * @param pValue the probability of so large a difference by chance; NaN with fewer than two pairs
     */
    public record Verdict(String best, String runnerUp, double difference, int pairs,
            double pValue) {
        /** Returns whether the best method is better beyond noise. */
        public boolean beyondNoise() {
            // a method can have the best mean because it failed on the splits that are hard
            return difference > 0 && pValue < PairedDifference.SIGNIFICANCE;
        }
    }

    /** Sums up runs. */
    public static Summary of(List<Run> runs) {
        Map<String, List<Run>> byMethod = new LinkedHashMap<>();
        for (Run run : runs) {
            byMethod.computeIfAbsent(run.method(), name -> new ArrayList<>()).add(run);
        }
        List<Row> rows = new ArrayList<>();
        byMethod.forEach((method, own) -> rows.add(row(method, own)));
        rows.sort(Comparator.comparingDouble((Row row) -> order(row)).reversed());
        Verdict verdict = rows.size() < 2
                ? null
                : compare(byMethod.get(rows.get(0).method()), byMethod.get(rows.get(1).method()));
        return new Summary(List.copyOf(rows), verdict);
    }

    private static double order(Row row) {
        double mean = row.metrics().get("averagePrecision").mean();
        return Double.isNaN(mean) ? Double.NEGATIVE_INFINITY : mean;
    }

    private static Row row(String method, List<Run> runs) {
        Map<String, Estimate> metrics = new LinkedHashMap<>();
        for (String metric : runs.get(0).metrics().values().keySet()) {
            metrics.put(
                    metric,
                    Estimate.of(
                            runs.stream().mapToDouble(run -> run.metrics().values().get(metric))
                                    .toArray()));
        }
        Estimate seconds = Estimate.of(runs.stream().mapToDouble(Run::seconds).toArray());
        return new Row(method, runs.size(), metrics, seconds);
    }

    private static Verdict compare(List<Run> best, List<Run> runnerUp) {
        List<double[]> pairs = new ArrayList<>();
        for (Run a : best) {
            for (Run b : runnerUp) {
                if (a.seed() == b.seed()) {
                    pairs.add(
                            new double[] {
                                a.metrics().averagePrecision(), b.metrics().averagePrecision()
                            });
                }
            }
        }
        double[] x = pairs.stream().mapToDouble(pair -> pair[0]).toArray();
        double[] y = pairs.stream().mapToDouble(pair -> pair[1]).toArray();
        PairedDifference test = PairedDifference.of(x, y);
        return new Verdict(
                best.get(0).method(), runnerUp.get(0).method(), test.difference(), test.pairs(),
                test.pValue());
    }
}
