package org.metabalance.meta.method.loss;

import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;

/**
 * The loss -log(n_y e^{z_y} / sum_j n_j e^{z_j}), with counts n of the classes: a row of class y pushes
 * the logit of class j away by n_j / n_y, so that what all rows of a class push is what the rows of j
 * pull. One loss of two papers, which differ in what they count.
 *
 * <p>Computed as cross-entropy of z + log n, in which a class that is not counted leaves the
 * denominator. ARB-Loss's code has the quotient of exponentials with logits cut off at 30 on both sides;
 * here nothing need be cut off. With two classes on one logit: z + log(n_1 / n_0), and 0 for a batch of one class.
 *
 * @param counts what is counted
 */
public record BalancedSoftmax(Counts counts) implements TrainingLoss {
    /** Of what rows the classes are counted. */
    public enum Counts {
        /**
         * Of the batch: ARB-Loss (Xie et al., Neurocomputing 527, 2023, arXiv 2204.08735), the default of
         * its code. Classes that a batch has no row of are not pushed by it.
         */
        BATCH,
        /**
         * Of the training set: the balanced softmax (Ren et al., NeurIPS 2020, arXiv 2007.10740), option
         * {@code ugcc} of ARB-Loss's code, and {@link LogitAdjusted} with tau 1, which computes it.
         */
        TRAINING_SET
    }

    @Override
    public String name() {
        return counts == Counts.BATCH ? "arb" : "balanced-softmax";
    }

    @Override
    public Loss of(Examples train) {
        return switch (counts) {
            case TRAINING_SET -> new LogitAdjusted(1).of(train);
            case BATCH -> {
                int classes = train.classes();
                RowLoss rows = (logits, labels) -> ofBatch(classes, logits, labels);
                yield rows;
            }
        };
    }

    private static Tensor ofBatch(int classes, Tensor logits, Tensor labels) {
        Tensor n = labels.oneHot(classes).sum(0);
        Tensor none = n.eq(0);
        Tensor log = n.maximum(1).log();
        if (classes > 2) {
            Tensor out = logits.tape().full(Double.NEGATIVE_INFINITY, n.shape());
            return Objectives.crossEntropyPerRow(
                    classes, logits.add(Tensor.where(none, out, log)), labels);
        }
        Tensor shift = log.slice(0, 1, 2).sub(log.slice(0, 0, 1));
        Tensor both = none.max().rsub(1);
        return Objectives.crossEntropyPerRow(classes, logits.add(shift), labels).mul(both);
    }
}
