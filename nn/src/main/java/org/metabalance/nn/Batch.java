package org.metabalance.nn;

import org.metabalance.engine.Tensor;

/**
 * Examples on a tape: what a {@link Model} sees at once. What {@code x} holds is between the examples
 * and the model: encoded rows, images, node numbers. Nobody in between asks.
 *
 * @param x one slice of the first axis for each example, {@code [n, ...]}
 * @param labels class indices, {@code [n]}; of no meaning where examples are only to be scored
 * @param context what all examples share, such as the edges of a graph; mostly nothing
 */
public record Batch(Tensor x, Tensor labels, Context context) {
    /** A batch of examples that share nothing. */
    public Batch(Tensor x, Tensor labels) {
        this(x, labels, Context.NONE);
    }

    /** Returns the number of examples. */
    public int size() {
        return x.dim(0);
    }

    /** Returns the examples at the given places of this batch, {@code [m]}. */
    public Batch pick(Tensor places) {
        return new Batch(x.gather(0, places), labels.gather(0, places), context);
    }

    /** Returns this batch with other values for the examples: mixed, moved or blurred ones. */
    public Batch with(Tensor x) {
        return new Batch(x, labels, context);
    }

    /** Returns these examples and then those of {@code other}, which share the same. */
    public Batch concat(Batch other) {
        return new Batch(
                Tensor.concat(0, x, other.x), Tensor.concat(0, labels, other.labels), context);
    }
}
