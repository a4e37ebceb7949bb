package org.metabalance.nn.layer;

import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Normalizes each feature over the batch, then scales and shifts: Ioffe and Szegedy, ICML 2015, with
 * PyTorch's conventions. Takes [n, features] or [n, features, ..]; statistics are taken over every
 * axis but the second.
 *
 * <p>In {@link Mode#TRAIN} the batch is normalized by its own mean and variance (divided by n),
 * through which derivatives flow, and the state moves towards them: running = (1 - momentum) running
 * + momentum batch, with the unbiased variance (divided by n - 1). No derivative flows into the
 * state. In {@link Mode#EVAL} the state normalizes and stays.
 *
 * @param features extent of the second axis; {@code weight} (first 1) and {@code bias} (first 0) are
 *     [features], and so is the state: {@code runningMean} (first 0) and {@code runningVar} (first 1)
 * @param eps added to the variance
 * @param momentum how far the state moves with each batch
 */
public record BatchNorm(int features, double eps, double momentum) implements Layer {

    /** Checks the number of features. */
    public BatchNorm {
        if (features < 1) {
            throw new IllegalArgumentException(
                    "batch norm: needs at least one feature, got " + features);
        }
    }

    /** Creates the layer with eps 1e-5 and momentum 0.1. */
    public BatchNorm(int features) {
        this(features, 1e-5, 0.1);
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec("weight", Shape.of(features), Initializer.ones()),
                new ParameterSpec("bias", Shape.of(features), Initializer.zeros()));
    }

    @Override
    public List<ParameterSpec> state() {
        return List.of(
                new ParameterSpec("runningMean", Shape.of(features), Initializer.zeros()),
                new ParameterSpec("runningVar", Shape.of(features), Initializer.ones()));
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        if (x.rank() < 2 || x.dim(1) != features) {
            throw new IllegalArgumentException(
                    "batch norm: the argument must be [n, " + features + ", ..], got " + x.shape());
        }
        Shape aligned = Shape
                .of(IntStream.range(0, x.rank()).map(i -> i == 1 ? features : 1).toArray());
        Tensor weight = parameters.get("weight").reshape(aligned);
        Tensor bias = parameters.get("bias").reshape(aligned);
        Tensor runningMean = state.get("runningMean");
        Tensor runningVar = state.get("runningVar");
        if (mode == Mode.EVAL) {
            Tensor scale = runningVar.reshape(aligned).add(eps).rsqrt().mul(weight);
            return new Forward(x.sub(runningMean.reshape(aligned)).mul(scale).add(bias), state);
        }
        int count = x.size() / features;
        if (count < 2) {
            throw new IllegalArgumentException(
                    "batch norm: training needs at least 2 values of each feature, got "
                            + x.shape());
        }
        int[] axes = IntStream.range(0, x.rank()).filter(i -> i != 1).toArray();
        Tensor mean = x.meanKeep(axes);
        Tensor centred = x.sub(mean);
        Tensor variance = centred.square().meanKeep(axes);
        Tensor output = centred.mul(variance.add(eps).rsqrt()).mul(weight).add(bias);
        Tensor unbiased = variance.mul(count / (count - 1.0));
        return new Forward(
                output, state.with(List.of(moved(runningMean, mean), moved(runningVar, unbiased))));
    }

    private Tensor moved(Tensor running, Tensor batch) {
        Tensor target = batch.reshape(running.shape()).stopGradient();
        return running.mul(1 - momentum).add(target.mul(momentum));
    }
}
