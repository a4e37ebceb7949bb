package org.metabalance.studies.runner;

import org.metabalance.meta.data.Examples;
import org.metabalance.meta.metric.PrecisionAtRecall;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.meta.protocol.Run;
import tools.jackson.databind.node.ObjectNode;

/** What a trial keeps of a run: every metric on the test part, and how the run went. */
public final class Measures {
    /** Average precision on the test part. */
    public static final String AP = "averagePrecision";

    public static final String ROC_AUC = "rocAuc";
    public static final String KAPPA = "kappa";
    public static final String MACRO_F1 = "macroF1";

    /** Average precision on the validation part: what epochs and settings are chosen by. */
    public static final String VALIDATION = "validationAp";

    /** Updates of the network, of all variants together. */
    public static final String UPDATES = "updates";

    public static final String SECONDS = "trainingSeconds";

    private Measures() {}

    /** Writes all of an outcome. */
    public static void write(ObjectNode values, Fold.Outcome outcome) {
        Run run = outcome.run();
        run.metrics().values().forEach((name, value) -> JsonNumbers.put(values, name, value));
        JsonNumbers.put(values, KAPPA, run.metrics().confusion().kappa());
        JsonNumbers.put(values, MACRO_F1, run.metrics().confusion().macroF1());
        JsonNumbers.put(values, VALIDATION, outcome.validation());
        JsonNumbers.put(values, "threshold", run.threshold());
        JsonNumbers.put(values, SECONDS, run.seconds());
        values.put(UPDATES, run.updates());
        values.put("hypergradient", run.hypergradient());
        if (!run.setting().isEmpty()) {
            values.put("setting", run.setting());
        }
    }

    /** Writes the precision of the positive class at some recalls. */
    public static void precisions(ObjectNode values, Fold.Outcome outcome, Examples test,
            double... at) {
        double[][] probabilities = outcome.trained().probabilities(test);
        double[] positive = new double[probabilities.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = probabilities[i][1];
        }
        for (double recall : at) {
            JsonNumbers.put(
                    values, precisionAt(recall),
                    PrecisionAtRecall.of(positive, test.labels(), recall));
        }
    }

    /** Returns the name of the precision at a recall. */
    public static String precisionAt(double recall) {
        return "precisionAtRecall" + Math.round(100 * recall);
    }
}
