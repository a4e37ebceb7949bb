package org.metabalance.meta.method;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Table;

/** Gaussian clouds, one a class, that overlap: small imbalanced problems. */
public final class Blobs {
    /** Features of a row. */
    public static final int WIDTH = 4;

    private static final double[][] CENTRES = {{0, 0, 0, 0}, {2, 2, 0, 0}, {-2, 2, 1, 0}};

    private Blobs() {}

    /** Returns {@code counts[c]} rows of class c, class by class. */
    public static EncodedTable rows(long seed, int... counts) {
        int[] labels = labels(counts);
        double[] x = features(seed, labels);
        float[] features = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            features[i] = (float) x[i];
        }
        return EncodedTable.numeric(features, labels, counts.length);
    }

    /** Returns the same as a table with a column "label" of the classes' names: "c0", "c1", ... */
    public static Table table(long seed, int... counts) {
        int[] labels = labels(counts);
        double[] x = features(seed, labels);
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < WIDTH; j++) {
            int column = j;
            columns.add(new Column.Numeric(
                    "x" + j,
                    IntStream.range(0, labels.length).mapToDouble(i -> x[i * WIDTH + column])
                            .toArray()));
        }
        columns.add(new Column.Categorical(
                "label", IntStream.of(labels).mapToObj(c -> "c" + c).toArray(String[]::new)));
        return Table.of(columns);
    }

    /** Returns a problem that a method finishes in a fraction of a second: ratio 20, 420 or 462 rows. */
    public static Problem problem(int classes, long seed) {
        return problem(classes, seed, done -> {});
    }

    /** Returns the same with somebody watching. */
    public static Problem problem(int classes, long seed, Problem.Progress progress) {
        return new Problem(
                classes == 2 ? rows(1, 400, 20) : rows(1, 400, 42, 20),
                classes == 2 ? rows(2, 200, 10) : rows(2, 200, 21, 10),
                ModelFor.mlp(List.of(16)), new Budget(6, 32, 0.01), seed, progress);
    }

    /** Returns rows that no problem sees. */
    public static EncodedTable test(int classes) {
        return classes == 2 ? rows(3, 2000, 100) : rows(3, 2000, 210, 100);
    }

    private static int[] labels(int[] counts) {
        return IntStream.range(0, counts.length)
                .flatMap(c -> IntStream.generate(() -> c).limit(counts[c])).toArray();
    }

    private static double[] features(long seed, int[] labels) {
        Rng rng = Rng.of(seed);
        double[] x = new double[labels.length * WIDTH];
        for (int i = 0; i < x.length; i++) {
            x[i] = CENTRES[labels[i / WIDTH]][i % WIDTH] + rng.normal(i);
        }
        return x;
    }
}
