package org.metabalance.meta.sampler.synthetic;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.ClassTargets;
import org.metabalance.meta.sampler.TableSampler;
import org.metabalance.meta.sampler.neighbour.NearestNeighbours;

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
public record Smote(int k, double ratio) implements TableSampler {
    /** Checks the ranges. */
    public Smote {
        NearestNeighbours.requireNeighbours("smote", "k", k);
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
    public EncodedTable resample(EncodedTable train, Rng rng) {
        train.requireLabels(name());
        return OverSampling.raise(
                train,
                ratio,
                rng,
                (neighbourhood, more, own) -> neighbourhood.within(neighbourhood.own(), k)
                        .synthesize(train, more, 1, own));
    }
}
