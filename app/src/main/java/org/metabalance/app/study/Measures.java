package org.metabalance.app.study;

import org.metabalance.meta.data.DataSet;
import org.metabalance.meta.experiment.Fold;
import org.metabalance.meta.experiment.Run;
import org.metabalance.meta.metric.PrecisionAtRecall;
import tools.jackson.databind.node.ObjectNode;

/** What a trial keeps of a run: every metric on the test part, and how the run went. */
final class Measures {
    /** Average precision on the test part. */
    static final String AP = "averagePrecision";

    static final String ROC_AUC = "rocAuc";
    static final String KAPPA = "kappa";

    /** Average precision on the validation part: what epochs and settings are chosen by. */
    static final String VALIDATION = "validationAp";

    static final String SECONDS = "trainingSeconds";

    private Measures() {}

    /** Writes all of an outcome. */
    static void write(ObjectNode values, Fold.Outcome outcome) {
        Run run = outcome.run();
        run.metrics().values().forEach((name, value) -> Numbers.put(values, name, value));
        Numbers.put(values, KAPPA, run.metrics().confusion().kappa());
        Numbers.put(values, VALIDATION, outcome.validation());
        Numbers.put(values, "threshold", run.threshold());
        Numbers.put(values, SECONDS, run.seconds());
        values.put("updates", run.updates());
        values.put("hypergradient", run.hypergradient());
        if (!run.setting().isEmpty()) {
            values.put("setting", run.setting());
        }
    }

    /** Writes the precision of the positive class at some recalls. */
    static void precisions(ObjectNode values, Fold.Outcome outcome, DataSet test, double... at) {
        double[][] probabilities = outcome.trained().probabilities(test);
        double[] positive = new double[probabilities.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = probabilities[i][1];
        }
        for (double recall : at) {
            Numbers.put(
                    values, precisionAt(recall),
                    PrecisionAtRecall.of(positive, test.labels(), recall));
        }
    }

    /** Returns the name of the precision at a recall. */
    static String precisionAt(double recall) {
        return "precisionAtRecall" + Math.round(100 * recall);
    }
}
