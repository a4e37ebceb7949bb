package org.metabalance.app.study;

import org.metabalance.app.Texts;
import org.metabalance.meta.experiment.Summary;
import tools.jackson.databind.node.ObjectNode;

/** Estimates in tables and files. */
final class Words {
    private Words() {}

    /** Returns mean and standard error: {@code 0.139 ±0.004}; a dash if there is none. */
    static String number(Summary.Estimate estimate) {
        if (Double.isNaN(estimate.mean())) {
            return "-";
        }
        return Double.isNaN(estimate.standardError())
                ? Texts.format("%.3f", estimate.mean())
                : Texts.format("%.3f \u00b1%.3f", estimate.mean(), estimate.standardError());
    }

    /** Writes mean and standard error. */
    static void write(ObjectNode node, Summary.Estimate estimate) {
        number(node, "mean", estimate.mean());
        number(node, "standardError", estimate.standardError());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
