package org.metabalance.meta.sampler;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.table.EncodedTable;

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
    Examples resample(Examples train, Rng rng);

    /** As {@link #resample(Examples, Rng)}: of a table every sampler makes a table. */
    default EncodedTable resample(EncodedTable train, Rng rng) {
        return (EncodedTable) resample((Examples) train, rng);
    }
}
