package org.metabalance.meta.sampler.clean;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.neighbour.NearestNeighbours;

/**
 * AllKNN (Tomek, "An experiment with the edited nearest-neighbor rule", IEEE Transactions on Systems,
 * Man and Cybernetics 6, 1976): {@link EditedNearestNeighbours} with one neighbour, then with two
 * on what is left, and so on up to k.
 *
 * <p>As in imbalanced-learn, except that a class never loses all its rows: it stops early after the
 * pass that leaves some class with fewer rows than the smallest had at first, unless that is allowed.
 * Deterministic. With categorical columns distances are those of SMOTE-NC, the penalty taken over all
 * rows given.
 *
 * @param k the largest number of neighbours, at least 1; default 3
 * @param agreement when they agree; default {@link Agreement#ALL}
 * @param classes from which classes rows are removed, the smallest being that at each pass; default
 *     {@link Cleaning#NOT_MINORITY}
 * @param allowMinority whether other classes may become smaller than the smallest; default false
 */
public record AllKnn(int k, Agreement agreement, Cleaning classes, boolean allowMinority)
        implements TableRowSampler {
    /** Checks the range. */
    public AllKnn {
        NearestNeighbours.requireNeighbours("all-knn", "k", k);
    }

    /** Up to three neighbours that must all agree, the smallest class keeps its rows. */
    public AllKnn() {
        this(3, Agreement.ALL, Cleaning.NOT_MINORITY, false);
    }

    @Override
    public String name() {
        return "all-knn";
    }

    @Override
    public int[] rows(EncodedTable train, Rng rng) {
        train.requireLabels(name());
        int[] before = train.classCounts();
        int smallest = Cleaning.smallest(before);
        double[] points = Cleaning.coordinates(train);
        int[] rows = IntStream.range(0, train.rows()).toArray();
        for (int neighbours = 1; neighbours <= k; neighbours++) {
            int[] current = rows;
            int[] labels = labels(train, current);
            int[] left = new EditedNearestNeighbours(neighbours, agreement, classes)
                    .left(points, labels, train.classes());
            rows = Arrays.stream(left).map(i -> current[i]).toArray();
            points = select(points, train.width(), left);
            int[] counts = Cleaning.counts(labels(train, rows), train.classes());
            if (!allowMinority && someBelow(before, counts, smallest)) {
                break;
            }
        }
        return rows;
    }

    private static boolean someBelow(int[] before, int[] counts, int smallest) {
        return IntStream.range(0, counts.length)
                .anyMatch(c -> c != smallest && before[c] > 0 && counts[c] < before[smallest]);
    }

    private static int[] labels(EncodedTable train, int[] rows) {
        return Arrays.stream(rows).map(train::label).toArray();
    }

    private static double[] select(double[] points, int width, int[] rows) {
        double[] selected = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(points, rows[i] * width, selected, i * width, width);
        }
        return selected;
    }
}
