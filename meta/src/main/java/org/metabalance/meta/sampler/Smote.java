package org.metabalance.meta.sampler;

import java.util.Arrays;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.DataSet;

/**
 * SMOTE, the synthetic minority over-sampling technique (Chawla, Bowyer, Hall and Kegelmeyer, JAIR
 * 16, 2002): all rows, and new ones of every smaller class up to the size of the largest. A new row
 * is x + u (x' - x) for a row x of the class, one of its k nearest neighbours x' within the class,
 * and one u uniform in [0, 1) for all features; the pair (x, x') is drawn uniformly from all.
 *
 * <p>With categorical columns it is SMOTE-NC of the same paper: a column whose value differs adds the
 * squared median of the numeric features' standard deviations (within the class) to the squared
 * distance, and a new row takes the value most frequent among the k neighbours of x, ties drawn at
 * random. Missing-value indicators are treated as categories. Without a numeric column the distance
 * is the square root of the number of columns that differ.
 *
 * <p>As in imbalanced-learn (penalty and distance as from its version 0.11 on), except for small
 * classes: with n rows, k becomes min(k, n - 1), and a class of one row is repeated.
 *
 * @param k the number of neighbours, at least 1; default 5
 * @param ratio the size of the other classes over that of the largest afterwards, above 0 and at most
 *     1; default 1. A class that already has more rows gets no new ones.
 */
public record Smote(int k, double ratio) implements Sampler {
    /** Checks the ranges. */
    public Smote {
        if (k < 1) {
            throw new IllegalArgumentException("smote: k must be at least 1, got " + k);
        }
        ClassTargets.requireRatio("smote", ratio);
    }

    /** Five neighbours, up to the size of the largest class. */
    public Smote() {
        this(5, 1);
    }

    @Override
    public String name() {
        return "smote";
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
                result = result.concat(synthesize(train, c, more, rng.stream(c)));
            }
        }
        return result;
    }

    /** Returns {@code more} new rows of class {@code label}. */
    private DataSet synthesize(DataSet train, int label, int more, Rng rng) {
        int[] own = train.rowsOf(label);
        if (own.length == 1) {
            int[] rows = new int[more];
            Arrays.fill(rows, own[0]);
            return train.subset(rows);
        }
        Neighbours neighbours = neighbours(train, own);
        int pairs = neighbours.indices().length;
        Rng pair = rng.stream(0);
        Rng step = rng.stream(1);
        Rng ties = rng.stream(2);
        float[] features = new float[Math.multiplyExact(more, train.width())];
        int[] labels = new int[more];
        Arrays.fill(labels, label);
        for (int i = 0; i < more; i++) {
            synthesize(
                    train,
                    own,
                    neighbours,
                    pair.below(i, pairs),
                    step.uniform(i),
                    ties.stream(i),
                    features,
                    i * train.width());
        }
        return train.with(features, labels);
    }

    /** Returns the neighbours of the rows {@code own} among themselves, by position in it. */
    Neighbours neighbours(DataSet train, int[] own) {
        double[] points = MixedSpace.coordinates(train, own, own);
        return NearestNeighbours.among(points, train.width()).ofEach(Math.min(k, own.length - 1));
    }

    /** Writes the row that pair number {@code pair} of the neighbour table gives at {@code step}. */
    static void synthesize(
            DataSet train,
            int[] own,
            Neighbours neighbours,
            int pair,
            double step,
            Rng ties,
            float[] features,
            int at) {
        int base = pair / neighbours.k();
        int[] voters = new int[neighbours.k()];
        for (int rank = 0; rank < voters.length; rank++) {
            voters[rank] = own[neighbours.index(base, rank)];
        }
        Interpolation.between(
                train,
                own[base],
                own[neighbours.indices()[pair]],
                step,
                voters,
                ties,
                features,
                at);
    }
}
