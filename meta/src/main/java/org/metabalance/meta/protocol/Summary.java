package org.metabalance.meta.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;

/**
 * What the runs say together.
 *
 * @param rows one for each method, from the best mean average precision to the worst
 * @param verdicts the methods against each of {@link #BASELINES} that is among them; if none is, against
 *     the second best. Empty with a single method
 * @param references one for each reference, in the same order: they are no methods to choose from, and
 *     no verdict counts them
 * @param againstReferences the best method against each reference
 */
public record Summary(
        List<Row> rows, List<Verdict> verdicts, List<Row> references,
        List<AgainstReference> againstReferences) {
    /** What a method must beat to be worth anything: plain training, and no hidden layers. */
    public static final List<String> BASELINES = List.of("plain", "logistic");

    /**
     * One method.
     *
     * @param method its name
     * @param runs how many ended well
     * @param metrics each metric by name, as in {@link org.metabalance.meta.metric.Scores#values}
     * @param seconds the time of a run
     */
    public record Row(String method, int runs, Map<String, Estimate> metrics, Seconds seconds) {}

    /**
     * A reference against the best method, by average precision on the same splits.
     *
     * @param reference its name
     * @param method the best method
     * @param difference of the reference to the method, with the test for splits that share rows
     */
    public record AgainstReference(
            String reference, String method, PairedDifference difference) {}

    /** Sums up runs on {@link Splits} of a table. */
    public static Summary of(List<Run> runs) {
        return of(runs, Splits.TEST_OVER_TRAIN);
    }

    /**
     * Sums up runs.
     *
     * @param testOverTrain rows tested on over rows trained on, in every split; 0 if splits share no rows
     */
    public static Summary of(List<Run> runs, double testOverTrain) {
        Map<String, List<Run>> byMethod = new LinkedHashMap<>();
        for (Run run : runs) {
            byMethod.computeIfAbsent(run.method(), name -> new ArrayList<>()).add(run);
        }
        List<Row> rows = new ArrayList<>();
        List<Row> references = new ArrayList<>();
        byMethod.forEach((method, own) -> (own.getFirst().reference() ? references : rows)
                .add(row(method, own)));
        Comparator<Row> best = Comparator.comparingDouble(Summary::order).reversed();
        rows.sort(best);
        references.sort(best);
        List<AgainstReference> against = rows.isEmpty()
                ? List.of()
                : references.stream().map(reference -> new AgainstReference(
                        reference.method(), rows.getFirst().method(),
                        difference(byMethod, reference.method(), rows.getFirst().method())
                                .corrected(testOverTrain)))
                        .toList();
        return new Summary(
                List.copyOf(rows), verdicts(rows, byMethod, testOverTrain),
                List.copyOf(references), against);
    }

    private static double order(Row row) {
        double mean = row.metrics().get("averagePrecision").mean();
        return Double.isNaN(mean) ? Double.NEGATIVE_INFINITY : mean;
    }

    private static Row row(String method, List<Run> runs) {
        Map<String, Estimate> metrics = new LinkedHashMap<>();
        for (String metric : runs.getFirst().metrics().values().keySet()) {
            metrics.put(
                    metric,
                    Estimate.of(
                            runs.stream().mapToDouble(run -> run.metrics().values().get(metric))
                                    .toArray()));
        }
        return new Row(method, runs.size(), metrics, Seconds.of(runs));
    }

    private static List<Verdict> verdicts(
            List<Row> rows, Map<String, List<Run>> byMethod, double testOverTrain) {
        List<String> methods = rows.stream().map(Row::method).toList();
        if (methods.size() < 2) {
            return List.of();
        }
        List<String> baselines = BASELINES.stream().filter(methods::contains).toList();
        return (baselines.isEmpty() ? List.of(methods.get(1)) : baselines).stream()
                .map(baseline -> {
                    List<String> others = methods.stream()
                            .filter(method -> !method.equals(baseline)).toList();
                    return Verdict.of(
                            baseline, testOverTrain, others,
                            others.stream()
                                    .map(method -> difference(byMethod, method, baseline))
                                    .toList());
                })
                .toList();
    }

    private static PairedDifference difference(
            Map<String, List<Run>> byMethod, String method, String other) {
        List<double[]> pairs = new ArrayList<>();
        for (Run a : byMethod.get(method)) {
            for (Run b : byMethod.get(other)) {
                double[] pair = {
                    a.metrics().averagePrecision(), b.metrics().averagePrecision()
                };
                // a test part without a row of the class has no average precision
                if (a.seed() == b.seed() && !Double.isNaN(pair[0]) && !Double.isNaN(pair[1])) {
                    pairs.add(pair);
                }
            }
        }
        return PairedDifference.of(
                pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
                pairs.stream().mapToDouble(pair -> pair[1]).toArray());
    }
}
