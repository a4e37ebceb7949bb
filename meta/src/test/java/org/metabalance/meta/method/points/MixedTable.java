package org.metabalance.meta.method.points;

import java.util.List;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.ColumnGroup.Kind;
import org.metabalance.meta.data.table.EncodedTable;

/** Rows with two numbers, a category of three values and an indicator: class 1 lies elsewhere. */
public final class MixedTable {
    static final int WIDTH = 6;

    private MixedTable() {}

    public static EncodedTable rows(int majority, int minority, long seed) {
        int rows = majority + minority;
        float[] features = new float[rows * WIDTH];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            Rng rng = Rng.of(seed).stream(i);
            labels[i] = i < majority ? 0 : 1;
            features[i * WIDTH] = (float) (rng.normal(0) + 1.5 * labels[i]);
            features[i * WIDTH + 1] = (float) (5 * rng.normal(1) - 5 * labels[i]);
            features[i * WIDTH + 2 + (rng.uniform(2) < .6 ? 2 * labels[i] : 1)] = 1;
            features[i * WIDTH + 5] = rng.uniform(3) < .3 ? 1 : 0;
        }
        return new EncodedTable(
                features, labels, 2, List.of("a", "b", "c=x", "c=y", "c=z", "a missing"),
                List.of(
                        new ColumnGroup("a", Kind.NUMERIC, 0, 1),
                        new ColumnGroup("b", Kind.NUMERIC, 1, 1),
                        new ColumnGroup("c", Kind.ONE_HOT, 2, 3),
                        new ColumnGroup("a missing", Kind.INDICATOR, 5, 1)));
    }

    /** The same without the numbers. */
    static EncodedTable categories(int majority, int minority, long seed) {
        EncodedTable all = rows(majority, minority, seed);
        float[] features = new float[all.rows() * 4];
        for (int i = 0; i < features.length; i++) {
            features[i] = all.feature(i / 4, 2 + i % 4);
        }
        return new EncodedTable(
                features, all.labels(), 2, all.featureNames().subList(2, 6),
                List.of(
                        new ColumnGroup("c", Kind.ONE_HOT, 0, 3),
                        new ColumnGroup("a missing", Kind.INDICATOR, 3, 1)));
    }
}
