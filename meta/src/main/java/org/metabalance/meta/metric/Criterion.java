package org.metabalance.meta.metric;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a decision threshold is chosen for. */
public enum Criterion {
    /** The mean of both recalls. */
    BALANCED_ACCURACY(ConfusionMatrix::balancedAccuracy),
    /** The F1 score of the positive class. */
    F1(ConfusionMatrix::f1),
    /** Matthews' correlation coefficient. */
    MCC(ConfusionMatrix::mcc),
    /** The geometric mean of both recalls. */
    G_MEAN(ConfusionMatrix::gMean),
    /** Cohen's kappa. */
    KAPPA(ConfusionMatrix::kappa);

    private final ToDoubleFunction<ConfusionMatrix> metric;

    Criterion(ToDoubleFunction<ConfusionMatrix> metric) {
        this.metric = metric;
    }

    /** Returns the name users type, in lower case with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the criterion's value for {@code confusion}; higher is better. */
    public double of(ConfusionMatrix confusion) {
        return metric.applyAsDouble(confusion);
    }
}
