package org.metabalance.app.report;

import org.metabalance.meta.protocol.Summary;
import org.metabalance.meta.statistics.Estimate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code summary} of the results file. */
final class SummaryNode {
    private SummaryNode() {}

    static ObjectNode of(Summary summary, ObjectNode node) {
        ArrayNode methods = node.putArray("methods");
        for (Summary.Row method : summary.rows()) {
            ObjectNode one = methods.addObject();
            one.put("method", method.method());
            one.put("runs", method.runs());
            ObjectNode metrics = one.putObject("metrics");
            method.metrics()
                    .forEach(
                            (name, value) -> estimate(metrics.putObject(name), value));
            estimate(one.putObject("seconds"), method.seconds());
        }
        Summary.Verdict verdict = summary.verdict();
        if (verdict != null) {
            ObjectNode test = node.putObject("bestAgainstRunnerUp");
            test.put("best", verdict.best());
            test.put("runnerUp", verdict.runnerUp());
            test.put("metric", "averagePrecision");
            ResultsFile.number(test, "difference", verdict.difference());
            test.put("pairs", verdict.pairs());
            ResultsFile.number(test, "pValue", verdict.pValue());
            test.put("beyondNoise", verdict.beyondNoise());
        }
        return node;
    }

    private static void estimate(ObjectNode node, Estimate value) {
        ResultsFile.number(node, "mean", value.mean());
        ResultsFile.number(node, "standardError", value.standardError());
    }
}
