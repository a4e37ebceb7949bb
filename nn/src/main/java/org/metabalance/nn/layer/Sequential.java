package org.metabalance.nn.layer;

import java.util.ArrayList;
import java.util.HashSet;
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
 * Layers one after another. A layer has its parameters and state below its name, and is recorded in the
 * scope of that name. Unless names are given, layer i, counted from 0 and including those without
 * parameters, is named {@code i}: {@code 0.weight}, {@code 2.bias}.
 *
 * @param names of the layers, each once
 * @param layers the layers, first to last
 */
public record Sequential(List<String> names, List<Layer> layers) implements Layer {

    /**
     * Copies the lists and checks the names.
     *
     * @throws IllegalArgumentException if there is not a name of its own for each layer
     */
    public Sequential {
        names = List.copyOf(names);
        layers = List.copyOf(layers);
        if (names.size() != layers.size() || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException(
                    "sequential: needs a name of its own for each layer, got " + names + " for "
                            + layers.size());
        }
    }

    /** Creates the chain of these layers, named by their numbers. */
    public Sequential(List<Layer> layers) {
        this(IntStream.range(0, layers.size()).mapToObj(Integer::toString).toList(), layers);
    }

    /** Creates the chain of these layers, named by their numbers. */
    public Sequential(Layer... layers) {
        this(List.of(layers));
    }

    /**
     * Returns this chain followed by one more layer.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public Sequential then(String name, Layer layer) {
        List<String> moreNames = new ArrayList<>(names);
        moreNames.add(name);
        List<Layer> moreLayers = new ArrayList<>(layers);
        moreLayers.add(layer);
        return new Sequential(moreNames, moreLayers);
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
        Parts parts = new Parts(parameters, state, mode);
        return parts.end(through(parts, x));
    }

    /** Applies these layers as parts of another layer, whose own names they then are. */
    Tensor through(Parts parts, Tensor x) {
        Tensor output = x;
        for (int i = 0; i < layers.size(); i++) {
            output = parts.apply(names.get(i), layers.get(i), output);
        }
        return output;
    }

    private List<ParameterSpec> specs(Function<Layer, List<ParameterSpec>> of) {
        List<ParameterSpec> specs = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            specs.addAll(ParameterSpec.under(names.get(i), of.apply(layers.get(i))));
        }
        return List.copyOf(specs);
    }
}
