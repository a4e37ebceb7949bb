package org.metabalance.meta.fewshot.learner;

import org.metabalance.nn.Mode;

/** By which statistics batch normalization normalizes. */
public enum Statistics {
    /**
     * Those of the batch: of the support set for support examples, of the query set for queries. Predictions
     * of queries then depend on each other; they are transductive.
     */
    OF_BATCH,
    /** Those that training left: each query is predicted by itself. */
    RUNNING;

    Mode mode() {
        return this == OF_BATCH ? Mode.TRAIN : Mode.EVAL;
    }
}
