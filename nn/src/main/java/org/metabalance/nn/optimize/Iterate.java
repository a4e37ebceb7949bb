package org.metabalance.nn.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Parameters;

/**
 * Where an {@link Optimizer} stands: all that its next update depends on, but for the gradient.
 *
 * @param parameters what is updated
 * @param state what the optimizer remembers
 */
public record Iterate(Parameters parameters, Parameters state) {

    /** Returns the tensors of both, parameters first. */
    public List<Tensor> tensors() {
        List<Tensor> all = new ArrayList<>(parameters.tensors());
        all.addAll(state.tensors());
        return all;
    }

    /** Returns the iterate in which every tensor is replaced by its image. */
    public Iterate map(UnaryOperator<Tensor> function) {
        return new Iterate(parameters.map(function), state.map(function));
    }
}
