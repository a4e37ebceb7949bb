package org.metabalance.nn.loss;

import org.metabalance.engine.Tensor;

/**
 * The large margin cosine loss: Wang et al., CVPR 2018. The cosine of an example's own class must be larger
 * than the others by a margin: cross-entropy of softmax(scale (cosine - margin q)), q the share of each class
 * in the label.
 *
 * <p>Shapes: cosines [n, K], such as {@link org.metabalance.nn.layer.CosineClassifier} gives, with class
 * indices [n] or soft labels [n, K]; or, of two classes, the cosine of class 1 minus that of class 0, [n], with
 * labels [n] in [0, 1], which is the same loss. Predictions are made from scale times the cosines, without the
 * margin: these are the logits of a model whose head has that scale, and {@code ...OfLogits} takes them.
 * {@link #withMargin} gives logits for another loss than cross-entropy, such as the focal one.
 *
 * @param scale what cosines are multiplied by; 64 in the paper
 * @param margin by how much the own class must be ahead; 0.35 in the paper's experiments; 0 is a softmax of
 *     cosines
 */
public record CosFace(double scale, double margin) {
    /** The paper's: scale 64, margin 0.35. */
    public static final CosFace PAPER = new CosFace(64, 0.35);

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if the scale is not positive or the margin is negative
     */
    public CosFace {
        if (!(scale > 0) || !(margin >= 0)) {
            throw new IllegalArgumentException(
                    "cosface: needs a positive scale and no negative margin, got " + scale + " and "
                            + margin);
        }
    }

    /** Returns the mean loss; see {@link #perExample}. */
    public Tensor loss(Tensor cosines, Tensor targets, LossOptions options) {
        return lossOfLogits(cosines.mul(scale), targets, options);
    }

    /**
     * Returns the loss of each example, [n], times its weight.
     *
     * @throws IllegalArgumentException if shapes do not fit
     */
    public Tensor perExample(Tensor cosines, Tensor targets, LossOptions options) {
        return perExampleOfLogits(cosines.mul(scale), targets, options);
    }

    /** Returns {@link #loss} from scale times the cosines. */
    public Tensor lossOfLogits(Tensor logits, Tensor targets, LossOptions options) {
        Tensor behind = withMargin(logits, targets);
        return logits.rank() == 1
                ? Losses.bceWithLogits(behind, targets, options)
                : Losses.crossEntropy(behind, targets, options);
    }

    /** Returns {@link #perExample} from scale times the cosines. */
    public Tensor perExampleOfLogits(Tensor logits, Tensor targets, LossOptions options) {
        Tensor behind = withMargin(logits, targets);
        return logits.rank() == 1
                ? Losses.bceWithLogitsPerExample(behind, targets, options)
                : Losses.crossEntropyPerExample(behind, targets, options);
    }

    /**
     * Returns the logits with that of the own class set back by scale times the margin, in the shape they
     * have.
     *
     * @param logits scale times the cosines
     * @throws IllegalArgumentException if shapes do not fit
     */
    public Tensor withMargin(Tensor logits, Tensor targets) {
        double step = scale * margin;
        return logits.rank() == 1
                ? logits.sub(CheckedLabels.binary("cosface", logits, targets)
                        .mul(2 * step).sub(step))
                : logits.sub(CheckedLabels.distribution("cosface", logits, targets).mul(step));
    }
}
