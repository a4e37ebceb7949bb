package org.metabalance.studies.tabular;

import java.util.List;
import org.metabalance.meta.statistics.PairwiseComparisons;
import org.metabalance.meta.statistics.Ranking;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.Measures;
import tools.jackson.databind.node.ObjectNode;

/** The numbers of study {@code tabular}: every metric of every method on every table, and the ranks. */
final class TabularNumbers {
    private static final List<String> METRICS = List.of(
            Measures.AP, Measures.ROC_AUC, "balancedAccuracy", "gMean", "f1", "mcc",
            Measures.KAPPA, "brier", "ece", Measures.VALIDATION);

    private TabularNumbers() {}

    static void write(ObjectNode numbers, TabularFindings findings, List<String> verdicts) {
        ranks(numbers, Measures.AP, findings.byPrecision());
        JsonNumbers.verdicts(numbers, verdicts);
        ranks(numbers, Measures.ROC_AUC, findings.byArea());
        TabularResults results = findings.results();
        for (StudyTable table : results.tables()) {
            ObjectNode node = numbers.withObject("/tables").putObject(table.name());
            node.put("rows", table.rows());
            node.put("smallestClass", table.smallest());
            node.put("prevalence", table.prevalence());
            for (String method : results.methods()) {
                ObjectNode one = node.putObject(method);
                for (String metric : METRICS) {
                    JsonNumbers.put(one, metric, results.estimate(table, method, metric));
                }
            }
        }
    }

    private static void ranks(ObjectNode numbers, String metric, Ranking ranking) {
        if (ranking.friedman() == null) {
            return;
        }
        ObjectNode node = numbers.withObject("/rankings").putObject(metric);
        ObjectNode means = node.putObject("meanRanks");
        for (int m : ranking.order()) {
            means.put(ranking.methods().get(m), ranking.ranks().means()[m]);
        }
        node.put("friedmanChiSquaredP", ranking.friedman().chiSquaredP());
        node.put("friedmanFP", ranking.friedman().fP());
        for (PairwiseComparisons.Pair pair : ranking.comparisons().pairs()) {
            node.withArray("/pairs").addObject()
                    .put("a", ranking.methods().get(pair.a()))
                    .put("b", ranking.methods().get(pair.b()))
                    .put("pValue", pair.pValue()).put("corrected", pair.corrected());
        }
    }
}
