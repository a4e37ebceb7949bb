package org.metabalance.meta.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.meta.protocol.Splits;

class StoredRowsTest {
    private static final EncoderOptions EMBEDDING = new EncoderOptions(50, 2, 60);

    @TempDir
    Path folder;

    private Table memory;
    private Table disk;
    private Target target;

    @BeforeEach
    void table() {
        memory = MixedTable.inMemory(600);
        disk = MixedTable.onDisk(memory, folder);
        target = Target.of(memory, "label");
    }

    @Test
    void aTableOnDiskSaysWhatOneInMemorySays() {
        int[] rows = {5, 3, 3, 599, 50};
        Table selected = memory.select(rows).select(new int[] {4, 0, 2});
        Table same = disk.select(rows).select(new int[] {4, 0, 2});
        assertTrue(same.onDisk());
        for (Column column : selected.columns()) {
            for (int row = 0; row < 3; row++) {
                assertEquals(column.text(row), same.column(column.name()).text(row));
                assertEquals(column.text(row), same.inMemory().column(column.name()).text(row));
                assertEquals(selected.rowNumber(row), same.rowNumber(row));
            }
        }
        assertArrayEquals(target.labels(), Target.of(disk, "label").labels());
    }

    @Test
    void theEncoderAndWhatItEncodesAreTheSame() {
        int[] part = IntStream.range(0, 500).map(i -> i * 7 % 590).toArray();
        Table features = target.features(memory);
        Table stored = target.features(disk);
        Encoder encoder = Encoder.fit(features.select(part), EMBEDDING);
        assertEquals(
                encoder.toMap(), Encoder.fit(stored.select(part), EMBEDDING).toMap());
        EncodedTable encoded = encoder.encode(features, target, part);
        StoredRows rows = (StoredRows) encoder.examples(stored, target, part);
        assertEquals(encoded.embedded(), rows.embedded());
        assertEquals(1, rows.embedded().size());
        assertTrue(encoded.like(encoded) && rows.like(encoded));
        EncodedTable all = rows.encoded(IntStream.range(0, part.length).toArray());
        assertArrayEquals(encoded.features(), all.features());
        assertArrayEquals(encoded.labels(), all.labels());
        int[] some = {9, 2, 2};
        assertArrayEquals(
                encoded.select(some).features(),
                rows.select(some).encoded(new int[] {0, 1, 2}).features());
    }

    static Stream<Method> methods() {
        return Methods.all().stream().filter(method -> !Methods.needsRowsInMemory(method));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodMakesTheSameModelToTheBit(Method method) throws IOException {
        Fold inMemory = fold(memory);
        Fold onDisk = fold(disk);
        assertTrue(onDisk.train() instanceof StoredRows);
        assertArrayEquals(weights(method, inMemory), weights(method, onDisk));
    }

    @Test
    void logisticRegressionIsTheSameToo() throws IOException {
        Method method = Methods.find("metabalance").orElseThrow();
        assertArrayEquals(
                weights(method, problem(fold(memory)).with(ModelFor.linear())),
                weights(method, problem(fold(disk)).with(ModelFor.linear())));
    }

    @Test
    void methodsThatNeedAllRowsAtOnceAreKnown() {
        for (Method method : Methods.all().stream().filter(Methods::needsRowsInMemory).toList()) {
            assertThrows(
                    IllegalArgumentException.class, () -> method.fit(problem(fold(disk))),
                    method::name);
        }
    }

    @Test
    void whatLooksAtFeaturesSaysSo() {
        Method smote = Methods.find("smote").orElseThrow();
        String message = assertThrows(
                IllegalArgumentException.class, () -> smote.fit(problem(fold(disk))))
                .getMessage();
        assertTrue(message.contains("needs the features of all rows in memory"), message);
    }

    @Test
    void evenlySpacedRowsAreDifferentAndCoverAll() {
        assertArrayEquals(new int[] {0, 3, 6}, StoredRows.spaced(10, 3));
        assertArrayEquals(new int[] {0, 1, 2}, StoredRows.spaced(3, 5));
    }

    private Fold fold(Table table) {
        return Splits.of(table, target).of(0);
    }

    private static Problem problem(Fold fold) {
        return fold.problem().with(ModelFor.mlp(List.of(8))).with(new Budget(3, 32, .01));
    }

    private static byte[] weights(Method method, Fold fold) throws IOException {
        return weights(method, problem(fold));
    }

    private static byte[] weights(Method method, Problem problem) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        method.fit(problem).write(bytes);
        return bytes.toByteArray();
    }
}
