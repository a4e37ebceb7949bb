package org.metabalance.meta.fewshot.learner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.BatchNorm;
import org.metabalance.nn.layer.BatchNorm2d;
import org.metabalance.nn.layer.Sequential;

/**
 * Applies the layers of a network to batches in which not all examples count: batch normalization takes its
 * statistics over those that do, as if the others were not there. That is why a support set of any size can be
 * an input of one program.
 *
 * @param layer a chain of layers, in which chains and batch normalizations may stand
 */
record Embedding(Layer layer) {
    /**
     * Returns what the layers make of a batch, and the state after it.
     *
     * @param counted 1 for each example that counts, 0 for others, {@code [n]}; null if all do
     * @throws IllegalArgumentException if not all count and a layer has state but is no batch normalization
     */
    Forward of(Parameters parameters, Parameters state, Tensor x, Tensor counted,
            Statistics statistics) {
        return counted == null || statistics == Statistics.RUNNING
                ? layer.apply(parameters, state, x, statistics.mode())
                : through(layer, parameters, state, x, counted);
    }

    private static Forward through(
            Layer layer, Parameters parameters, Parameters state, Tensor x, Tensor counted) {
        return switch (layer) {
            case Sequential(List<String> names, List<Layer> layers) -> {
                Tensor y = x;
                Parameters after = Parameters.empty();
                for (int i = 0; i < layers.size(); i++) {
                    String name = names.get(i);
                    Layer part = layers.get(i);
                    Tensor in = y;
                    Forward forward = x.tape().scope(name, () -> through(
                            part, parameters.child(name), state.child(name), in, counted));
                    after = after.merge(name, forward.state());
                    y = forward.output();
                }
                yield new Forward(y, after);
            }
            case BatchNorm2d(BatchNorm norm) -> normalized(norm, parameters, state, x, counted);
            case BatchNorm norm -> normalized(norm, parameters, state, x, counted);
            default -> {
                if (!layer.state().isEmpty()) {
                    throw new IllegalArgumentException(
                            "few-shot: support sets of several sizes need a chain of layers with batch"
                                    + " normalization, got state of a " + layer);
                }
                yield layer.apply(parameters, state, x, Statistics.OF_BATCH.mode());
            }
        };
    }

    /** As {@link BatchNorm} in training, over the examples that count. */
    private static Forward normalized(
            BatchNorm norm, Parameters parameters, Parameters state, Tensor x, Tensor counted) {
        int[] axes = IntStream.range(0, x.rank() - 1).toArray();
        int places = x.size() / x.dim(0) / norm.features();
        int[] perExample = new int[x.rank()];
        Arrays.fill(perExample, 1);
        perExample[0] = x.dim(0);
        Tensor count = counted.sum().mul(places);
        Tensor share = counted.div(count).reshape(perExample);
        Tensor mean = x.mul(share).sum(axes);
        Tensor centred = x.sub(mean);
        Tensor variance = centred.square().mul(share).sum(axes);
        Tensor y = centred.mul(variance.add(norm.eps()).rsqrt())
                .mul(parameters.get("weight")).add(parameters.get("bias"));
        Tensor unbiased = variance.mul(count.div(count.sub(1)));
        List<Tensor> batch = List.of(mean, unbiased);
        List<Tensor> moved = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            moved.add(state.tensors().get(i).mul(1 - norm.momentum())
                    .add(batch.get(i).stopGradient().mul(norm.momentum())));
        }
        return new Forward(y, state.with(moved));
    }
}
