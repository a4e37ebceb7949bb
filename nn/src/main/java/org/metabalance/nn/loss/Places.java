package org.metabalance.nn.loss;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/**
 * Logits [n, classes, ..] as rows of classes, one for each place of each example, with what belongs to
 * them; places to be ignored weigh nothing.
 *
 * @param logits [places, classes]
 * @param targets class indices [places] or soft labels [places, classes]
 * @param options with a weight for each place, if there are any
 * @param shape what the places come from, [n, ..]
 * @param counted 1 for each place that is not ignored; null if all count
 */
record Places(Tensor logits, Tensor targets, LossOptions options, Shape shape, Tensor counted) {

    static Places of(String loss, Tensor logits, Tensor targets, LossOptions options) {
        if (logits.rank() < 3 && options.ignoreIndex() == null || logits.rank() < 2) {
            // rows already, or wrong, of which the loss itself will complain
            Shape rows = logits.rank() == 2 ? Shape.of(logits.dim(0)) : logits.shape();
            return new Places(logits, targets, options, rows, null);
        }
        int classes = logits.dim(1);
        Shape shape = logits.shape().without(List.of(1), false);
        boolean soft = targets.shape().equals(logits.shape());
        if (!soft && !targets.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    loss + ": targets must be class indices " + shape + " or soft labels "
                            + logits.shape() + ", got " + targets.shape() + " for logits "
                            + logits.shape());
        }
        Places all = new Places(rows(logits, classes), soft ? rows(targets, classes)
                : targets.flatten(), options.withExampleWeights(weights(loss, options, shape)),
                shape,
                null);
        return options.ignoreIndex() == null ? all : all.ignoring(loss, soft);
    }

    /** Returns the losses of the rows where the places were. */
    Tensor inPlace(Tensor losses) {
        return losses.reshape(shape);
    }

    /** Returns a mean over all rows as one over those that count. */
    Tensor ofCounted(Tensor mean) {
        return counted == null || options.normalization() != Normalization.BATCH_SIZE ? mean
                : mean.mul(counted.size()).div(counted.sum().maximum(1));
    }

    private Places ignoring(String loss, boolean soft) {
        if (soft) {
            throw new IllegalArgumentException(
                    loss + ": an index to ignore is for class indices, got soft labels for logits "
                            + logits.shape());
        }
        Tensor kept = targets.ne(options.ignoreIndex());
        Tensor zero = logits.tape().zeros();
        Tensor weights = options.exampleWeights() == null ? kept
                : options.exampleWeights().mul(kept);
        // whatever stands at an ignored place, NaN too, has no part in anything
        return new Places(
                Tensor.where(kept.unsqueeze(1), logits, zero), Tensor.where(kept, targets, zero),
                options.withExampleWeights(weights), shape, kept);
    }

    private static Tensor rows(Tensor x, int classes) {
        if (x.rank() == 2) {
            return x;
        }
        int last = x.rank() - 1;
        int[] order = IntStream.rangeClosed(0, last).map(i -> i == 0 ? 0 : i == last ? 1 : i + 1)
                .toArray();
        return x.permute(order).reshape(x.shape().with(1, 1).size(), classes);
    }

    /** A weight for each place: that of its example, unless each has its own. */
    private static Tensor weights(String loss, LossOptions options, Shape shape) {
        Tensor weights = options.exampleWeights();
        if (weights == null || shape.rank() == 1) {
            return weights;
        }
        if (weights.shape().equals(Shape.of(shape.dim(0)))) {
            weights = weights.reshape(ones(shape)).expand(shape);
        }
        if (!weights.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    loss + ": weights must be [" + shape.dim(0) + "] or " + shape + ", got "
                            + weights.shape());
        }
        return weights.flatten();
    }

    /** The shape with all extents but the first 1. */
    private static Shape ones(Shape shape) {
        int[] dims = new int[shape.rank()];
        Arrays.fill(dims, 1);
        dims[0] = shape.dim(0);
        return Shape.of(dims);
    }
}
