package org.metabalance.meta.sampler;

import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;

/** The training set as it is, in its own class proportions. */
public record Natural() implements RowSampler {
    @Override
    public String name() {
        return "natural";
    }

    @Override
    public int[] rows(Examples train, Rng rng) {
        train.requireLabels(name());
        return IntStream.range(0, train.size()).toArray();
    }
}
