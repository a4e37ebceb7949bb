package org.metabalance.studies.tabular;

import java.util.List;
import org.metabalance.meta.statistics.PairwiseComparisons;
import org.metabalance.meta.statistics.Ranking;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.Numbers;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/** The numbers of study {@code tabular}: every metric of every method on every table, and the ranks. */
final class TabularNumbers {
    private static final List<String> METRICS = List.of(
            Measures.AP, Measures.ROC_AUC, "balancedAccuracy", "gMean", "f1", "mcc",
            Measures.KAPPA, "brier", "ece", Measures.VALIDATION, Measures.SECONDS);

    private TabularNumbers() {}

    static void write(
            ObjectNode numbers, List<StudyTable> tables, List<String> methods, Results results) {
        for (StudyTable table : tables) {
            ObjectNode node = numbers.withObject("/tables").putObject(table.name());
            node.put("rows", table.rows());
            node.put("smallestClass", table.smallest());
            node.put("prevalence", table.prevalence());
            for (String method : methods) {
                Results own = results.where(Tabular.TABLE, table.name())
                        .where(Tabular.METHOD, method);
                ObjectNode one = node.putObject(method);
                for (String metric : METRICS) {
                    Numbers.put(one, metric, own.estimate(metric));
                }
            }
        }
    }

    static void write(ObjectNode node, Ranking ranking) {
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
