package org.metabalance.meta.method.points;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.FeatureRanges;
import org.metabalance.meta.method.RepeatedRows;
import org.metabalance.meta.sampler.synthetic.Smote;

/** Where augmented points begin. Each has the label of the class it is made of. */
public sealed interface Initialisation {

    /**
     * Returns the points.
     *
     * @param train the rows they are made of
     * @param ratio the size of each smaller class over that of the largest, with its points
     * @param ownProbability what the network thinks of the class of each row, [rows]; null if it has
     *     not been asked, see {@link #needsNetwork}
     * @param rng where randomness comes from
     */
    EncodedTable points(EncodedTable train, double ratio, double[] ownProbability, Rng rng);

    /** Returns whether a trained network must have scored the rows. */
    default boolean needsNetwork() {
        return false;
    }

    /** SMOTE's points: between a row and one of its k nearest neighbours of the same class. */
    record SmotePoints(int k) implements Initialisation {
        /** Checks k. */
        public SmotePoints {
            if (k < 1) {
                throw new IllegalArgumentException("smote points: k must be at least 1, got " + k);
            }
        }

        @Override
        public EncodedTable points(EncodedTable train, double ratio, double[] ownProbability,
                Rng rng) {
            EncodedTable all = new Smote(k, ratio).resample(train, rng);
            return all.select(IntStream.range(train.rows(), all.rows()).toArray());
        }
    }

    /**
     * Rows of the class in turn, with normal noise on the numeric features, kept within the range of
     * the training rows.
     *
     * @param scale the noise's standard deviation in units of the feature's, over all training rows;
     *     at least 0, usually .5
     */
    record NoisyRows(double scale) implements Initialisation {
        /** Checks the scale. */
        public NoisyRows {
            if (!(scale >= 0 && Double.isFinite(scale))) {
                throw new IllegalArgumentException(
                        "noisy rows: the scale must not be negative, got " + scale);
            }
        }

        @Override
        public EncodedTable points(EncodedTable train, double ratio, double[] ownProbability,
                Rng rng) {
            EncodedTable points = repeated(train, ratio, ownProbability, rng, false);
            FeatureRanges ranges = FeatureRanges.of(train);
            float[] features = points.features();
            Rng noise = rng.stream(-1);
            for (int i = 0; i < features.length; i++) {
                int j = i % train.width();
                if (ranges.numeric()[j]) {
                    double moved = features[i] + scale * ranges.deviation()[j] * noise.normal(i);
                    features[i] = Math.clamp((float) moved, ranges.lowest()[j],
                            ranges.highest()[j]);
                }
            }
            return points;
        }
    }

    /** The half of the rows of the class that the network finds least likely to be of it, in turn. */
    record LowestScored() implements Initialisation {
        @Override
        public boolean needsNetwork() {
            return true;
        }

        @Override
        public EncodedTable points(EncodedTable train, double ratio, double[] ownProbability,
                Rng rng) {
            return repeated(train, ratio, ownProbability, rng, true);
        }
    }

    /**
     * Rows from elsewhere: with rows of the smaller class that were kept from training it is the
     * oracle, what real rows would have brought.
     *
     * @param rows labelled rows with the features of the training rows; the ratio does not matter
     */
    record Given(EncodedTable rows) implements Initialisation {
        @Override
        public EncodedTable points(EncodedTable train, double ratio, double[] ownProbability,
                Rng rng) {
            if (!rows.groups().equals(train.groups()) || rows.classes() != train.classes()) {
                throw new IllegalArgumentException(
                        "given points: need the features and classes of the training rows, got %s"
                                + " and %s".formatted(rows, train));
            }
            rows.requireLabels("given points");
            return rows;
        }
    }

    private static EncodedTable repeated(
            EncodedTable train, double ratio, double[] ownProbability, Rng rng,
            boolean lowestHalf) {
        return train.select(RepeatedRows.of(train, ratio, own -> lowestHalf
                ? lowest(own, ownProbability)
                : RepeatedRows.shuffled(own, rng.stream(train.label(own[0])))));
    }

    private static int[] lowest(int[] rows, double[] probability) {
        return Arrays.stream(rows).boxed()
                .sorted(Comparator.comparingDouble(row -> probability[row]))
                .limit((rows.length + 1) / 2)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
