package org.metabalance.meta.sampler;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;

/**
 * A sampler that chooses among the rows it is given and makes no new ones: its result can be told by
 * row numbers, without copying a feature.
 */
public interface RowSampler extends Sampler {
    /**
     * Returns the chosen rows of {@code train}, each possibly more than once.
     *
     * @param train labelled rows
     * @param rng where randomness comes from
     */
    int[] rows(Examples train, Rng rng);

    @Override
    default Examples resample(Examples train, Rng rng) {
        return train.select(rows(train, rng));
    }
}
