package org.metabalance.meta.protocol;

import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.table.Encoder;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;

/** Divides examples into parts to learn from, to select on and to measure on, by a seed. */
@FunctionalInterface
public interface Splits {
    /** The share of examples to train on. */
    double TRAIN = 0.6;

    /** The share of examples to select and tune on. */
    double VALIDATION = 0.2;

    /** The share of examples to test on. */
    double TEST = 0.2;

    /**
     * Rows tested on over rows trained on: splits share rows, and tests over them are corrected by this,
     * see {@link org.metabalance.meta.statistics.PairedDifference#corrected}.
     */
    double TEST_OVER_TRAIN = TEST / TRAIN;

    /**
     * Returns the parts of a seed.
     *
     * @throws org.metabalance.meta.data.DataException if the data cannot be divided or encoded
     */
    Fold of(int seed);

    /**
     * Returns stratified splits of a table; the encoder is fitted on the training part alone.
     *
     * @param table the data with the label column
     * @throws org.metabalance.meta.data.DataException if the classes cannot be compared
     */
    static Splits of(Table table, Target target) {
        target.requireMinority();
        return withRareClasses(table, target);
    }

    /**
     * Returns splits of a table; the encoder is fitted on the training part alone.
     *
     * @param features the labelled rows, as {@link Target#features} gives them, without what must not be learned
     *     from
     * @param division of these rows
     */
    static Splits of(Table features, Target target, Division division) {
        return run -> {
            Split split = division.of(target.labels(), target.classes(), run);
            Encoder encoder = Encoder.fit(features.select(split.train()));
            return new Fold(
                    run,
                    encoder.examples(features, target, split.train()),
                    encoder.examples(features, target, split.validation()),
                    encoder.examples(features, target, split.test()),
                    split);
        };
    }

    /**
     * As {@link #of(Table, Target)}, with classes however rare: three rows are enough for one in every
     * part, which says next to nothing of such a class.
     */
    static Splits withRareClasses(Table table, Target target) {
        return of(target.features(table), target, Division.BY_SEED);
    }
}
