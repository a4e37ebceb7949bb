package org.metabalance.app.results;

import java.util.List;
import java.util.OptionalInt;
import org.metabalance.meta.protocol.Summary;
import org.metabalance.meta.protocol.Verdict;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code summary} of the results file. */
final class SummaryNode {
    private SummaryNode() {}

    static ObjectNode of(Summary summary, ObjectNode node) {
        rows(node.putArray("methods"), summary.rows());
        if (!summary.references().isEmpty()) {
            rows(node.putArray("references"), summary.references());
        }
        ArrayNode verdicts = node.putArray("verdicts");
        summary.verdicts().forEach(verdict -> verdict(
                verdicts.addObject(), verdict, summary.yardstick().decisive()));
        summary.runnerUp().ifPresent(verdict -> verdict(
                node.putObject("runnerUp"), verdict, summary.yardstick().decisive()));
        for (Summary.AgainstReference against : summary.againstReferences()) {
            ObjectNode one = node.withArray("/againstReferences").addObject();
            one.put("reference", against.reference());
            one.put("method", against.method());
            difference(one, against.difference());
            one.put("beyondNoise", against.difference().beyondNoise() ? "better"
                    : against.difference().reversed().beyondNoise() ? "worse" : "no");
        }
        return node;
    }

    private static void rows(ArrayNode nodes, List<Summary.Row> rows) {
        for (Summary.Row method : rows) {
            ObjectNode one = nodes.addObject();
            one.put("method", method.method());
            one.put("runs", method.runs());
            ObjectNode metrics = one.putObject("metrics");
            method.metrics().forEach((name, value) -> estimate(metrics.putObject(name), value));
            ObjectNode seconds = one.putObject("seconds");
            ResultsFile.number(seconds, "median", method.seconds().median());
            seconds.put("withoutFirstRun", method.seconds().warm());
        }
    }

    private static void verdict(ObjectNode node, Verdict verdict, String metric) {
        node.put("baseline", verdict.baseline());
        node.put("metric", metric);
        node.put("test", "corrected resampled t test, two-sided; Holm over the others");
        node.put("testOverTrain", verdict.testOverTrain());
        OptionalInt splits = verdict.splitsToShow();
        node.put("best", verdict.best().method());
        node.put("splitsToShow", splits.isPresent() ? splits.getAsInt() : null);
        ArrayNode others = node.putArray("others");
        for (Verdict.Versus other : verdict.others()) {
            ObjectNode one = others.addObject();
            one.put("method", other.method());
            difference(one, other.difference());
            ResultsFile.number(one, "pValueHolm", other.pValue());
            one.put("beyondNoise", other.better() ? "better" : other.worse() ? "worse" : "no");
        }
    }

    static void difference(ObjectNode node, PairedDifference difference) {
        ResultsFile.number(node, "difference", difference.difference());
        ResultsFile.number(node, "standardError", difference.standardError());
        node.put("pairs", difference.pairs());
        ResultsFile.number(node, "pValue", difference.pValue());
    }

    private static void estimate(ObjectNode node, Estimate value) {
        ResultsFile.number(node, "mean", value.mean());
        ResultsFile.number(node, "standardError", value.standardError());
    }
}
