package org.metabalance.meta.method.loss;

import org.metabalance.engine.Tensor;

/** A training loss. */
@FunctionalInterface
public interface Loss {
    /**
     * Returns the loss of a batch, one number.
     *
     * @param logits as {@link org.metabalance.nn.Model#logits} gives them
     * @param labels class indices, [n]
     */
    Tensor of(Tensor logits, Tensor labels);
}
