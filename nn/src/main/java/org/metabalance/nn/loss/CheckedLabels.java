package org.metabalance.nn.loss;

import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Indexing;

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
            if (logits.dim(1) == 1) {
                throw new IllegalArgumentException(
                        loss + ": class indices [n] need logits of two classes or more, got "
                                + logits.shape() + " and " + targets.shape()
                                + ": squeeze the logits for a loss of one logit for each row");
            }
            return targets.oneHot(logits.dim(1));
        }
        if (targets.shape().equals(logits.shape())) {
            return targets;
        }
        throw new IllegalArgumentException(
                loss + ": targets must be class indices [n] or soft labels [n, classes], got "
                        + targets.shape() + " for logits " + logits.shape());
    }

    /**
     * Returns the labels of sigmoid outputs: as they are if shapes agree, otherwise one-hot. Labels that
     * are data must be in [0, 1]; learned ones may leave it.
     */
    static Tensor binary(String loss, Tensor logits, Tensor targets) {
        if (targets.shape().equals(logits.shape())) {
            targets.tape().require(targets, 0, 1, loss + ": labels");
        }
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

    /**
     * Returns the terms of a loss of which each is taken times a share: 0 instead of an infinite one that
     * has no share, as of a class whose logit is -infinity. A share of 0 is not enough: 0 times infinity is
     * NaN, in the loss or in its derivative. Shares may be learned: their slope at 0, if finite, stays.
     *
     * @param infinite where terms are infinite
     */
    static Tensor taken(Tensor shares, Tensor terms, Tensor infinite) {
        Tensor zeros = terms.tape().zeros(terms.shape());
        return shares.op() instanceof Indexing.OneHot
                ? Tensor.where(shares, terms, zeros)
                : Tensor.where(shares.eq(0).mul(infinite), zeros, terms);
    }

    /** Returns (1 - share) labels + share / classes. */
    static Tensor smoothed(Tensor labels, double share, int classes) {
        return share == 0 ? labels : labels.mul(1 - share).add(share / classes);
    }
}
