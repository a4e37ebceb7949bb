package org.metabalance.meta.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.ColumnGroup.Kind;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.Sampler;
import org.metabalance.meta.sampler.TestData;
import org.metabalance.meta.sampler.synthetic.Smote;

/** What holds for every sampler. */
class SamplersTest {
    private static List<Sampler> samplers() {
        return Samplers.all();
    }

    @Test
    void areFoundByName() {
        assertEquals(
                List.of(
                        "natural",
                        "repetition",
                        "random-over",
                        "random-under",
                        "smote",
                        "borderline-smote-1",
                        "borderline-smote-2",
                        "svm-smote",
                        "adasyn",
                        "tomek-links",
                        "enn",
                        "enn-mode",
                        "all-knn",
                        "near-miss-1",
                        "cluster-centroids",
                        "smote-enn",
                        "smote-tomek"),
                Samplers.all().stream().map(Sampler::name).toList());
        assertEquals(new Smote(), Samplers.find("smote").orElseThrow());
        assertTrue(Samplers.find("Smote").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void sameSeedSameRows(Sampler sampler) {
        EncodedTable train = TestData.mixed(7, 70, 22, 15);
        float[] before = train.features().clone();
        EncodedTable a = sampler.resample(train, Rng.of(1));
        EncodedTable b = sampler.resample(train, Rng.of(1));
        assertArrayEquals(a.features(), b.features());
        assertArrayEquals(a.labels(), b.labels());
        assertArrayEquals(before, train.features());
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void rowsStayValid(Sampler sampler) {
        EncodedTable result = sampler.resample(TestData.mixed(8, 70, 22, 15), Rng.of(1));
        for (int row = 0; row < result.rows(); row++) {
            for (ColumnGroup group : result.groups()) {
                int ones = 0;
                for (int j = group.from(); j < group.from() + group.width(); j++) {
                    float value = result.feature(row, j);
                    assertTrue(Float.isFinite(value));
                    assertTrue(!group.categorical() || value == 0 || value == 1);
                    ones += value == 1 ? 1 : 0;
                }
                assertTrue(group.kind() != Kind.ONE_HOT || ones <= 1);
            }
        }
        for (int count : result.classCounts()) {
            assertTrue(count > 0);
        }
    }

    /** Classes of one, two and no rows; rows all equal; fewer rows than neighbours. */
    @ParameterizedTest
    @MethodSource("samplers")
    void smallestSetsAreNoTrouble(Sampler sampler) {
        for (int[] counts : new int[][] {{1, 1}, {2, 1}, {3, 2}, {9, 2}, {6, 0, 1}, {4, 2, 2},
            {5}}) {
            EncodedTable train = TestData.normal(2, 2, 1, counts);
            check(train, sampler.resample(train, Rng.of(3)));
            EncodedTable equal = train.with(new float[train.features().length], train.labels());
            check(equal, sampler.resample(equal, Rng.of(3)));
        }
        EncodedTable none = TestData.normal(2, 2, 1, 3, 3).select(new int[0]);
        assertEquals(0, sampler.resample(none, Rng.of(1)).rows());
    }

    private static void check(EncodedTable train, EncodedTable result) {
        int[] before = train.classCounts();
        int[] after = result.classCounts();
        int largest = IntStream.of(before).max().orElseThrow();
        for (int c = 0; c < before.length; c++) {
            assertEquals(before[c] > 0, after[c] > 0);
            // ADASYN may round up
            assertTrue(after[c] <= largest + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void needLabels(Sampler sampler) {
        EncodedTable bare = TestData.normal(2, 2, 1, 3, 3).with(
                new float[2], new int[] {EncodedTable.UNLABELLED});
        assertThrows(IllegalStateException.class, () -> sampler.resample(bare, Rng.of(1)));
    }
}
