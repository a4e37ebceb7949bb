package org.metabalance.nn.optimize;

import java.util.List;
import java.util.Objects;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * An optimizer whose gradients are clipped first, and clipping by itself (Pascanu et al., ICML 2013),
 * as functions of tensors: it may stand inside a loop that is differentiated through, and the limit may
 * be learned.
 *
 * {@snippet :
 * Optimizer rule = Clipping.byNorm(Adam.of(1e-3), 1);
 * Parameters clipped = Clipping.byNorm(gradients, tape.constant(1));
 * }
 *
 * <p>By norm, gradients are scaled by limit / norm if the norm of all of them together is above the
 * limit, and are left alone, to the bit, if it is not: optax's clip_by_global_norm. PyTorch's
 * clip_grad_norm_ divides by norm + 1e-6 instead, which makes the clipped norm a little less than the
 * limit. By value, each number is moved to the nearest in [-limit, limit], as in both.
 *
 * <p>The derivative of a clipped gradient is that of the formula, and that of the gradient itself at
 * and below the limit, at 0 too. By value, the slope exactly at the limit is 1/2.
 *
 * <p>Limits: nothing checks that gradients are finite. Where the norm overflows (in F32, above 1.8e19)
 * or a number is infinite, finite gradients become 0 and infinite ones NaN.
 *
 * @param optimizer what the clipped gradients are given to; its state is the only state
 * @param form how they are clipped
 * @param limit the largest norm or value, above 0
 */
public record Clipping(Optimizer optimizer, Form form, Schedule limit) implements Optimizer {

    /** How gradients are clipped. */
    public enum Form {
        /** All together, by their norm: their direction stays. */
        NORM,
        /** Each number by itself. */
        VALUE
    }

    /**
     * Checks a limit that is a constant.
     *
     * @throws IllegalArgumentException if a constant limit is not above 0
     */
    public Clipping {
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(form, "form");
        if (limit instanceof Schedule.Constant(double value) && !(value > 0)) {
            throw new IllegalArgumentException(
                    "clipping: the limit must be above 0, got " + value);
        }
    }

    /** Returns {@code optimizer} on gradients whose norm is at most {@code limit}. */
    public static Clipping byNorm(Optimizer optimizer, double limit) {
        return new Clipping(optimizer, Form.NORM, Schedule.constant(limit));
    }

    /** Returns {@code optimizer} on gradients of which no number is above {@code limit} or below its negative. */
    public static Clipping byValue(Optimizer optimizer, double limit) {
        return new Clipping(optimizer, Form.VALUE, Schedule.constant(limit));
    }

    /**
     * Returns the gradients, scaled so that the norm of all together is at most {@code limit}, a scalar
     * above 0.
     */
    public static Parameters byNorm(Parameters gradients, Tensor limit) {
        Tensor norm = gradients.norm();
        Tensor above = norm.gt(limit);
        Tensor one = norm.tape().ones();
        // the inner choice keeps the norm 0 out of a quotient
        Tensor scale = Tensor.where(above, limit.div(Tensor.where(above, norm, one)), one);
        return gradients.map(gradient -> gradient.mul(scale));
    }

    /** Returns the gradients, each number of them in [-limit, limit]; {@code limit} is a scalar above 0. */
    public static Parameters byValue(Parameters gradients, Tensor limit) {
        return gradients.map(gradient -> gradient.minimum(limit).maximum(limit.neg()));
    }

    @Override
    public List<ParameterSpec> state(List<ParameterSpec> parameters) {
        return optimizer.state(parameters);
    }

    @Override
    public Iterate update(Parameters parameters, Parameters gradients, Parameters state) {
        Tensor at = limit.at(state.get(STEP));
        Parameters clipped = switch (form) {
            case NORM -> byNorm(gradients, at);
            case VALUE -> byValue(gradients, at);
        };
        return optimizer.update(parameters, clipped, state);
    }
}
