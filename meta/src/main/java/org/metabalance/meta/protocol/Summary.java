package org.metabalance.meta.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;

/**
 * What the runs say together.
 *
 * @param yardstick what they are measured by, and what decides
 * @param rows one for each method, from the best mean of what decides to the worst
 * @param verdicts the methods against each of {@link #BASELINES} that is among them; if none is, against
 *     the second best. Empty with a single method
 * @param references one for each reference, in the same order: they are no methods to choose from, and
 *     no verdict counts them
 * @param againstReferences the best method against each reference
 * @param runnerUp all methods against the one with the second-best mean; empty with a single method
 */
public record Summary(
        Yardstick yardstick, List<Row> rows, List<Verdict> verdicts, List<Row> references,
        List<AgainstReference> againstReferences, Optional<Verdict> runnerUp) {
    /** What a method must beat to be worth anything: plain training, and no hidden layers. */
    public static final List<String> BASELINES = List.of("plain", "logistic");

    /**
     * One method.
     *
     * @param method its name
     * @param runs how many ended well
     * @param metrics each metric by name, as in {@link Yardstick#metrics}
     * @param seconds the time of a run
     */
    public record Row(String method, int runs, Map<String, Estimate> metrics, Seconds seconds) {}

    /**
     * A reference against the best method, by what decides, on the same splits.
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
        return of(runs, testOverTrain, Yardstick.AVERAGE_PRECISION);
    }

    /**
     * As {@link #of(List, double)}.
     *
     * @param yardstick what is measured, and what decides
     */
    public static Summary of(List<Run> runs, double testOverTrain, Yardstick yardstick) {
        Map<String, List<Run>> byMethod = new LinkedHashMap<>();
        for (Run run : runs) {
            byMethod.computeIfAbsent(run.method(), name -> new ArrayList<>()).add(run);
        }
        List<Row> rows = new ArrayList<>();
        List<Row> references = new ArrayList<>();
        byMethod.forEach((method, own) -> (own.getFirst().reference() ? references : rows)
                .add(row(method, own, yardstick)));
        Comparator<Row> best = Comparator
                .comparingDouble((Row row) -> order(row, yardstick)).reversed();
        rows.sort(best);
        references.sort(best);
        List<AgainstReference> against = rows.isEmpty()
                ? List.of()
                : references.stream().map(reference -> new AgainstReference(
                        reference.method(), rows.getFirst().method(),
                        difference(
                                byMethod, reference.method(), rows.getFirst().method(), yardstick)
                                .corrected(testOverTrain)))
                        .toList();
        return new Summary(
                yardstick, List.copyOf(rows),
                verdicts(rows, byMethod, testOverTrain, yardstick), List.copyOf(references),
                against,
                rows.size() < 2
                        ? Optional.empty()
                        : Optional.of(verdict(
                                rows.get(1).method(), rows, byMethod, testOverTrain, yardstick)));
    }

    /** Returns a line for each method, best first, then for each reference: what decides, mean and standard error. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(yardstick.decisive());
        for (List<Row> some : List.of(rows, references)) {
            some.forEach(row -> text.append("\n").append("%-28s %s, runs: %d".formatted(
                    row.method() + (some == references ? " (reference)" : ""),
                    row.metrics().get(yardstick.decisive()), row.runs())));
        }
        return text.toString();
    }

    private static double order(Row row, Yardstick yardstick) {
        double mean = row.metrics().get(yardstick.decisive()).mean();
        return Double.isNaN(mean) ? Double.NEGATIVE_INFINITY : mean;
    }

    private static Row row(String method, List<Run> runs, Yardstick yardstick) {
        Map<String, Estimate> metrics = new LinkedHashMap<>();
        yardstick.metrics().forEach((metric, value) -> metrics.put(
                metric,
                Estimate.of(
                        runs.stream().mapToDouble(run -> value.applyAsDouble(run.metrics()))
                                .toArray())));
        return new Row(method, runs.size(), metrics, Seconds.of(runs));
    }

    private static List<Verdict> verdicts(
            List<Row> rows, Map<String, List<Run>> byMethod, double testOverTrain,
            Yardstick yardstick) {
        List<String> methods = rows.stream().map(Row::method).toList();
        if (methods.size() < 2) {
            return List.of();
        }
        List<String> baselines = BASELINES.stream().filter(methods::contains).toList();
        return (baselines.isEmpty() ? List.of(methods.get(1)) : baselines).stream()
                .map(baseline -> verdict(baseline, rows, byMethod, testOverTrain, yardstick))
                .toList();
    }

    private static Verdict verdict(
            String baseline, List<Row> rows, Map<String, List<Run>> byMethod,
            double testOverTrain, Yardstick yardstick) {
        List<String> others = rows.stream().map(Row::method)
                .filter(method -> !method.equals(baseline)).toList();
        return Verdict.of(
                baseline, testOverTrain, others,
                others.stream().map(method -> difference(byMethod, method, baseline, yardstick))
                        .toList());
    }

    private static PairedDifference difference(
            Map<String, List<Run>> byMethod, String method, String other, Yardstick yardstick) {
        List<double[]> pairs = new ArrayList<>();
        for (Run a : byMethod.get(method)) {
            for (Run b : byMethod.get(other)) {
                double[] pair = {
                    yardstick.of(a), yardstick.of(b)
                };
                // of a test part without a row of the class it may not be defined
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
