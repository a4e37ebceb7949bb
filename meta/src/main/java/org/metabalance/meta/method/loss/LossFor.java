package org.metabalance.meta.method.loss;

import org.metabalance.meta.data.Examples;

/** Makes the training loss for the classes of a training set, as it is before resampling. */
@FunctionalInterface
public interface LossFor {
    /** Returns the loss. */
    Loss of(Examples train);
}
