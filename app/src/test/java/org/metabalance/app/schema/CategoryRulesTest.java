package org.metabalance.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.Missing;

class CategoryRulesTest {
    private static ColumnSchema label(String positive, String... values) {
        return Decisions.decide(List.of(values), false, true, positive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "NA", "N/A", "#N/A", "n/a", "None", "null", "NULL", "-", ".",
        "?", "NaN", "nan", " NA ", "\u00a0N/A\u00a0", "\t", "\ufeff", "<NA>", "<null>"})
    void missingMarks(String mark) {
        List<String> numbers = List.of("1", mark, "2.5", "1");
        ColumnSchema number = Decisions.decide(numbers);
        assertEquals(Arrays.asList(1., null, 2.5, 1.), Decisions.read(number, numbers));
        List<String> texts = List.of("a", mark, "b", "a");
        ColumnSchema text = Decisions.decide(texts);
        assertEquals(Arrays.asList("a", null, "b", "a"), Decisions.read(text, texts));
        String stripped = Missing.strip(mark);
        assertEquals(stripped.isEmpty() ? List.of() : List.of(stripped), text.missing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Na", "no", "0", "missing", "nana", "--"})
    void noMissingMarks(String text) {
        assertFalse(Missing.isMark(text));
    }

    @Test
    void noneIsAClassOfTheLabel() {
        ColumnSchema column = label(null, "None", "mild", "None", "", "severe");
        assertEquals(List.of("mild", "severe", "None"), ((Kind.Category) column.kind()).values());
        assertEquals("'None' is a class, not a missing value", column.note());
        assertEquals(
                Arrays.asList("None", null, null),
                Decisions.read(column, List.of("None", "", "NA")));
    }

    @Test
    void plusAndMinusAreValues() {
        List<String> values = List.of("+", "-", "+", "?");
        assertEquals(
                Arrays.asList("+", "-", "+", null),
                Decisions.read(Decisions.decide(values), values));
    }

    @Test
    void truthValuesAreUnified() {
        List<String> values = List.of("True", "FALSE", "true", "", "false", "true");
        ColumnSchema column = Decisions.decide(values);
        assertEquals(
                Arrays.asList("true", "false", "true", null, "false", "true"),
                Decisions.read(column, values));
        assertEquals(List.of("true"), Decisions.read(column, List.of("TRUE")));
    }

    @Test
    void uselessColumnsGoWithAReason() {
        assertEquals(new Kind.LeftOut("always 7"), Decisions.decide(List.of("7", "7")).kind());
        assertEquals(new Kind.LeftOut("no values"), Decisions.decide(List.of("", "NA")).kind());
        assertEquals(
                new Kind.LeftOut("a different text in every row"),
                Decisions.decide(List.of("a", "b", "c")).kind());
        assertInstanceOf(Kind.Category.class, Decisions.decide(List.of("a", "b")).kind());
        assertEquals("1 category", Decisions.decide(List.of("a", "", "a")).kind().text());
        assertInstanceOf(Kind.Number.class, Decisions.decide(List.of("1", "", "1")).kind());
    }

    @Test
    void aLabelStaysWhateverItHolds() {
        assertInstanceOf(Kind.Category.class, label(null, "a", "b", "c").kind());
        assertInstanceOf(Kind.Category.class, label(null, "", "").kind());
        assertInstanceOf(Kind.Number.class, label(null, "1", "1").kind());
        assertInstanceOf(Kind.Category.class, label(null, "2023-01-01", "2023-01-02").kind());
        assertInstanceOf(Kind.Category.class, label(null, "5%", "6%", "5%").kind());
        assertInstanceOf(Kind.Category.class, label(null, "01", "10", "01").kind());
        String[] nearly = Decisions.repeated(100, "1", "0").toArray(String[]::new);
        nearly[7] = "x";
        assertInstanceOf(Kind.Category.class, label(null, nearly).kind());
    }

    @Test
    void spellingsOfThePositiveValue() {
        String[] values = {"Yes", "YES", "No", "Yes", "no", "No"};
        ColumnSchema unified = label("yes", values);
        assertEquals(
                List.of("Yes", "Yes", "No", "Yes", "No", "No"),
                Decisions.read(unified, List.of(values)));
        ColumnSchema exact = label("YES", values);
        assertEquals(List.of(values), Decisions.read(exact, List.of(values)));
        assertTrue(exact.note().contains("are two values"), exact.note());
    }

    @Test
    void valuesAreListedUpToABound() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 3 * Distinct.MOST; i++) {
            values.add("v" + i / 2);
        }
        Kind.Category kind = (Kind.Category) Decisions.decide(values).kind();
        assertEquals(Distinct.MOST, kind.values().size());
        assertTrue(kind.more());
        assertEquals("over 1000 categories", kind.text());
    }

    /** All different, or not, far beyond what is listed; also where memory does not suffice to know. */
    @Test
    void differentTextsAreCountedByHashes() {
        for (int rows : new int[] {5_000, 50_000}) {
            Distinct texts = new Distinct(new Distinct.Budget(1 << 24));
            for (int i = 0; i < rows; i++) {
                texts.add("id" + i);
            }
            assertTrue(texts.allDifferent());
            texts.add("id" + (rows - 1));
            assertFalse(texts.allDifferent());
        }
        Distinct poor = new Distinct(new Distinct.Budget(10_000));
        for (int i = 0; i < 10_000; i++) {
            poor.add("id" + i);
        }
        assertTrue(poor.allDifferent());
        assertTrue(poor.more());
    }
}
