package org.metabalance.meta.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.ColumnGroup.Kind;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.golden.Golden;
import tools.jackson.databind.JsonNode;

/** Data sets that tests of samplers share. */
public final class TestData {
    private TestData() {}

    /** Returns the rows of a golden case, numeric features, three classes. */
    public static EncodedTable golden(JsonNode golden) {
        return EncodedTable.numeric(
                Golden.floats(golden.get("features")), Golden.ints(golden.get("labels")), 3);
    }

    /** Returns {@code counts} rows of each class: normal numbers, class c around c in each feature. */
    public static EncodedTable normal(long seed, int width, double apart, int... counts) {
        int[] labels = labels(counts);
        float[] features = new float[labels.length * width];
        Rng rng = Rng.of(seed);
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) (rng.normal(i) + apart * labels[i / width]);
        }
        return EncodedTable.numeric(features, labels, Math.max(2, counts.length));
    }

    private static int[] labels(int... counts) {
        int[] labels = new int[Arrays.stream(counts).sum()];
        int next = 0;
        for (int c = 0; c < counts.length; c++) {
            Arrays.fill(labels, next, next += counts[c], c);
        }
        return labels;
    }

    /**
     * Returns rows with two numeric features, an indicator, and categories of three and two values of
     * which the second is unknown in every fifth row.
     */
    public static EncodedTable mixed(long seed, int... counts) {
        int width = 8;
        int[] labels = labels(counts);
        float[] features = new float[labels.length * width];
        Rng rng = Rng.of(seed);
        for (int row = 0; row < labels.length; row++) {
            int at = row * width;
            features[at] = (float) (rng.normal(2 * row) + labels[row]);
            features[at + 1] = (float) (3 * rng.normal(2 * row + 1));
            features[at + 2] = rng.stream(1).below(row, 2);
            features[at + 3 + rng.stream(2).below(row, 3)] = 1;
            if (row % 5 != 0) {
                features[at + 6 + rng.stream(3).below(row, 2)] = 1;
            }
        }
        List<ColumnGroup> groups = new ArrayList<>();
        groups.add(new ColumnGroup("x", Kind.NUMERIC, 0, 1));
        groups.add(new ColumnGroup("y", Kind.NUMERIC, 1, 1));
        groups.add(new ColumnGroup("missing", Kind.INDICATOR, 2, 1));
        groups.add(new ColumnGroup("g", Kind.ONE_HOT, 3, 3));
        groups.add(new ColumnGroup("h", Kind.ONE_HOT, 6, 2));
        List<String> names = IntStream.range(0, width).mapToObj(j -> "f" + j).toList();
        return new EncodedTable(features, labels, counts.length, names, groups);
    }
}
