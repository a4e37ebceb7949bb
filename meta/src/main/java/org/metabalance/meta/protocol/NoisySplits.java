package org.metabalance.meta.protocol;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.LabelNoise;
import org.metabalance.meta.data.NoisyExamples;
import org.metabalance.meta.method.Seeds;

/**
 * Splits some of whose training labels are made wrong on purpose, by the seed of the split: the same ones for every
 * method. Labels to select on and to test on stay right.
 */
public final class NoisySplits {
    /** How many examples of every class keep their label and are known to: small balanced sets are made of them. */
    public static final int TRUSTED = 10;

    private NoisySplits() {}

    /** Returns the splits with noise in what is learned from. */
    public static Splits of(Splits splits, LabelNoise noise) {
        return seed -> {
            Fold fold = splits.of(seed);
            return new Fold(
                    seed,
                    NoisyExamples.of(
                            fold.train(), noise, TRUSTED,
                            Rng.of(seed).stream(Seeds.LABEL_NOISE)),
                    fold.validation(), fold.test(), fold.split());
        };
    }
}
