package org.metabalance.meta.method.transport;

import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.TrainedWith;

/**
 * A network that was trained with transported weights.
 *
 * @param network what predicts
 * @param weights what became of the weights when training ended, also if an earlier epoch is kept
 */
public record TransportNetwork(TrainedNetwork network, LearnedWeights weights)
        implements TrainedWith {}
