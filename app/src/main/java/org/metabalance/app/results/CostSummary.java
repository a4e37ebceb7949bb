package org.metabalance.app.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the decisions of all runs cost and find, by method: means with standard errors over the runs.
 *
 * @param rows one for each method, the cheapest first
 * @param flagNone the cost of a row if no row is flagged
 * @param flagAll the cost of a row if every row is
 */
public record CostSummary(List<Row> rows, Estimate flagNone, Estimate flagAll) {
    /** What the others are held against, each with its own threshold. */
    public static final String BASELINE = "plain";

    /**
     * A method.
     *
     * @param method its name
     * @param reference whether it is no method to choose
     * @param cost of a row
     * @param atHalf cost of a row, if the method's own probability is compared with .5
     * @param alerts of a thousand rows
     * @param precision of the flagged rows
     * @param recall of the positives
     * @param threshold of the calibrated probability
     * @param againstPlain cost less that of {@link #BASELINE} on the same split, below 0 if it is cheaper, with
     *     the test for splits that share rows; null for {@link #BASELINE} itself and where it is not compared
     * @param unmet in how many runs no threshold did what was asked for
     */
    public record Row(
            String method, boolean reference, Estimate cost, Estimate atHalf, double alerts,
            double precision, double recall, double threshold, PairedDifference againstPlain,
            int unmet) {}

    /**
     * Sums up runs of two classes.
     *
     * @param runs those that were decided with; at least one
     */
    public static CostSummary of(List<KeptRun> runs, double testOverTrain) {
        Map<String, List<KeptRun>> byMethod = new LinkedHashMap<>();
        Map<Integer, RunDecision> bySeed = new LinkedHashMap<>();
        for (KeptRun run : runs) {
            byMethod.computeIfAbsent(run.run().method(), _ -> new ArrayList<>()).add(run);
            bySeed.putIfAbsent(run.run().seed(), run.decision());
        }
        List<Row> rows = new ArrayList<>();
        byMethod.forEach((method, own) -> rows.add(new Row(
                method, own.getFirst().run().reference(),
                estimate(own, it -> it.measured().costPerRow().mean()),
                estimate(own, it -> it.atHalf().mean()),
                estimate(own, it -> it.measured().alerts()).mean(),
                estimate(own, it -> it.measured().precision()).mean(),
                estimate(own, it -> it.measured().recall()).mean(),
                estimate(own, RunDecision::threshold).mean(),
                method.equals(BASELINE) || !byMethod.containsKey(BASELINE) ? null
                        : difference(own, byMethod.get(BASELINE)).corrected(testOverTrain),
                (int) own.stream().filter(it -> !it.decision().unmet().isEmpty()).count())));
        rows.sort(Comparator.comparingDouble(row -> row.cost().mean()));
        // every method of a seed has the same test rows
        return new CostSummary(
                List.copyOf(rows),
                Estimate.of(bySeed.values().stream()
                        .mapToDouble(it -> it.measured().flagNone().mean()).toArray()),
                Estimate.of(bySeed.values().stream()
                        .mapToDouble(it -> it.measured().flagAll().mean()).toArray()));
    }

    private static Estimate estimate(List<KeptRun> runs, ToDoubleFunction<RunDecision> value) {
        return Estimate.of(
                runs.stream().mapToDouble(it -> value.applyAsDouble(it.decision())).toArray());
    }

    private static PairedDifference difference(List<KeptRun> runs, List<KeptRun> others) {
        List<double[]> pairs = new ArrayList<>();
        for (KeptRun a : runs) {
            for (KeptRun b : others) {
                if (a.run().seed() == b.run().seed()) {
                    pairs.add(new double[] {
                        a.decision().measured().costPerRow().mean(),
                        b.decision().measured().costPerRow().mean()
                    });
                }
            }
        }
        return PairedDifference.of(
                pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
                pairs.stream().mapToDouble(pair -> pair[1]).toArray());
    }

    void write(ObjectNode node) {
        ArrayNode methods = node.putArray("methods");
        for (Row row : rows) {
            ObjectNode one = methods.addObject();
            one.put("method", row.method());
            one.put("reference", row.reference());
            RunDecision.estimate(one.putObject("costPerRow"), row.cost());
            RunDecision.estimate(one.putObject("costAtHalf"), row.atHalf());
            ResultsFile.number(one, "alertsPer1000", row.alerts());
            ResultsFile.number(one, "precision", row.precision());
            ResultsFile.number(one, "recall", row.recall());
            ResultsFile.number(one, "threshold", row.threshold());
            one.put("runsUnmet", row.unmet());
            if (row.againstPlain() != null) {
                SummaryNode.difference(one.putObject("againstPlain"), row.againstPlain());
            }
        }
        RunDecision.estimate(node.putObject("flagNone"), flagNone);
        RunDecision.estimate(node.putObject("flagAll"), flagAll);
    }
}
