package org.metabalance.meta.sampler;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.table.EncodedTable;

/** A sampler that looks at the features of a table: distances, neighbours, points between rows. */
public interface TableSampler extends Sampler {
    @Override
    EncodedTable resample(EncodedTable train, Rng rng);

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the examples are no rows of a table
     */
    @Override
    default Examples resample(Examples train, Rng rng) {
        return resample(EncodedTable.of(name(), train), rng);
    }
}
