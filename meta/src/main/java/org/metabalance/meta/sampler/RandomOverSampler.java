package org.metabalance.meta.sampler;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.sampler.neighbour.Features;

/**
 * All rows, and random ones of every smaller class, with replacement, up to the size of the largest.
 *
 * <p>With shrinkage h above 0 the repeated rows are blurred (Menardi and Torelli, "Training and
 * assessing classification rules with imbalanced data", 2014): a normal number with standard
 * deviation h c s_j is added to each numeric feature j, where s_j is the feature's population
 * standard deviation within the class and c = (4 / ((d + 2) n))^(1 / (d + 4)) for d numeric features
 * and n training rows. Categories and missing-value indicators are never blurred, and not counted in
 * d; with numeric features only this is imbalanced-learn's rule.
 *
 * @param ratio the size of the other classes over that of the largest afterwards, above 0 and at most
 *     1; default 1. A class that already has more rows keeps them.
 * @param shrinkage h, at least 0; default 0: exact repetitions
 */
public record RandomOverSampler(double ratio, double shrinkage) implements Sampler {
    /** Checks the ranges. */
    public RandomOverSampler {
        ClassTargets.requireRatio("random-over", ratio);
        if (!(shrinkage >= 0 && shrinkage < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "random-over: shrinkage must be at least 0 and finite, got " + shrinkage);
        }
    }

    /** Up to the size of the largest class, exact repetitions. */
    public RandomOverSampler() {
        this(1, 0);
    }

    @Override
    public String name() {
        return "random-over";
    }

    @Override
    public DataSet resample(DataSet train, Rng rng) {
        train.requireLabels(name());
        int[] counts = train.classCounts();
        int[] targets = ClassTargets.raised(train, ratio);
        DataSet result = train;
        for (int c = 0; c < targets.length; c++) {
            int more = targets[c] - counts[c];
            if (more > 0) {
                result = result.concat(draw(train, train.rowsOf(c), more, rng.stream(c)));
            }
        }
        return result;
    }

    private DataSet draw(DataSet train, int[] own, int more, Rng rng) {
        Rng choice = rng.stream(0);
        int[] rows = new int[more];
        for (int i = 0; i < more; i++) {
            rows[i] = own[choice.below(i, own.length)];
        }
        DataSet drawn = train.subset(rows);
        if (shrinkage > 0) {
            blur(drawn.features(), bandwidths(train, own), rng.stream(1));
        }
        return drawn;
    }

    /** Returns the standard deviation of the noise of every feature, 0 where there is none. */
    double[] bandwidths(DataSet train, int[] own) {
        int numeric = 0;
        double[] bandwidths = new double[train.width()];
        for (ColumnGroup group : train.groups()) {
            if (!group.categorical()) {
                numeric++;
                bandwidths[group.from()] = Features.deviation(train, own, group.from());
            }
        }
        double constant = Math.pow(4 / ((numeric + 2.0) * train.rows()), 1 / (numeric + 4.0));
        for (int j = 0; j < bandwidths.length; j++) {
            bandwidths[j] *= shrinkage * constant;
        }
        return bandwidths;
    }

    /** Adds noise in place: the features are a fresh copy. */
    private static void blur(float[] features, double[] bandwidths, Rng rng) {
        for (int i = 0; i < features.length; i++) {
            double bandwidth = bandwidths[i % bandwidths.length];
            if (bandwidth > 0) {
                features[i] = (float) (features[i] + bandwidth * rng.normal(i));
            }
        }
    }
}
