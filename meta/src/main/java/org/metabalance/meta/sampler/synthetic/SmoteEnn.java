package org.metabalance.meta.sampler.synthetic;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.TableSampler;
import org.metabalance.meta.sampler.clean.Agreement;
import org.metabalance.meta.sampler.clean.Cleaning;
import org.metabalance.meta.sampler.clean.EditedNearestNeighbours;

/**
 * SMOTE-ENN (Batista, Prati and Monard, "A study of the behavior of several methods for balancing
 * machine learning training data", SIGKDD Explorations 6, 2004): {@link Smote}, and then
 * {@link EditedNearestNeighbours} on all classes, as in imbalanced-learn. The classes end up about
 * equally large.
 *
 * @param smote how rows are made; default {@link Smote#Smote()}
 * @param enn which rows are removed, made ones and others; default three neighbours that must all
 *     agree, from all classes
 */
public record SmoteEnn(Smote smote, EditedNearestNeighbours enn) implements TableSampler {
    /** Both with their defaults, rows removed from all classes. */
    public SmoteEnn() {
        this(new Smote(), new EditedNearestNeighbours(3, Agreement.ALL, Cleaning.ALL));
    }

    @Override
    public String name() {
        return "smote-enn";
    }

    @Override
    public EncodedTable resample(EncodedTable train, Rng rng) {
        train.requireLabels(name());
        return enn.resample(smote.resample(train, rng.stream(0)), rng.stream(1));
    }
}
