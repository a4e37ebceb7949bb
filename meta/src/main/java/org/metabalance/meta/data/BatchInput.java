package org.metabalance.meta.data;

import java.util.Optional;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.nn.Batch;

/**
 * A batch on a tape whose examples are chosen anew before each run of the program. Of examples that lie
 * in the program, the indices are its input; of others, such as augmented images or those on a disk, the
 * examples themselves are.
 */
public interface BatchInput {
    /** Returns the batch as it stands on the tape. */
    Batch batch();

    /**
     * Returns what fills the batch.
     *
     * @param program compiled from the tape
     * @return empty if nothing that the program computes depends on the batch
     */
    Optional<Filler> in(Program program);

    /** Fills one batch of one program. */
    interface Filler {
        /** Returns the indices of the batch: to be set before {@link #load}; live. */
        NdArray indices();

        /**
         * Puts the examples of the indices where the program reads them: before each run.
         *
         * @param run the number of the run, from 0: with the place in the batch it decides what is random
         *     about an example
         */
        void load(long run);
    }
}
