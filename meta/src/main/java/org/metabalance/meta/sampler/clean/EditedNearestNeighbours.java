package org.metabalance.meta.sampler.clean;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.neighbour.NearestNeighbours;
import org.metabalance.meta.sampler.neighbour.Neighbours;

/**
 * ENN, edited nearest neighbours (Wilson, "Asymptotic properties of nearest neighbor rules using
 * edited data", IEEE Transactions on Systems, Man and Cybernetics 2, 1972): removes rows that their k
 * nearest rows do not agree with.
 *
 * <p>As in imbalanced-learn, except that a class never loses all its rows. Deterministic. With n rows
 * k becomes at most n - 1. With categorical columns distances are those of SMOTE-NC, the penalty taken
 * over all rows.
 *
 * @param k the number of neighbours, at least 1; default 3
 * @param agreement when they agree; default {@link Agreement#ALL}
 * @param classes from which classes rows are removed; default {@link Cleaning#NOT_MINORITY}
 */
public record EditedNearestNeighbours(int k, Agreement agreement, Cleaning classes)
        implements TableRowSampler {
    /** Checks the range. */
    public EditedNearestNeighbours {
        NearestNeighbours.requireNeighbours("enn", "k", k);
    }

    /** Three neighbours, the smallest class keeps its rows. */
    public EditedNearestNeighbours(Agreement agreement) {
        this(3, agreement, Cleaning.NOT_MINORITY);
    }

    /** Three neighbours that must all agree, the smallest class keeps its rows. */
    public EditedNearestNeighbours() {
        this(Agreement.ALL);
    }

    @Override
    public String name() {
        return switch (agreement) {
            case ALL -> "enn";
            case MODE -> "enn-mode";
        };
    }

    @Override
    public int[] rows(EncodedTable train, Rng rng) {
        train.requireLabels(name());
        return left(Cleaning.coordinates(train), train.labels(), train.classes());
    }

    /** Returns the rows that are left of {@code points}, ascending. */
    int[] left(double[] points, int[] labels, int classCount) {
        int[] counts = Cleaning.counts(labels, classCount);
        boolean[] cleaned = classes.cleaned(counts);
        int[] asked = IntStream.range(0, labels.length)
                .filter(row -> cleaned[labels[row]])
                .toArray();
        boolean[] doubtful = new boolean[labels.length];
        int most = Math.min(k, labels.length - 1);
        if (most > 0 && asked.length > 0) {
            Neighbours neighbours = NearestNeighbours
                    .among(points, points.length / labels.length)
                    .ofRows(asked, most);
            int[] votes = new int[classCount];
            for (int i = 0; i < asked.length; i++) {
                Arrays.fill(votes, 0);
                for (int rank = 0; rank < most; rank++) {
                    votes[labels[neighbours.index(i, rank)]]++;
                }
                doubtful[asked[i]] = !agreement.holds(labels[asked[i]], votes);
            }
        }
        return Cleaning.left(labels, counts, doubtful);
    }
}
