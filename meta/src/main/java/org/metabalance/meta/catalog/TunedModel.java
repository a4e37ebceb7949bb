package org.metabalance.meta.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Trained;

/**
 * The best of several variants of a method.
 *
 * @param best the model that predicts
 * @param setting of its variant
 * @param updates of all variants
 * @param attempts what was tried, in order
 */
public record TunedModel(Trained best, String setting, long updates, List<Tuned.Attempt> attempts)
        implements Trained {
    @Override
    public double[][] probabilities(Examples examples) {
        return best.probabilities(examples);
    }

    @Override
    public String hypergradient() {
        return best.hypergradient();
    }

    @Override
    public void save(Path file) throws IOException {
        best.save(file);
    }
}
