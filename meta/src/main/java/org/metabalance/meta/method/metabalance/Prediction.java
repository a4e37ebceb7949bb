package org.metabalance.meta.method.metabalance;

/** What predictions of {@link MetaBalance} are made with, and epochs judged by. */
public enum Prediction {
    /** With theta: the published method. */
    THETA,
    /** With what the inner updates make of theta, on batches of the inner side drawn anew. */
    ADAPTED
}
