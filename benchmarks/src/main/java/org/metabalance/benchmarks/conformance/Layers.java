package org.metabalance.benchmarks.conformance;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.BatchNorm;
import org.metabalance.nn.layer.LayerNorm;
import org.metabalance.nn.layer.Linear;

/** Layers of {@code nn} as functions of tensors. */
final class Layers {
    private Layers() {}

    static Tensor activation(Activation activation, Tensor x) {
        return activation.function().apply(x);
    }

    static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
        Linear layer = new Linear(weight.dim(0), weight.dim(1));
        return layer.apply(parameters(weight, bias), Parameters.empty(), x, Mode.TRAIN).output();
    }

    static Tensor layerNorm(Tensor x, int[] dims, double eps) {
        return new LayerNorm(Shape.of(dims), eps, false)
                .apply(Parameters.empty(), Parameters.empty(), x, Mode.TRAIN).output();
    }

    static Tensor affineLayerNorm(Tensor x, int[] dims, double eps, Tensor weight, Tensor bias) {
        return new LayerNorm(Shape.of(dims), eps, true)
                .apply(parameters(weight, bias), Parameters.empty(), x, Mode.TRAIN).output();
    }

    /** Batch norm of [n, features]; with {@code trains} by the batch, otherwise by mean and variance. */
    static Tensor batchNorm(Tensor x, Tensor weight, Tensor bias, Tensor mean, Tensor variance,
            double eps, double momentum, boolean trains) {
        Parameters state = Parameters.of(List.of("runningMean", "runningVar"),
                List.of(mean, variance));
        return new BatchNorm(x.dim(1), eps, momentum).apply(parameters(weight, bias), state, x,
                trains ? Mode.TRAIN : Mode.EVAL).output();
    }

    private static Parameters parameters(Tensor weight, Tensor bias) {
        return Parameters.of(List.of("weight", "bias"), List.of(weight, bias));
    }
}
