package org.metabalance.meta.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.metabalance.meta.data.table.DataSet;

/**
 * The best of several variants of a method.
 *
 * @param best the model that predicts
 * @param setting of its variant
 * @param updates of all variants
 * @param trials what was tried, in order
 */
public record TunedModel(Trained best, String setting, long updates, List<Tuned.Trial> trials)
        implements Trained {
    @Override
    public double[][] probabilities(DataSet rows) {
        return best.probabilities(rows);
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
