package org.metabalance.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Layers one after another. Layer i, counted from 0 and including those without parameters, has its
 * parameters and state below the name {@code i}: {@code 0.weight}, {@code 2.bias}; and is recorded in
 * the scope {@code i}.
 *
 * @param layers the layers, first to last
 */
public record Sequential(List<Layer> layers) implements Layer {

    /** Copies the list. */
    public Sequential {
        layers = List.copyOf(layers);
    }

    /** Creates the chain of these layers. */
    public Sequential(Layer... layers) {
        this(List.of(layers));
    }

    @Override
    public List<ParameterSpec> parameters() {
        return specs(Layer::parameters);
    }

    @Override
    public List<ParameterSpec> state() {
        return specs(Layer::state);
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        Tensor output = x;
        Parameters after = Parameters.empty();
        for (int i = 0; i < layers.size(); i++) {
            String name = Integer.toString(i);
            Layer layer = layers.get(i);
            Tensor argument = output;
            Forward forward = x.tape().scope(name, () -> layer.apply(
                    parameters.child(name), state.child(name), argument, mode));
            output = forward.output();
            after = after.merge(name, forward.state());
        }
        return new Forward(output, after);
    }

    private List<ParameterSpec> specs(Function<Layer, List<ParameterSpec>> of) {
        List<ParameterSpec> specs = new ArrayList<>();
        IntStream.range(0, layers.size()).forEach(i -> specs
                .addAll(ParameterSpec.under(Integer.toString(i), of.apply(layers.get(i)))));
        return List.copyOf(specs);
    }
}
