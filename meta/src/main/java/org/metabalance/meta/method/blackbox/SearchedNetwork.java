package org.metabalance.meta.method.blackbox;

import java.io.IOException;
import java.nio.file.Path;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedNetwork;

/**
 * A network that was trained with searched augmentation.
 *
 * @param network what predicts
 * @param search what was tried and found
 */
public record SearchedNetwork(TrainedNetwork network, BlackBoxAugmentation.Search search)
        implements Trained {
    @Override
    public double[][] probabilities(Examples examples) {
        return network.probabilities(examples);
    }

    @Override
    public String hypergradient() {
        return network.hypergradient();
    }

    @Override
    public long updates() {
        return network.updates();
    }

    @Override
    public void save(Path file) throws IOException {
        network.save(file);
    }
}
