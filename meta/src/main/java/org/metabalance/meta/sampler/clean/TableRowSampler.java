package org.metabalance.meta.sampler.clean;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.TableSampler;

/** A sampler that only selects rows of the table. */
interface TableRowSampler extends TableSampler {
    /** Returns the rows that are left. */
    int[] rows(EncodedTable train, Rng rng);

    @Override
    default EncodedTable resample(EncodedTable train, Rng rng) {
        return train.select(rows(train, rng));
    }
}
