package org.metabalance.meta.catalog;

import java.util.List;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedWith;

/**
 * The best of several variants of a method.
 *
 * @param network the model that predicts
 * @param kept the variant it is of
 * @param updates of all variants
 * @param attempts what was tried, in order
 */
public record TunedModel(
        Trained network, Tuned.Attempt kept, long updates, List<Tuned.Attempt> attempts)
        implements TrainedWith {
    @Override
    public String setting() {
        return kept.setting();
    }
}
