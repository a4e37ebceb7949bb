package org.metabalance.meta.sampler.synthetic;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.ClassTargets;
import org.metabalance.meta.sampler.TableSampler;
import org.metabalance.meta.sampler.neighbour.ClassNeighbourhood;
import org.metabalance.meta.sampler.neighbour.NearestNeighbours;
import org.metabalance.meta.sampler.neighbour.Pairs;
import org.metabalance.meta.sampler.neighbour.Strangers;

/**
 * ADASYN, adaptive synthetic sampling (He, Bai, Garcia and Li, IJCNN 2008): {@link Smote} that makes
 * more new rows from those that are harder to learn. With r_i the share of other classes among the k
 * nearest rows, of any class, of row i of a class that lacks n rows, round(n r_i / sum of r) new rows
 * begin at row i (half to even) and lead to one of its k nearest rows of the class, drawn uniformly.
 *
 * <p>As in imbalanced-learn; by rounding, classes become only about equally large. A class of which no
 * row has a neighbour of another class is learned already and gets no new rows (imbalanced-learn
 * refuses). With categorical columns distances and votes are those of SMOTE-NC. With n rows k becomes
 * at most n - 1, and a class of one row is repeated.
 *
 * @param k the number of neighbours, at least 1; default 5
 * @param ratio the size of the other classes over that of the largest afterwards, above 0 and at most
 *     1; default 1. A class that already has more rows gets no new ones.
 */
public record Adasyn(int k, double ratio) implements TableSampler {
    /** Checks the ranges. */
    public Adasyn {
        NearestNeighbours.requireNeighbours("adasyn", "k", k);
        ClassTargets.requireRatio("adasyn", ratio);
    }

    /** Five neighbours, up to about the size of the largest class. */
    public Adasyn() {
        this(5, 1);
    }

    @Override
    public String name() {
        return "adasyn";
    }

    @Override
    public EncodedTable resample(EncodedTable train, Rng rng) {
        train.requireLabels(name());
        return OverSampling.raise(
                train,
                ratio,
                rng,
                (neighbourhood, more, own) -> synthesize(train, neighbourhood, more, own));
    }

    private EncodedTable synthesize(
            EncodedTable train, ClassNeighbourhood neighbourhood, int more, Rng rng) {
        int[] counts = counts(neighbourhood.strangers(neighbourhood.own(), k), more);
        int made = Arrays.stream(counts).sum();
        if (made == 0) {
            return OverSampling.none(train);
        }
        Pairs pairs = neighbourhood.within(neighbourhood.own(), k);
        int[] ranks = new int[made];
        Rng choice = rng.stream(0);
        Arrays.setAll(ranks, i -> choice.below(i, pairs.k()));
        return pairs.synthesize(
                train,
                pairs(counts, ranks, pairs.k()),
                Pairs.steps(made, 1, rng.stream(1)),
                rng.stream(2));
    }

    /** Returns how many new rows each row gets if {@code more} are lacking. */
    static int[] counts(Strangers strangers, int more) {
        int sum = Arrays.stream(strangers.counts()).sum();
        // shares of whole numbers, one division: a half is exactly a half
        return Arrays.stream(strangers.counts())
                .map(count -> sum == 0 ? 0 : (int) Math.rint((double) count * more / sum))
                .toArray();
    }

    /** Returns the pairs of each base as often as it shall be used, {@code ranks} one after another. */
    static int[] pairs(int[] counts, int[] ranks, int k) {
        int[] bases = IntStream.range(0, counts.length)
                .flatMap(base -> IntStream.range(0, counts[base]).map(i -> base))
                .toArray();
        return IntStream.range(0, bases.length).map(i -> bases[i] * k + ranks[i]).toArray();
    }
}
