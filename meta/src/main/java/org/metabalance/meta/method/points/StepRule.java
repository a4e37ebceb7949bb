package org.metabalance.meta.method.points;

import org.metabalance.engine.Tensor;

/** How long a step of the learned points, or of their weights, is. */
public enum StepRule {
    /** The step size times the gradient, as in the authors' development code. */
    RAW {
        @Override
        Tensor scaled(Tensor gradient, Tensor lengths) {
            return gradient;
        }
    },
    /**
     * The gradient is divided by the mean length over the batch first, so that a point moves by about
     * the step size whatever the loss, the learning rate of the virtual step and the phase of training:
     * what keeps learned points on the data.
     */
    NORMALISED {
        @Override
        Tensor scaled(Tensor gradient, Tensor lengths) {
            Tensor mean = lengths.mean();
            // a batch none of whose points matters does not move: 0 / 1, not 0 / 0
            Tensor divisor = Tensor.where(mean.gt(0), mean, mean.tape().ones());
            return gradient.mul(divisor.reciprocal());
        }
    };

    /**
     * Returns the gradient by which a step size is multiplied.
     *
     * @param gradient [n, ...]
     * @param lengths the length of the gradient of each of the n points, [n]
     */
    abstract Tensor scaled(Tensor gradient, Tensor lengths);
}
