package org.metabalance.nn.loss;

import java.util.Objects;
import org.metabalance.engine.Tensor;

/**
 * How a loss treats its examples. Weights are tensors, so they may be constants or learned.
 *
 * @param classWeights [K], or [2] (negative, positive) for binary losses; null for none. See {@link
 *     ClassWeights}
 * @param exampleWeights [n], or one for each place of logits with further axes, [n, ..]; null for none
 * @param labelSmoothing share of each label that is spread evenly over all classes, in [0, 1)
 * @param normalization what the weighted sum is divided by
 * @param ignoreIndex places with this class index have no loss and no weight, as if they were not there
 *     (PyTorch's ignore_index, whose default is -100); null for none
 */
public record LossOptions(
        Tensor classWeights,
        Tensor exampleWeights,
        double labelSmoothing,
        Normalization normalization,
        Integer ignoreIndex) {

    /** No weights, no smoothing: the plain mean. {@link Normalization#WEIGHT_SUM} if weights are added. */
    public static final LossOptions NONE = new LossOptions(null, null, 0, Normalization.WEIGHT_SUM,
            null);

    /**
     * Checks the smoothing.
     *
     * @throws IllegalArgumentException if the label smoothing is not at least 0 and below 1
     */
    public LossOptions {
        Objects.requireNonNull(normalization, "normalization");
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException(
                    "loss: label smoothing must be at least 0 and below 1, got " + labelSmoothing);
        }
    }

    /** Returns these options with class weights. */
    public LossOptions withClassWeights(Tensor weights) {
        return new LossOptions(weights, exampleWeights, labelSmoothing, normalization, ignoreIndex);
    }

    /** Returns these options with a weight for each example. */
    public LossOptions withExampleWeights(Tensor weights) {
        return new LossOptions(classWeights, weights, labelSmoothing, normalization, ignoreIndex);
    }

    /** Returns these options with label smoothing. */
    public LossOptions withLabelSmoothing(double share) {
        return new LossOptions(classWeights, exampleWeights, share, normalization, ignoreIndex);
    }

    /** Returns these options with another normalization. */
    public LossOptions withNormalization(Normalization of) {
        return new LossOptions(classWeights, exampleWeights, labelSmoothing, of, ignoreIndex);
    }

    /** Returns these options with a class index whose places do not count. */
    public LossOptions withIgnoreIndex(int index) {
        return new LossOptions(classWeights, exampleWeights, labelSmoothing, normalization, index);
    }
}
