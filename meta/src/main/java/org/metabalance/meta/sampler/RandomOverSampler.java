package org.metabalance.meta.sampler;

import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.neighbour.Features;

/**
 * All rows, and random ones of every smaller class, with replacement, up to the size of the largest; of
 * {@link org.metabalance.meta.data.GroupedExamples} groups stand for classes.
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
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the ratio is not above 0 and at most 1, or the shrinkage is negative
     *     or not finite
     */
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
    public Examples resample(Examples train, Rng rng) {
        train.requireLabels(name());
        int[] counts = train.groupCounts();
        int[] targets = ClassTargets.raised(counts, ratio);
        IntStream rows = IntStream.range(0, train.size());
        for (int c = 0; c < targets.length; c++) {
            int more = targets[c] - counts[c];
            if (more > 0) {
                int[] own = train.indicesOfGroup(c);
                Rng choice = rng.stream(c).stream(0);
                rows = IntStream.concat(
                        rows, IntStream.range(0, more).map(i -> own[choice.below(i, own.length)]));
            }
        }
        int[] chosen = rows.toArray();
        if (chosen.length == train.size()) {
            return train;
        }
        Examples drawn = train.select(chosen);
        return shrinkage > 0 ? blurred(EncodedTable.of(name(), drawn), train.size(), rng) : drawn;
    }

    /** Returns rows of which those from {@code from} on, class by class, are blurred. */
    private EncodedTable blurred(EncodedTable rows, int from, Rng rng) {
        int[] originals = IntStream.range(0, from).toArray();
        EncodedTable train = rows.select(originals);
        float[] features = rows.features().clone();
        int row = from;
        while (row < rows.rows()) {
            int c = rows.label(row);
            double[] bandwidths = bandwidths(train, train.indicesOf(c));
            Rng noise = rng.stream(c).stream(1);
            for (int i = 0; row < rows.rows() && rows.label(row) == c; row++) {
                for (int j = 0; j < bandwidths.length; j++, i++) {
                    if (bandwidths[j] > 0) {
                        int at = row * bandwidths.length + j;
                        features[at] = (float) (features[at] + bandwidths[j] * noise.normal(i));
                    }
                }
            }
        }
        return rows.with(features, rows.labels());
    }

    /** Returns the standard deviation of the noise of every feature, 0 where there is none. */
    double[] bandwidths(EncodedTable train, int[] own) {
        int numeric = 0;
        double[] bandwidths = new double[train.width()];
        for (ColumnGroup group : train.groups()) {
            if (!group.categorical()) {
                numeric++;
                bandwidths[group.from()] = Features.deviation(train, own, group.from());
            }
        }
        double constant = StrictMath.pow(4 / ((numeric + 2.0) * train.rows()), 1 / (numeric + 4.0));
        for (int j = 0; j < bandwidths.length; j++) {
            bandwidths[j] *= shrinkage * constant;
        }
        return bandwidths;
    }
}
