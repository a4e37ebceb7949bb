package org.metabalance.nn.loss;

import java.util.stream.IntStream;
import org.metabalance.engine.Tensor;

/**
 * Losses of predicted numbers: squared, absolute and Huber errors, with PyTorch's conventions.
 *
 * <p>Predictions and targets have one shape, [n] or [n, ..]; both have derivatives. Each loss comes
 * reduced to one number and, as {@code ...PerExample}, as a vector [n] with example weights applied.
 * The loss of an example is the mean over its numbers: so without weights the reduced loss is the mean
 * over all numbers, PyTorch's {@code reduction="mean"}; with weights it is divided as {@link
 * LossOptions#normalization} says. Class weights and label smoothing mean nothing here and are refused.
 */
public final class RegressionLosses {
    private RegressionLosses() {}

    /** Returns the mean squared error, PyTorch's mse_loss; see {@link #squaredPerExample}. */
    public static Tensor squared(Tensor predictions, Tensor targets, LossOptions options) {
        return Losses.reduce(
                squaredPerExample(predictions, targets, options), null, options);
    }

    /**
     * Returns (p - t)^2 for each example, [n], times its weight: without the half.
     *
     * @throws IllegalArgumentException if shapes or options do not fit
     */
    public static Tensor squaredPerExample(
            Tensor predictions, Tensor targets, LossOptions options) {
        Tensor error = error("squared error", predictions, targets, options);
        return forExamples(error.square(), options);
    }

    /** Returns the mean absolute error, PyTorch's l1_loss; see {@link #absolutePerExample}. */
    public static Tensor absolute(Tensor predictions, Tensor targets, LossOptions options) {
        return Losses.reduce(
                absolutePerExample(predictions, targets, options), null, options);
    }

    /**
     * Returns |p - t| for each example, [n], times its weight. The slope at 0 is 0.
     *
     * @throws IllegalArgumentException if shapes or options do not fit
     */
    public static Tensor absolutePerExample(
            Tensor predictions, Tensor targets, LossOptions options) {
        Tensor error = error("absolute error", predictions, targets, options);
        return forExamples(error.abs(), options);
    }

    /** Returns the mean Huber error, PyTorch's huber_loss; see {@link #huberPerExample}. */
    public static Tensor huber(
            Tensor predictions, Tensor targets, double delta, LossOptions options) {
        return Losses.reduce(
                huberPerExample(predictions, targets, delta, options), null, options);
    }

    /**
     * Returns e^2 / 2 where |e| is at most delta and delta (|e| - delta / 2) elsewhere, e = p - t, for
     * each example, [n], times its weight: Huber, Annals of Mathematical Statistics 1964. PyTorch's
     * smooth_l1_loss with beta = delta is this divided by delta.
     *
     * @param delta where the parabola ends, in the unit of the targets; above 0, usually 1
     * @throws IllegalArgumentException if shapes or options do not fit or delta is not positive
     */
    public static Tensor huberPerExample(
            Tensor predictions, Tensor targets, double delta, LossOptions options) {
        if (!(delta > 0 && Double.isFinite(delta))) {
            throw new IllegalArgumentException("huber error: delta must be positive, got " + delta);
        }
        Tensor error = error("huber error", predictions, targets, options);
        // both cases in one formula: its slope is c, the error cut to [-delta, delta]
        Tensor c = error.minimum(delta).maximum(-delta);
        return forExamples(c.mul(error.sub(c.mul(0.5))), options);
    }

    private static Tensor error(
            String loss, Tensor predictions, Tensor targets, LossOptions options) {
        if (predictions.rank() == 0 || !predictions.shape().equals(targets.shape())) {
            throw new IllegalArgumentException(
                    loss + ": predictions and targets must both be [n] or [n, ..], got "
                            + predictions.shape() + " and " + targets.shape());
        }
        if (options.classWeights() != null || options.labelSmoothing() != 0
                || options.ignoreIndex() != null) {
            throw new IllegalArgumentException(
                    loss + ": class weights, label smoothing and an index to ignore are for classes, got "
                            + (options.classWeights() != null
                                    ? "class weights " + options.classWeights().shape()
                                    : options.ignoreIndex() != null
                                            ? "index " + options.ignoreIndex() + " to ignore"
                                            : "label smoothing " + options.labelSmoothing()));
        }
        return predictions.sub(targets);
    }

    private static Tensor forExamples(Tensor losses, LossOptions options) {
        return Losses.forExamples(
                losses.rank() == 1
                        ? losses
                        : losses.mean(IntStream.range(1, losses.rank()).toArray()),
                options);
    }
}
