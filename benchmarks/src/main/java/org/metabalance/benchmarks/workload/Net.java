package org.metabalance.benchmarks.workload;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.RegressionLosses;

/** The networks that are measured: fully connected, ReLU between the layers, PyTorch's first weights. */
public enum Net {
    /** The network of MetaBalance's credit-card experiments, without its dropout. */
    CREDIT(Target.BINARY, 29, 16, 24, 20, 24, 1),
    /** A network for a table of thirty columns. */
    SMALL(Target.CLASS, 30, 64, 64, 2),
    /** A network for images of 28 x 28 pixels: large enough that matrix products decide. */
    MID(Target.CLASS, 784, 512, 256, 10),
    /** The network of MAML's regression: Finn et al., ICML 2017, arXiv 1703.03400. */
    SINUSOID(Target.NUMBER, 1, 40, 40, 1),
    /** A network that tells five classes by 64 features, such as another network makes of images. */
    FIVE_WAY(Target.CLASS, 64, 64, 64, 5);

    /** What is learned of an example, and so the loss. */
    public enum Target {
        /** Whether it is of the one class: a logit, and the binary cross-entropy. */
        BINARY,
        /** Its class: a logit for each, and the cross-entropy. */
        CLASS,
        /** A number: squared errors. */
        NUMBER
    }

    private final Target target;
    private final Mlp mlp;

    Net(Target target, int... sizes) {
        this.target = target;
        mlp = Mlp.of(Activation.relu(), sizes);
    }

    /** Returns what is learned. */
    public Target target() {
        return target;
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

    /** Returns the number of logits, or of predicted numbers. */
    public int logits() {
        return sizes().getLast();
    }

    /**
     * Returns the loss of each example, [n].
     *
     * @param at the weights
     * @param x the examples, [n, features]
     * @param y the class or the number of each, [n]
     */
    public Tensor losses(Parameters at, Tensor x, Tensor y) {
        return losses(outputs(at, x), y);
    }

    private Tensor losses(Tensor outputs, Tensor y) {
        return switch (target) {
            case BINARY ->
                    Losses.bceWithLogitsPerExample(outputs.squeeze(1), y, LossOptions.NONE);
            case CLASS -> Losses.crossEntropyPerExample(outputs, y, LossOptions.NONE);
            case NUMBER ->
                    RegressionLosses.squaredPerExample(outputs.squeeze(1), y, LossOptions.NONE);
        };
    }

    private Tensor outputs(Parameters at, Tensor x) {
        return mlp.apply(at, Parameters.empty(), x, Mode.TRAIN).output();
    }

    /** Returns the mean of {@link #losses}. */
    public Tensor loss(Parameters at, Tensor x, Tensor y) {
        return losses(at, x, y).mean();
    }

    /**
     * Returns the mean loss of each task, [tasks].
     *
     * @param at the weights, those of all tasks or, with a first axis, those of each
     * @param x the examples of each task, [tasks, n, features]
     * @param y the class or the number of each, [tasks, n]
     */
    public Tensor taskLosses(Parameters at, Tensor x, Tensor y) {
        // a loss knows no tasks: all examples in a row
        Tensor each = losses(outputs(at, x).reshape(y.size(), logits()), y.flatten());
        return each.reshape(y.shape()).mean(1);
    }
}
