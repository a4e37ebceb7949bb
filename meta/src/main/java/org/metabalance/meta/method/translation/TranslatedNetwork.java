package org.metabalance.meta.method.translation;

import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.TrainedWith;

/**
 * A network that was trained with translated examples.
 *
 * @param network what predicts
 * @param translations what became of them
 */
public record TranslatedNetwork(TrainedNetwork network, Translations translations)
        implements TrainedWith {}
