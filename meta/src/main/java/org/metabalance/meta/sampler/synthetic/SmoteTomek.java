package org.metabalance.meta.sampler.synthetic;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.TableSampler;
import org.metabalance.meta.sampler.clean.Cleaning;
import org.metabalance.meta.sampler.clean.TomekLinks;

/**
 * SMOTE and Tomek links (Batista, Bazzan and Monard, "Balancing training data for automated annotation
 * of keywords: a case study", WOB 2003): {@link Smote}, and then {@link TomekLinks} of which both rows
 * are removed, as in imbalanced-learn. The classes end up equally large, or nearly so.
 *
 * @param smote how rows are made; default {@link Smote#Smote()}
 * @param tomek which rows are removed, made ones and others; default those of links, from all classes
 */
public record SmoteTomek(Smote smote, TomekLinks tomek) implements TableSampler {
    /** Both with their defaults, rows removed from all classes. */
    public SmoteTomek() {
        this(new Smote(), new TomekLinks(Cleaning.ALL));
    }

    @Override
    public String name() {
        return "smote-tomek";
    }

    @Override
    public EncodedTable resample(EncodedTable train, Rng rng) {
        train.requireLabels(name());
        return tomek.resample(smote.resample(train, rng.stream(0)), rng.stream(1));
    }
}
