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
 * PyTorch's conventions. Takes [n, .., features], with the features last; statistics are taken over every
 * other axis. {@link BatchNorm2d} is the one for images.
 *
 * <p>In {@link Mode#TRAIN} the batch is normalized by its own mean and variance (divided by the count),
 * through which derivatives flow, and the state moves towards them: running = (1 - momentum) running
 * + momentum batch, with the unbiased variance (divided by the count - 1). No derivative flows into the
 * state. In {@link Mode#EVAL} the state normalizes and stays.
 *
 * <p>Who adapts in inner steps keeps the state apart for each step with {@link
 * org.metabalance.nn.PerStep}.
 *
 * @param features extent of the last axis; {@code weight} (first 1) and {@code bias} (first 0) are
 *     [features], and so is the state: {@code running_mean} (first 0) and {@code running_var} (first 1)
 * @param eps added to the variance
 * @param momentum how far the state moves with each batch
 */
public record BatchNorm(int features, double eps, double momentum) implements Layer {
    private static final String MEAN = "running_mean";
    private static final String VARIANCE = "running_var";

    /**
     * Checks the number of features.
     *
     * @throws IllegalArgumentException if there is no feature
     */
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
                new ParameterSpec(MEAN, Shape.of(features), Initializer.zeros()),
                new ParameterSpec(VARIANCE, Shape.of(features), Initializer.ones()));
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        if (x.rank() < 2 || x.dim(-1) != features) {
            throw new IllegalArgumentException(
                    "batch norm: the argument must be [n, .., " + features + "], got " + x.shape());
        }
        Tensor weight = parameters.get("weight");
        Tensor bias = parameters.get("bias");
        Tensor runningMean = state.get(MEAN);
        Tensor runningVar = state.get(VARIANCE);
        if (mode == Mode.EVAL) {
            Tensor scale = runningVar.add(eps).rsqrt().mul(weight);
            return new Forward(x.sub(runningMean).mul(scale).add(bias), state);
        }
        int count = x.size() / features;
        if (count < 2) {
            throw new IllegalArgumentException(
                    "batch norm: training needs at least 2 values of each feature, got "
                            + x.shape());
        }
        int[] axes = IntStream.range(0, x.rank() - 1).toArray();
        Tensor mean = x.mean(axes);
        // Whatever constant is taken off, this is the same function of x. The mean as that constant makes
        // off zero and leaves its derivative to arrays of one number for each feature, which spares passes
        // over the batch, to any order.
        Tensor constant = mean.stopGradient();
        Tensor off = mean.sub(constant);
        Tensor centred = x.sub(constant);
        Tensor variance = centred.square().mean(axes).sub(off.square());
        Tensor scale = variance.add(eps).rsqrt().mul(weight);
        Tensor output = centred.mul(scale).add(bias.sub(off.mul(scale)));
        Tensor unbiased = variance.mul(count / (count - 1.0));
        return new Forward(
                output, state.with(List.of(moved(runningMean, mean), moved(runningVar, unbiased))));
    }

    private Tensor moved(Tensor running, Tensor batch) {
        return running.mul(1 - momentum).add(batch.stopGradient().mul(momentum));
    }
}
