package org.metabalance.meta.method.points;

import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.TrainedWith;

/**
 * A network that was trained with augmented points.
 *
 * @param network what predicts
 * @param augmentation what became of the points
 */
public record AugmentedNetwork(TrainedNetwork network, Augmentation augmentation)
        implements TrainedWith {}
