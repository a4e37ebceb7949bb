package org.metabalance.meta.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.ColumnGroup.Kind;
import org.metabalance.nn.Embedded;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

class EncoderTest {
    private static final double NAN = Double.NaN;

    private static Column numbers(String name, double... values) {
        return new Column.Numeric(name, values);
    }

    private static Column texts(String name, String... values) {
        return new Column.Categorical(name, values);
    }

    private static float[] encode(Encoder encoder, Column... columns) {
        return encoder.encode(Table.of(columns), 2).features();
    }

    private static String message(Runnable run) {
        return assertThrows(DataException.class, run::run).getMessage();
    }

    @Test
    void standardisesByTheTrainingPart() {
        Encoder encoder = Encoder.fit(Table.of(numbers("x", 2, 4, 4, 4, 5, 5, 7, 9)));
        assertEquals(List.of("x"), encoder.featureNames()); // mean 5, deviation 2
        assertArrayEquals(
                new float[] {-1.5f, 0, 2, 1e6f}, encode(encoder, numbers("x", 2, 5, 9, 2000005)));
        // nothing was missing in training: the median, 4.5, and no indicator
        assertArrayEquals(new float[] {-.25f}, encode(encoder, numbers("x", NAN)));
    }

    @Test
    void missingNumbersBecomeTheMedianAndAnIndicator() {
        Encoder encoder = Encoder.fit(Table.of(numbers("x", 1, NAN, 3, 8)));
        assertEquals(List.of("x", "x (missing)"), encoder.featureNames());
        assertEquals(
                List.of(
                        new ColumnGroup("x", Kind.NUMERIC, 0, 1),
                        new ColumnGroup("x", Kind.INDICATOR, 1, 1)),
                encoder.groups());
        float[] features = encode(encoder, numbers("x", NAN, 4, 3));
        assertEquals(features[4], features[0]); // the median is 3
        assertEquals(0, features[2]); // the mean is 4
        assertEquals(1, features[1]);
        assertEquals(0, features[3]);
    }

    @Test
    void oneFeaturePerCategory() {
        Encoder encoder = Encoder.fit(Table.of(texts("g", "b", "a", "b", "a", null)));
        assertEquals(List.of("g=a", "g=b", "g=(missing)"), encoder.featureNames());
        assertEquals(List.of(new ColumnGroup("g", Kind.ONE_HOT, 0, 3)), encoder.groups());
        assertArrayEquals(
                new float[] {0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0},
                encode(encoder, texts("g", "b", "a", null, "new")));
    }

    @Test
    void rareCategoriesShareAFeature() {
        Table train = Table.of(texts("g", "a", "a", "b", "b", "b", "c", "d"));
        Encoder encoder = Encoder.fit(train);
        assertEquals(List.of("g=a", "g=b", "g=(other)"), encoder.featureNames());
        assertArrayEquals(
                new float[] {0, 0, 1, 0, 0, 1, 0, 0, 0},
                encode(encoder, texts("g", "c", "unseen", null)));
        assertEquals(
                List.of("g=b", "g=(other)"),
                Encoder.fit(train, new EncoderOptions(1, 2)).featureNames());
        assertEquals(
                List.of("g=a", "g=b", "g=c", "g=(other)"),
                Encoder.fit(train, new EncoderOptions(3, 1)).featureNames());
        assertThrows(IllegalArgumentException.class, () -> new EncoderOptions(0, 1));
    }

    @Test
    void columnsOfManyCategoriesAreEmbedded() {
        String[] values = new String[2 * 300 + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = "c%03d".formatted(i / 2);
        }
        Table train = Table.of(texts("g", values), numbers("x", new double[values.length]));
        Encoder encoder = Encoder.fit(train);
        assertEquals(
                List.of(new ColumnGroup("g", Kind.EMBEDDED, 0, 256)), encoder.groups());
        assertEquals("g=(other)", encoder.featureNames().getLast());
        EncodedTable rows = encoder.encode(Table.of(texts("g", "c000", "c299", "unseen")), 2);
        assertEquals(List.of(new Embedded(0, 256)), rows.embedded());
        assertEquals(1, rows.feature(0, 0));
        assertEquals(1, rows.feature(1, 255));
        assertEquals(1, rows.feature(2, 255));
        assertEquals(
                encoder.groups(), Encoder.fromMap(encoder.toMap()).groups());
        // fifty are one-hot, and those of one row are as if they were not there
        String[] few = new String[101];
        for (int i = 0; i < few.length; i++) {
            few[i] = "c" + i / 2;
        }
        assertEquals(
                List.of(new ColumnGroup("g", Kind.ONE_HOT, 0, 51)),
                Encoder.fit(Table.of(texts("g", few))).groups());
        // without a rare category too there is a vector for unknown ones
        String[] all = new String[102];
        for (int i = 0; i < all.length; i++) {
            all[i] = "c" + i / 2;
        }
        Encoder even = Encoder.fit(Table.of(texts("g", all)));
        assertEquals(List.of(new ColumnGroup("g", Kind.EMBEDDED, 0, 52)), even.groups());
        assertEquals("g=(other)", even.featureNames().getLast());
        assertThrows(IllegalArgumentException.class, () -> new EncoderOptions(50, 2, 50));
    }

    @Test
    void columnsWithNothingToTellAreDropped() {
        Encoder encoder = Encoder.fit(
                Table.of(
                        numbers("constant", 7, 7, 7),
                        numbers("empty", NAN, NAN, NAN),
                        texts("same", "a", "a", "a"),
                        texts("void", null, null, null),
                        texts("id", "u1", "u2", "u3"),
                        numbers("sometimes", 7, NAN, 7),
                        numbers("x", 1, 2, 3)));
        assertEquals(List.of("sometimes (missing)", "x"), encoder.featureNames());
        assertEquals(List.of("sometimes", "x"), encoder.columns());
        assertEquals(
                List.of(
                        new Encoder.Dropped("constant", "all values are the same"),
                        new Encoder.Dropped("empty", "all values are missing"),
                        new Encoder.Dropped("same", "all values are the same"),
                        new Encoder.Dropped("void", "all values are missing"),
                        new Encoder.Dropped("id", "every category is too rare")),
                encoder.dropped());
        // dropped columns are not needed any more
        assertArrayEquals(
                new float[] {0, 0}, encode(encoder, numbers("x", 2), numbers("sometimes", 9)));
        assertEquals(
                "no feature column is of use, all are constant or too rare in the training part: c",
                message(() -> Encoder.fit(Table.of(numbers("c", 1, 1)))));
    }

    @Test
    void columnsAreFoundByNameAndConverted() {
        Encoder encoder = Encoder.fit(
                Table.of(numbers("x", 0, 2), texts("g", "1", "1"), texts("h", "1", "2")),
                new EncoderOptions(9, 1));
        assertArrayEquals(
                new float[] {1, 0, 1},
                encode(
                        encoder,
                        numbers("h", 2),
                        texts("more", "ignored"),
                        texts("x", " 2.0 ")));
        assertArrayEquals(
                new float[] {0, 1, 0},
                encode(encoder, numbers("h", 1), texts("x", new String[] {null})));
        assertArrayEquals(
                new float[] {0, 1, 0}, encode(encoder, numbers("h", 1), texts("x", "NaN")));
    }

    @Test
    void errorsNameColumnAndRow() {
        Encoder encoder = Encoder.fit(Table.of(numbers("x", 0, 2), numbers("z", 0, 2)));
        assertEquals(
                "the model was trained with a column that the data does not have: z; the data has: x",
                message(() -> encode(encoder, numbers("x", 1))));
        assertEquals(
                "column 'x': infinite value in row 2; correct it or leave it empty",
                message(
                        () -> encode(
                                encoder,
                                numbers("x", 1, Double.POSITIVE_INFINITY),
                                numbers("z", 1, 1))));
        assertEquals(
                "column 'z': a number was expected, got 'n/a' in row 1; correct it or leave it empty",
                message(() -> encode(encoder, numbers("x", 1), texts("z", "n/a"))));
        assertEquals(
                "column 'x': infinite value in row 1; correct it or leave it empty",
                message(() -> Encoder.fit(Table.of(numbers("x", Double.NEGATIVE_INFINITY, 1)))));
        assertTrue(
                message(() -> Encoder.fit(Table.of(numbers("x", -1.7e308, 1.7e308))))
                        .contains("too far apart"));
        assertTrue(message(() -> Encoder.fit(Table.of(numbers("x")))).contains("no rows"));
    }

    @Test
    void extremeNumbersStayFinite() {
        Encoder encoder = Encoder.fit(Table.of(numbers("x", 1e300, 2e300, 3e300)));
        assertEquals(1.2247449f, encode(encoder, numbers("x", 3e300))[0]);
        encoder = Encoder.fit(Table.of(numbers("x", 1e-300, 2e-300, 3e-300)));
        assertEquals(1.2247449f, encode(encoder, numbers("x", 3e-300))[0]);
        assertEquals(1e9f, encode(encoder, numbers("x", 1e300))[0]);
        // numbers that differ in their last bits only
        encoder = Encoder.fit(Table.of(numbers("x", 1e15, 1e15 + 1)));
        assertArrayEquals(new float[] {-1, 1}, encode(encoder, numbers("x", 1e15, 1e15 + 1)));
    }

    @Test
    void labelsFollowTheRows() {
        Table table = Table.of(
                texts("y", "a", null, "b", "a", "b", "a"), numbers("x", 0, 1, 2, 3, 4, 5));
        Target target = Target.binary(table, "y", "b");
        Table features = target.features(table);
        Encoder encoder = Encoder.fit(features);
        EncodedTable data = encoder.encode(features, target, new int[] {3, 0});
        assertArrayEquals(new int[] {1, 0}, data.labels());
        assertEquals(2, data.classes());
        assertEquals(encoder.groups(), data.groups());
        assertTrue(data.feature(0, 0) > 0 && data.feature(1, 0) < 0);
        assertFalse(encoder.encode(features, 2).labelled());
        assertThrows(
                IllegalArgumentException.class, () -> encoder.encode(features, new int[1], 2));
    }

    @Test
    void survivesJson() {
        Table train = Table.of(
                numbers("x", .1, NAN, 1 / 3.0),
                texts("g", "a", "b", null),
                numbers("c", 1, 1, 1));
        Encoder encoder = Encoder.fit(train, new EncoderOptions(1, 1));
        ObjectMapper json = new ObjectMapper();
        Map<String, Object> map = json.readValue(
                json.writeValueAsString(encoder.toMap()), new TypeReference<>() {});
        Encoder again = Encoder.fromMap(map);
        assertEquals(encoder.toMap(), again.toMap());
        assertEquals(encoder.groups(), again.groups());
        assertEquals(encoder.dropped(), again.dropped());
        assertArrayEquals(encoder.encode(train, 2).features(), again.encode(train, 2).features());
    }

    @Test
    void refusesMapsThatAreNoEncoder() {
        Map<String, Object> good = Encoder.fit(Table.of(numbers("x", 1, 2), texts("g", "a", "a")))
                .toMap();
        Map<String, Object> column = Map.of("name", "x", "kind", "date");
        for (Map.Entry<String, Object> wrong : List.of(
                Map.entry("format", (Object) "other"),
                Map.entry("version", (Object) 1),
                Map.entry("version", (Object) "1"),
                Map.entry("columns", (Object) List.of()),
                Map.entry("columns", (Object) List.of("x")),
                Map.entry("columns", (Object) List.of(column)),
                Map.entry("columns", (Object) List.of(Map.of("name", "x", "kind", "numeric"))),
                Map.entry("dropped", (Object) "none"))) {
            Map<String, Object> map = new HashMap<>(good);
            map.put(wrong.getKey(), wrong.getValue());
            assertThrows(DataException.class, () -> Encoder.fromMap(map), wrong.toString());
        }
        Map<String, Object> missing = new HashMap<>(good);
        missing.remove("columns");
        assertEquals(
                "encoder: 'columns' must be a list, got null",
                message(() -> Encoder.fromMap(missing)));
    }

    @Test
    void learnsNothingFromOtherRows() {
        double[] values = new double[100];
        Arrays.setAll(values, i -> i < 60 ? i : 1e6 * i);
        int[] train = new int[60];
        Arrays.setAll(train, i -> i);
        Encoder encoder = Encoder.fit(Table.of(numbers("x", values)).select(train));
        assertEquals(
                encoder.toMap(),
                Encoder.fit(Table.of(numbers("x", Arrays.copyOf(values, 60)))).toMap());
    }
}
