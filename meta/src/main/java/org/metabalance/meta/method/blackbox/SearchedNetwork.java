package org.metabalance.meta.method.blackbox;

import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.TrainedWith;

/**
 * A network that was trained with searched augmentation.
 *
 * @param network what predicts
 * @param search what was tried and found
 */
public record SearchedNetwork(TrainedNetwork network, BlackBoxAugmentation.Search search)
        implements TrainedWith {}
