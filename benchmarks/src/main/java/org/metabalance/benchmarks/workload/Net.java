package org.metabalance.benchmarks.workload;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;

/** The networks that are measured: fully connected, ReLU between the layers, PyTorch's first weights. */
public enum Net {
    /** The network of MetaBalance's credit-card experiments, without its dropout. */
    CREDIT(29, 16, 24, 20, 24, 1),
    /** A network for a table of thirty columns. */
    SMALL(30, 64, 64, 2),
    /** A network for images of 28 x 28 pixels: large enough that matrix products decide. */
    MID(784, 512, 256, 10);

    private final Mlp mlp;

    Net(int... sizes) {
        mlp = Mlp.of(Activation.relu(), sizes);
    }

    /** Returns the layers. */
    public Mlp mlp() {
        return mlp;
    }

    /** Returns the sizes of the layers, from features to logits. */
    public List<Integer> sizes() {
        return mlp.sizes();
    }

    /** Returns the number of features. */
    public int features() {
        return sizes().getFirst();
    }

    /** Returns the number of logits. */
    public int logits() {
        return sizes().getLast();
    }

    /** Returns whether there is one logit, for two classes, and the loss is the binary one. */
    public boolean binary() {
        return logits() == 1;
    }

    /**
     * Returns the loss of each example, [n].
     *
     * @param at the weights
     * @param x the examples, [n, features]
     * @param y the class of each, [n]
     */
    public Tensor losses(Parameters at, Tensor x, Tensor y) {
        Tensor logits = mlp.apply(at, Parameters.empty(), x, Mode.TRAIN).output();
        return binary()
                ? Losses.bceWithLogitsPerExample(logits.squeeze(1), y, LossOptions.NONE)
                : Losses.crossEntropyPerExample(logits, y, LossOptions.NONE);
    }

    /** Returns the mean of {@link #losses}. */
    public Tensor loss(Parameters at, Tensor x, Tensor y) {
        return losses(at, x, y).mean();
    }
}
