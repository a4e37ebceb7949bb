package org.metabalance.meta.sampler.neighbour;

import java.util.Arrays;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;

/**
 * Rows of one class and neighbours of theirs: the pairs between which new rows of the class are made.
 * Pair number p leads from base p / k to its neighbour p mod k.
 *
 * @param bases the rows of the data set that new rows start from
 * @param ends {@code [bases, k]} the rows of the data set they lead to, row-major
 * @param voters {@code [bases, any number]} the rows of the data set that vote on the categories of a
 *     new row, row-major
 */
public record Pairs(int[] bases, int[] ends, int[] voters) {
    /** Returns the number of neighbours of each base. */
    public int k() {
        return ends.length / bases.length;
    }

    /** Returns {@code count} pairs drawn uniformly, with replacement. */
    public int[] draw(int count, Rng rng) {
        int[] pairs = new int[count];
        Arrays.setAll(pairs, i -> rng.below(i, ends.length));
        return pairs;
    }

    /** Returns {@code count} steps uniform between 0 and {@code longest}. */
    public static double[] steps(int count, double longest, Rng rng) {
        double[] steps = new double[count];
        Arrays.setAll(steps, i -> longest * rng.uniform(i));
        return steps;
    }

    /** Returns {@code count} new rows, their pairs and steps up to {@code longest} drawn uniformly. */
    public EncodedTable synthesize(EncodedTable train, int count, double longest, Rng rng) {
        return synthesize(
                train,
                draw(count, rng.stream(0)),
                steps(count, longest, rng.stream(1)),
                rng.stream(2));
    }

    /**
     * Returns one new row for each of the pairs.
     *
     * @param train the data set the rows belong to
     * @param pairs the pairs' numbers
     * @param steps the share of each pair's way
     * @param ties draws among equally frequent categories
     */
    public EncodedTable synthesize(EncodedTable train, int[] pairs, double[] steps, Rng ties) {
        int width = train.width();
        int each = voters.length / bases.length;
        float[] features = new float[Math.multiplyExact(pairs.length, width)];
        int[] labels = new int[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            int base = pairs[i] / k();
            labels[i] = train.label(bases[base]);
            Interpolation.between(
                    train,
                    bases[base],
                    ends[pairs[i]],
                    steps[i],
                    Arrays.copyOfRange(voters, base * each, (base + 1) * each),
                    ties.stream(i),
                    features,
                    i * width);
        }
        return train.with(features, labels);
    }
}
