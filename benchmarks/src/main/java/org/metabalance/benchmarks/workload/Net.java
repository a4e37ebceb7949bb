package org.metabalance.benchmarks.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.RegressionLosses;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.FeatureModel;
import org.metabalance.nn.model.ResNet;

/**
 * The networks that are measured: fully connected, with ReLU between the layers and PyTorch's first weights,
 * and two of images, which are normalized by the statistics of the batch.
 */
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
    FIVE_WAY(Target.CLASS, 64, 64, 64, 5),
    /** ResNet-20 for ten classes of images of 32 x 32 pixels and three channels: He et al., CVPR 2016. */
    RESNET(ResNet.cifar(20, 3, 10), 32, 32, 3),
    /** The four convolutions of few-shot learning, of 64 filters, for ten classes of grey 28 x 28 images. */
    CONV4(new Conv4(28, 28, 1, 10), 28, 28, 1),
    /** The same for the five classes of an episode. */
    CONV4_FIVE_WAY(new Conv4(28, 28, 1, 5), 28, 28, 1);

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
    private final int[] example;
    private final int logits;
    private final List<ParameterSpec> parameters;
    private final Outputs outputs;
    private final FeatureModel model; // null: fully connected

    /** Applies a network to examples. */
    private interface Outputs {
        Tensor of(Parameters at, Tensor x);
    }

    Net(Target target, int... sizes) {
        this.target = target;
        example = new int[] {sizes[0]};
        logits = sizes[sizes.length - 1];
        Mlp mlp = Mlp.of(Activation.relu(), sizes);
        model = null;
        parameters = mlp.parameters();
        outputs = (at, x) -> mlp.apply(at, Parameters.empty(), x, Mode.TRAIN).output();
    }

    Net(FeatureModel model, int... image) {
        this.model = model;
        target = Target.CLASS;
        example = image;
        logits = model.classes();
        parameters = model.parameters();
        outputs = (at, x) -> model.logits(
                at, first(model.state(), x.tape()), new Batch(x, null), Mode.TRAIN).output();
    }

    /** Running statistics, which a batch moves but is not normalized by: where they lead is not asked. */
    private static Parameters first(List<ParameterSpec> state, Tape tape) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        state.forEach(
                spec -> tensors.put(spec.name(), tape.full(spec.constant(), spec.shape())));
        return Parameters.of(tensors);
    }

    /** Returns what is learned. */
    public Target target() {
        return target;
    }

    /** Returns the weights. */
    public List<ParameterSpec> parameters() {
        return parameters;
    }

    /** Returns the network of images as the library has it; null if there are none. */
    FeatureModel model() {
        return model;
    }

    /** Returns whether an example is an image. */
    public boolean images() {
        return example.length == 3;
    }

    /** Returns the shape of examples: how many of what, and then the features of each, or its pixels. */
    public Shape examples(int... count) {
        return Shape.of(IntStream.concat(IntStream.of(count), IntStream.of(example)).toArray());
    }

    /** Returns the number of logits, or of predicted numbers. */
    public int logits() {
        return logits;
    }

    /**
     * Returns the loss of each example, [n].
     *
     * @param at the weights
     * @param x the examples, [n, features] or [n, height, width, channels]
     * @param y the class or the number of each, [n]
     */
    public Tensor losses(Parameters at, Tensor x, Tensor y) {
        return losses(outputs.of(at, x), y);
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
        Tensor each = losses(outputs.of(at, x).reshape(y.size(), logits()), y.flatten());
        return each.reshape(y.shape()).mean(1);
    }
}
