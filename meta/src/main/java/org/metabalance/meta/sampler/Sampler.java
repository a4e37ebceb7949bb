package org.metabalance.meta.sampler;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.DataSet;

/** Makes a training set with other class proportions. Immutable, usable from any thread. */
public interface Sampler {
    /** Returns the name a user chooses the sampler by: lower case, words joined by hyphens. */
    String name();

    /**
     * Returns the resampled training set. The order of its rows has no meaning: shuffle before
     * cutting batches. The same generator gives the same rows.
     *
     * @param train labelled rows; not changed
     * @param rng where randomness comes from
     */
    DataSet resample(DataSet train, Rng rng);
}
