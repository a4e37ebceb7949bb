package org.metabalance.meta.method.reweight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.MetaSet;

class MetaSetTest {
    private static MetaSet of(int... counts) {
        return MetaSet.of(Blobs.rows(1, counts), Rng.of(1));
    }

    private static Set<String> rows(Examples examples) {
        EncodedTable data = EncodedTable.of("test", examples);
        Set<String> rows = new HashSet<>();
        for (int i = 0; i < data.rows(); i++) {
            rows.add(Arrays.toString(Arrays.copyOfRange(
                    data.features(), i * data.width(), (i + 1) * data.width())) + data.label(i));
        }
        return rows;
    }

    @Test
    void tenRowsOfAClassLeaveTraining() {
        MetaSet sets = of(200, 40);
        assertArrayEquals(new int[] {10, 10}, sets.meta().classCounts());
        assertArrayEquals(new int[] {190, 30}, sets.train().classCounts());
        Set<String> all = rows(sets.train());
        all.addAll(rows(sets.meta()));
        assertEquals(rows(Blobs.rows(1, 200, 40)), all);
        assertEquals(240, all.size());
    }

    @Test
    void noMoreThanAQuarterOfTheSmallestClassLeaves() {
        assertArrayEquals(new int[] {5, 5, 5}, of(90, 23, 39).meta().classCounts());
        assertArrayEquals(new int[] {1, 1}, of(90, 7).meta().classCounts());
        assertArrayEquals(new int[] {1, 1}, of(90, 2).meta().classCounts());
        assertArrayEquals(new int[] {89, 1}, of(90, 2).train().classCounts());
    }

    @Test
    void theOnlyRowOfAClassIsInBoth() {
        MetaSet sets = of(9, 1, 0);
        assertArrayEquals(new int[] {1, 1, 0}, sets.meta().classCounts());
        assertArrayEquals(new int[] {8, 1, 0}, sets.train().classCounts());
    }

    @Test
    void theGeneratorDecides() {
        EncodedTable rows = Blobs.rows(1, 50, 40);
        assertEquals(rows(MetaSet.of(rows, Rng.of(1)).meta()), rows(of(50, 40).meta()));
        assertFalse(rows(MetaSet.of(rows, Rng.of(2)).meta()).equals(rows(of(50, 40).meta())));
        assertThrows(IllegalArgumentException.class,
                () -> MetaSet.of(rows.select(new int[0]), Rng.of(1)));
    }
}
