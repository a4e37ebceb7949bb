package org.metabalance.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * A fully connected network: a {@link Sequential} of linear, normalization, activation and dropout,
 * in this order, for each hidden layer, and a last linear layer that gives logits.
 *
 * <p>The network 29-16-24-[dropout .5]-20-24-1 is
 * {@code Mlp.of(Activation.relu(), 29, 16, 24, 20, 24, 1).withDropout(2, 0.5)}.
 *
 * @param sizes features in, units of each hidden layer, logits out
 * @param activation applied in each hidden layer
 * @param norm applied before it
 * @param dropout rate of the dropout after a hidden layer, by the number of that layer from 1
 * @param weight first weights of every linear layer
 * @param outputBias first bias of the last linear layer, such as {@link Initializer#logOdds}; the
 *     other biases start as PyTorch's, U(-1/sqrt(in), 1/sqrt(in))
 */
public record Mlp(
        List<Integer> sizes,
        Activation activation,
        Norm norm,
        Map<Integer, Double> dropout,
        Initializer weight,
        Initializer outputBias)
        implements Layer {

    /** How the hidden layers are normalized. */
    public enum Norm {
        /** Not. */
        NONE,
        /** By {@link BatchNorm}. */
        BATCH,
        /** By {@link LayerNorm}. */
        LAYER
    }

    /**
     * Checks the sizes and copies the lists.
     *
     * @throws IllegalArgumentException if there are less than two sizes, or dropout would come after no hidden
     *     layer
     */
    public Mlp {
        sizes = List.copyOf(sizes);
        dropout = Map.copyOf(dropout);
        if (sizes.size() < 2) {
            throw new IllegalArgumentException(
                    "mlp: needs at least the sizes of input and output, got " + sizes);
        }
        int hidden = sizes.size() - 2;
        for (int layer : dropout.keySet()) {
            if (layer < 1 || layer > hidden) {
                throw new IllegalArgumentException(
                        "mlp: dropout comes after a hidden layer, 1 to " + hidden + ", got "
                                + layer);
            }
        }
    }

    /** Returns the network with PyTorch's first weights, no normalization and no dropout. */
    public static Mlp of(Activation activation, int... sizes) {
        List<Integer> list = IntStream.of(sizes).boxed().toList();
        Initializer bias = list.size() < 2 ? Initializer.zeros()
                : Initializer.fanIn(list.get(list.size() - 2));
        return new Mlp(list, activation, Norm.NONE, Map.of(), Initializer.fanIn(), bias);
    }

    /** Returns this network with another normalization. */
    public Mlp withNorm(Norm norm) {
        return new Mlp(sizes, activation, norm, dropout, weight, outputBias);
    }

    /** Returns this network with dropout after hidden layer {@code layer}, counted from 1. */
    public Mlp withDropout(int layer, double rate) {
        Map<Integer, Double> rates = new TreeMap<>(dropout);
        rates.put(layer, rate);
        return new Mlp(sizes, activation, norm, rates, weight, outputBias);
    }

    /** Returns this network with other first weights. */
    public Mlp withWeight(Initializer weight) {
        return new Mlp(sizes, activation, norm, dropout, weight, outputBias);
    }

    /** Returns this network with another first bias of the last layer. */
    public Mlp withOutputBias(Initializer outputBias) {
        return new Mlp(sizes, activation, norm, dropout, weight, outputBias);
    }

    /** Returns the chain of layers this network is; its parameters have the same names. */
    public Sequential layers() {
        List<Layer> layers = new ArrayList<>();
        int last = sizes.size() - 1;
        for (int i = 1; i < last; i++) {
            int in = sizes.get(i - 1);
            int units = sizes.get(i);
            layers.add(new Linear(in, units, weight, Initializer.fanIn(in)));
            switch (norm) {
                case NONE -> {}
                case BATCH -> layers.add(new BatchNorm(units));
                case LAYER -> layers.add(new LayerNorm(units));
            }
            layers.add(activation);
            if (dropout.containsKey(i)) {
                layers.add(new Dropout(dropout.get(i)));
            }
        }
        layers.add(new Linear(sizes.get(last - 1), sizes.get(last), weight, outputBias));
        return new Sequential(layers);
    }

    @Override
    public List<ParameterSpec> parameters() {
        return layers().parameters();
    }

    @Override
    public List<ParameterSpec> state() {
        return layers().state();
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        return layers().apply(parameters, state, x, mode);
    }
}
