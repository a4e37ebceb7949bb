package org.metabalance.nn.loss;

import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/** The targets of a loss in the form the formulas want, checked against the logits. */
final class CheckedLabels {
    private CheckedLabels() {}

    /** Returns class indices [n] or soft labels [n, K] as the share of each class, [n, K]. */
    static Tensor distribution(String loss, Tensor logits, Tensor targets) {
        if (logits.rank() != 2) {
            throw new IllegalArgumentException(
                    loss + ": logits must be [n, classes], got " + logits.shape());
        }
        if (targets.shape().equals(Shape.of(logits.dim(0)))) {
            return targets.oneHot(logits.dim(1));
        }
        if (targets.shape().equals(logits.shape())) {
            return targets;
        }
        throw new IllegalArgumentException(
                loss + ": targets must be class indices [n] or soft labels [n, classes], got "
                        + targets.shape() + " for logits " + logits.shape());
    }

    /** Returns the labels of sigmoid outputs: as they are if shapes agree, otherwise one-hot. */
    static Tensor binary(String loss, Tensor logits, Tensor targets) {
        if (logits.rank() == 1 && targets.shape().equals(logits.shape())) {
            return targets;
        }
        if (logits.rank() == 1) {
            throw new IllegalArgumentException(
                    loss + ": targets must be [n] as the logits, got " + targets.shape()
                            + " for logits " + logits.shape());
        }
        return distribution(loss, logits, targets);
    }

    /** Returns (1 - share) labels + share / classes. */
    static Tensor smoothed(Tensor labels, double share, int classes) {
        return share == 0 ? labels : labels.mul(1 - share).add(share / classes);
    }
}
