package org.metabalance.nn;

import java.util.List;
import org.metabalance.engine.Tensor;

/**
 * A part of a network: a pure function of its parameters, its state and its argument.
 *
 * <p>A layer holds no numbers. Parameters are what is learned by gradients; state is what is carried
 * from batch to batch without them (the running statistics of batch normalization) and comes out as
 * explicitly as it goes in. So one layer can be applied on a tape at any number of points of
 * parameter space, before and after an inner update, and be differentiated with respect to each.
 */
public interface Layer {

    /** Returns the parameters {@link #apply} wants, in order. */
    List<ParameterSpec> parameters();

    /** Returns the state {@link #apply} wants, in order; none unless a layer says otherwise. */
    default List<ParameterSpec> state() {
        return List.of();
    }

    /**
     * Applies this layer.
     *
     * @param parameters tensors for {@link #parameters}
     * @param state tensors for {@link #state}
     * @param x the argument, on the same tape; the first axis counts examples
     * @param mode what for
     * @return the output and the state after it
     * @throws IllegalArgumentException if a tensor is missing or a shape does not fit
     */
    Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode);
}
