package org.metabalance.meta.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.TooFewRowsException;

class TargetTest {
    private static Table texts(String... values) {
        double[] rows = IntStream.range(0, values.length).mapToDouble(i -> i).toArray();
        return Table.of(
                new Column.Numeric("x", rows), new Column.Categorical("Class", values));
    }

    private static Table numbers(double... values) {
        return Table.of(new Column.Numeric("y", values), new Column.Numeric("x", values.clone()));
    }

    private static String message(Runnable run) {
        return assertThrows(DataException.class, run::run).getMessage();
    }

    @Test
    void chosenPositiveValueIsClassOne() {
        Target target = Target.binary(texts("good", "bad", "good"), "Class", "good");
        assertEquals(List.of("bad", "good"), target.classes());
        assertArrayEquals(new int[] {1, 0, 1}, target.labels());
        assertEquals(2 / 3.0, target.prevalence(1));
    }

    @Test
    void oneValueAgainstAllOthers() {
        Target target = Target.binary(texts("a", "b", "c", "b"), "Class", "b");
        assertEquals(List.of("not b", "b"), target.classes());
        assertArrayEquals(new int[] {0, 1, 0, 1}, target.labels());
    }

    @Test
    void numbersAreComparedAsNumbers() {
        assertArrayEquals(
                new int[] {1, 0, 0}, Target.binary(numbers(1, 0, 0), "y", "1.0").labels());
        assertEquals(List.of("0", "1"), Target.binary(numbers(1, 0, 0), "y", " 1").classes());
        assertArrayEquals(
                new int[] {0, 1}, Target.binary(numbers(0.5, 0.25), "y", ".25").labels());
    }

    @Test
    void rarerOfTwoClassesIsPositive() {
        assertEquals(List.of("1", "0"), Target.of(numbers(1, 0, 1), "y").classes());
        assertEquals(List.of("a", "b"), Target.of(texts("b", "a"), "Class").classes());
    }

    @Test
    void manyClassesAreInTheOrderOfTheirValues() {
        Target target = Target.of(numbers(10, 9, 2, 9, 10, 2), "y");
        assertEquals(List.of("2", "9", "10"), target.classes());
        assertArrayEquals(new int[] {2, 1, 0, 1, 2, 0}, target.labels());
        assertArrayEquals(new int[] {2, 2, 2}, target.counts());
    }

    @Test
    void rowsWithoutALabelAreDropped() {
        Table table = texts("a", null, "b", "a", null);
        Target target = Target.of(table, "Class");
        assertEquals(2, target.dropped());
        assertEquals(3, target.size());
        assertArrayEquals(new int[] {0, 2, 3}, target.rows());
        Table features = target.features(table);
        assertEquals(List.of("x"), features.names());
        assertArrayEquals(
                new double[] {0, 2, 3}, ((Column.Numeric) features.column("x")).values());
        assertEquals(4, features.rowNumber(2));
        assertArrayEquals(new int[] {0, 1}, target.labels(new int[] {2, 1}));
    }

    @Test
    void errorsSayWhatToDo() {
        assertTrue(message(() -> Target.of(texts("a"), "class")).contains("did you mean 'Class'?"));
        assertEquals(
                "label column 'Class': all 2 values are missing; choose another label column",
                message(() -> Target.of(texts(null, null), "Class")));
        assertEquals(
                "label column 'Class': only one class, all 2 labelled rows are 'a'; nothing can be learned",
                message(() -> Target.of(texts("a", null, "a"), "Class")));
        assertEquals(
                "label column 'Class': the positive value 'bda' does not occur; its values are: good, bad",
                message(() -> Target.binary(texts("bad", "good", "good"), "Class", "bda")));
        assertEquals(
                "label column 'y': infinite value in row 2; correct it or leave it empty",
                message(() -> Target.of(numbers(1, Double.POSITIVE_INFINITY), "y")));
        assertTrue(
                message(() -> Target.of(numbers(.1, .2, .3, .4, .4), "y"))
                        .startsWith("label column 'y': 4 different values in 5 rows look like"));
        assertTrue(message(() -> Target.of(texts(), "Class")).contains("has no rows"));
    }

    @Test
    void infiniteFeaturesAreFoundBeforeAnythingIsTrained() {
        Table table = Table.of(
                new Column.Categorical("y", new String[] {"a", null, "b"}),
                new Column.Numeric("x", new double[] {1, 2, Double.POSITIVE_INFINITY}));
        assertEquals(
                "column 'x': infinite value in row 3; correct it or leave it empty",
                message(() -> Target.of(table, "y").features(table)));
    }

    @Test
    void tooFewMinorityRowsSayWhatStillWorks() {
        String[] values = Collections.nCopies(30, "good").toArray(String[]::new);
        for (int i = 0; i < 9; i++) {
            values[i] = "bad";
        }
        Target target = Target.of(texts(values), "Class");
        TooFewRowsException e = assertThrows(TooFewRowsException.class, target::requireMinority);
        assertEquals(
                "label column 'Class': class 'bad' has 9 rows, at least 10 are needed to train, tune and"
                        + " test on different ones. What still works: add rows of 'bad', merge it with a"
                        + " similar class, or choose another label column",
                e.getMessage());
        assertEquals("bad", e.className());
        assertEquals(9, e.rows());
        assertEquals(10, e.needed());
        values[9] = "bad";
        Target.of(texts(values), "Class").requireMinority();
    }

    private static String[] values(Object... countsAndNames) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < countsAndNames.length; i += 2) {
            values.addAll(
                    Collections.nCopies((int) countsAndNames[i], (String) countsAndNames[i + 1]));
        }
        return values.toArray(String[]::new);
    }

    @Test
    void rareClassesAreLeftOutWithTheirRows() {
        String[] values = values(12, "a", 9, "b", 1, null, 30, "c", 10, "d");
        Target target = Target.of(texts(values), "Class").withoutRareClasses();
        assertEquals(List.of("a", "c", "d"), target.classes());
        assertArrayEquals(new int[] {12, 30, 10}, target.counts());
        assertEquals(10, target.dropped());
        assertEquals(52, target.size());
        // the rows after b and the missing one
        assertEquals(22, target.rows()[12]);
        assertEquals("c", target.classes().get(target.labels()[12]));
    }

    @Test
    void ofTwoClassesLeftTheRarerIsThePositiveOne() {
        Target target = Target.of(texts(values(12, "a", 2, "b", 30, "c")), "Class")
                .withoutRareClasses();
        assertEquals(List.of("c", "a"), target.classes());
        assertArrayEquals(new int[] {30, 12}, target.counts());
        assertEquals(1, target.labels()[0]);
        Target same = Target.of(texts(values(12, "a", 30, "c")), "Class");
        assertSame(same, same.withoutRareClasses());
        assertEquals(
                "label column 'Class': without classes of fewer than 10 rows only 'c' is left; nothing"
                        + " can be learned",
                message(() -> Target.of(texts(values(9, "a", 30, "c")), "Class")
                        .withoutRareClasses()));
    }
}
