package org.metabalance.meta.sampler.clean;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.ClassTargets;
import org.metabalance.meta.sampler.neighbour.MixedSpace;
import org.metabalance.meta.sampler.neighbour.NearestNeighbours;
import org.metabalance.meta.sampler.neighbour.Neighbours;

/**
 * NearMiss-1 (Mani and Zhang, "kNN approach to unbalanced data distributions", ICML workshop 2003): of
 * every larger class, as many rows as the smallest has, those with the smallest sum of distances to
 * their k nearest rows of the smallest class.
 *
 * <p>As in imbalanced-learn. Deterministic: of rows equally near the earlier are taken. Of equally
 * small classes the smallest is that of the lowest index. If it has n rows k becomes at most n. With
 * categorical columns distances are those of SMOTE-NC, the penalty taken over all rows.
 *
 * @param k the number of neighbours, at least 1; default 3
 * @param ratio the size of the smallest class over that of the others afterwards, above 0 and at most
 *     1; default 1. A class that has fewer rows than this asks for keeps them all.
 */
public record NearMiss(int k, double ratio) implements TableRowSampler {
    /** Checks the ranges. */
    public NearMiss {
        NearestNeighbours.requireNeighbours("near-miss-1", "k", k);
        ClassTargets.requireRatio("near-miss-1", ratio);
    }

    /** Three neighbours, down to the size of the smallest class. */
    public NearMiss() {
        this(3, 1);
    }

    @Override
    public String name() {
        return "near-miss-1";
    }

    @Override
    public int[] rows(EncodedTable train, Rng rng) {
        train.requireLabels(name());
        int[] counts = train.classCounts();
        int smallest = Cleaning.smallest(counts);
        int[] targets = ClassTargets.lowered(counts, ratio);
        int[] all = IntStream.range(0, train.rows()).toArray();
        IntStream rows = IntStream.empty();
        for (int c = 0; c < counts.length; c++) {
            int[] own = train.indicesOf(c);
            rows = IntStream.concat(
                    rows,
                    targets[c] == counts[c]
                            ? Arrays.stream(own)
                            : nearest(train, own, train.indicesOf(smallest), all, targets[c]));
        }
        return rows.sorted().toArray();
    }

    private IntStream nearest(EncodedTable train, int[] own, int[] minority, int[] all, int count) {
        Neighbours neighbours = NearestNeighbours
                .among(MixedSpace.coordinates(train, minority, all), train.width())
                .of(MixedSpace.coordinates(train, own, all), Math.min(k, minority.length));
        double[] sums = new double[own.length];
        for (int i = 0; i < neighbours.distances().length; i++) {
            sums[i / neighbours.k()] += neighbours.distances()[i];
        }
        // the sort is stable: of equal sums the earlier row comes first
        return IntStream.range(0, own.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> sums[i]))
                .limit(count)
                .mapToInt(i -> own[i]);
    }
}
