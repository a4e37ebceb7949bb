package org.metabalance.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.ColumnTexts;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.NumberStyle;
import org.metabalance.scoring.schema.NumberText;

class NumberRulesTest {
    /** Values between bars, what they are read as in words, and the numbers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1|2.5|-3|+4|.5|6.|1e3|-1.5E-2 ; number ; 1 2.5 -3 4 .5 6 1000 -.015",
                "\u22121|2 ; number ; -1 2",
                "(1.5)|2|( 3 ) ; number ; -1.5 2 -3",
                "12%|7.5 %|0% ; number (%) ; 12 7.5 0",
                "$11|$ 12.50|-$3|($4)|5|$-6 ; number ($) ; 11 12.5 -3 -4 5 -6",
                "€1,50|2,25 €|€ 0,5 ; number (€1,5) ; 1.5 2.25 .5",
                "£1,234.50|£12|£1,000,000 ; number (£1,234) ; 1234.5 12 1e6",
                "₹1,23,456.70|₹99|₹12,34,567 ; number (₹1,234) ; 123456.7 99 1234567",
                "¥100|￥200|¥300 ; 3 categories ; ",
                "USD 5|USD 7.5|8 USD ; number (USD) ; 5 7.5 8",
                "1,234.5|12|1,000,000 ; number (1,234) ; 1234.5 12 1e6",
                "1.234,5|12|1.000.000 ; number (1.234,5) ; 1234.5 12 1e6",
                "1 234,5|12|7,25 ; number (1 234,5) ; 1234.5 12 7.25",
                "1\u00a0234.5|12|2\u202f000 ; number (1 234) ; 1234.5 12 2000",
                "1'234|12|1\u2019234.5 ; number (1'234) ; 1234 12 1234.5",
                "1,076|-1,192|0,324 ; number (1,5) ; 1.076 -1.192 .324",
                "1,5|2,25|3 ; number (1,5) ; 1.5 2.25 3",
                "1,0|1,3|2,7|4,0 ; number (1,5) ; 1 1.3 2.7 4",
                "1,234|12,500|999 ; number (1,234) ; 1234 12500 999",
                "1.234|12.500|999 ; number ; 1.234 12.5 999",
                "1.234.567|2.000|3 ; number (1.234,5) ; 1234567 2000 3",
                "07|12|01 ; number ; 7 12 1",
                "1_000|x2|0x10|1-2|1.2.3|1,2.3,4|--1|1e|e5|%|$ ; 11 categories ; ",
            })
    void styles(String values, String kind, String numbers) {
        List<String> column = List.of(values.split("\\|"));
        List<String> twice = new ArrayList<>(column);
        twice.addAll(column);
        ColumnSchema decided = Decisions.decide(twice);
        assertEquals(kind, decided.kind().text(), decided::toString);
        if (numbers != null) {
            List<Double> expected = Arrays.stream(numbers.split(" ")).map(Double::valueOf)
                    .toList();
            assertEquals(expected, Decisions.read(decided, column));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "-1", "+1", "\u22121", "(1)", "$1", "1 €", "CHF 1", "1%", ".5", "1.",
                "1e5", "1E+05", "inf", "-Infinity", "1,234", "1 234 567", "1'000.5"})
    void numbers(String text) {
        assertNotNull(NumberText.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "()", "(1", "1)", "$", "$$1", "1%%", "%1", "--1", "+-1", "1e",
        "e1", ".", ",", "1,,2", "1 23", "0,123,456", "12a", "info", "infinit", "1d", "1f", "0x1p3",
        "1 USDX", "((1))"})
    void noNumbers(String text) {
        assertNull(NumberText.of(text));
    }

    @Test
    void ambiguousThousandsAreSaid() {
        List<String> values = List.of("1,234", "12,500", "1,234");
        assertEquals(List.of(1234., 12500., 1234.),
                Decisions.read(Decisions.decide(values), values));
        assertTrue(Decisions.decide(values).note().contains("1,234 is read as 1234"));
        ColumnSchema semicolons = Decisions.decide(values, true, false, null);
        assertEquals(List.of(1.234, 12.5, 1.234), Decisions.read(semicolons, values));
        assertTrue(semicolons.note().contains("1,234 is read as 1.234"), semicolons.note());
    }

    @Test
    void listsOfAnswersAreCategories() {
        for (List<String> values : List.of(
                List.of("1", "1,3", "2,4", "1"),
                List.of("1,2", "2,3", "1,5", "1,2"),
                List.of("1,1", "2,0", "1,3,5", "2,0"))) {
            ColumnSchema column = Decisions.decide(values, true, false, null);
            assertInstanceOf(Kind.Category.class, column.kind(), values::toString);
        }
        assertTrue(
                Decisions.decide(List.of("1,3", "1", "2,4", "1")).note()
                        .contains("the commas separate answers"));
    }

    @Test
    void numbersBeyondDoublesStayApart() {
        List<String> values = List.of("900719925474099301", "900719925474099302",
                "900719925474099301");
        ColumnSchema column = Decisions.decide(values);
        assertEquals(List.copyOf(values), Decisions.read(column, values));
        assertTrue(column.note().contains("beyond 2^53"), column.note());
        List<String> exact = List.of("9007199254740992", "18014398509481984", "9007199254740992");
        assertInstanceOf(Kind.Number.class, Decisions.decide(exact).kind());
        assertInstanceOf(
                Kind.Number.class,
                Decisions.decide(List.of("1e300", "900719925474099301.5", "1e300")).kind());
    }

    @Test
    void zerosInFrontMakeCodes() {
        ColumnSchema zip = Decisions.decide(List.of("02139", "10001", "02139"));
        assertEquals(List.of("02139", "10001"), ((Kind.Category) zip.kind()).values());
        assertTrue(zip.note().contains("zeros in front"), zip.note());
        ColumnSchema number = Decisions.decide(List.of("007", "12", "12"));
        assertInstanceOf(Kind.Number.class, number.kind());
        assertTrue(number.note().contains("007 is read as 7"), number.note());
        assertEquals("", Decisions.decide(List.of("10001", "20002", "10001")).note());
    }

    @Test
    void unitsThatAreMixed() {
        ColumnSchema percents = Decisions.decide(List.of("12%", "0.5", "13%", "12%"));
        assertEquals("number (%)", percents.kind().text());
        List<String> few = Decisions.repeated(50, "0.1", "0.2");
        few.add("12%");
        ColumnSchema column = Decisions.decide(few);
        assertEquals(1, column.odd());
        assertEquals("~", Decisions.read(column, few).getLast());
        ColumnSchema currencies = Decisions.decide(List.of("$1", "€2", "$3", "€2"));
        assertInstanceOf(Kind.Category.class, currencies.kind());
    }

    @Test
    void mostOfTheValuesDecide() {
        List<String> values = Decisions.repeated(49, "1.5", "2");
        values.addAll(List.of("tall", " n/a ", "#N/A", "3"));
        ColumnSchema column = Decisions.decide(values);
        assertInstanceOf(Kind.Number.class, column.kind());
        assertEquals(1, column.odd());
        assertEquals(List.of("n/a", "#N/A"), column.missing());
        values.add("small");
        values.add("wide");
        ColumnSchema text = Decisions.decide(values);
        assertInstanceOf(Kind.Category.class, text.kind());
        assertEquals("3 of 102 values are no number, the first is 'tall'", text.note());
    }

    @Test
    void aNumberWithAnotherUnitThanTheSchemaHasDoesNotFit() {
        ColumnSchema column = new ColumnSchema(
                "x", new Kind.Number(NumberStyle.PLAIN, "$"), List.of("unknown"), 0, "");
        assertEquals(
                Arrays.asList(5., 5., "~", "~", null, null),
                Decisions.read(column, List.of("$5", "5", "5%", "1,000", "unknown", "")));
        assertEquals(1234.5, new ColumnTexts(
                new ColumnSchema("x", new Kind.Number(new NumberStyle(",", "."), ""), List.of(),
                        0, ""))
                .typed("1234.5"));
    }

    @Test
    void rowNumbersArePointedOut() {
        assertTrue(Decisions.decide(List.of("5", "6", "7")).note().contains("counts the rows"));
        assertEquals("", Decisions.decide(List.of("5", "6", "8")).note());
        assertEquals("", Decisions.decide(List.of("5", "6", "", "7")).note());
    }
}
