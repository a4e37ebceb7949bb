package org.metabalance.nn;

/** What a layer is applied for: dropout and batch normalization behave differently in the two. */
public enum Mode {
    /** Training: dropout drops, batch normalization uses and updates the statistics of the batch. */
    TRAIN,
    /** Evaluation: dropout is the identity, batch normalization uses its running statistics. */
    EVAL
}
