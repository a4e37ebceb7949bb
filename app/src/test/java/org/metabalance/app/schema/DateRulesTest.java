package org.metabalance.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.DateOrder;
import org.metabalance.scoring.schema.DateText;
import org.metabalance.scoring.schema.Kind;

class DateRulesTest {
    private static double days(String iso) {
        return iso.length() == 10
                ? LocalDate.parse(iso).toEpochDay()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli() / 86_400_000.0;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2023-06-08 | 2023-06-08",
                "2023-6-8 | 2023-06-08",
                "2023/06/08 | 2023-06-08",
                "2023.06.08 | 2023-06-08",
                "1969-12-31 | 1969-12-31",
                "0001-01-01 | 0001-01-01",
                "2024-02-29 | 2024-02-29",
                "2023-01-01T10:00:00Z | 2023-01-01T10:00",
                "2023-01-01 10:00 | 2023-01-01T10:00",
                "2023-01-01T10:00:00+02:00 | 2023-01-01T08:00",
                "2023-01-01T23:30:00-0130 | 2023-01-02T01:00",
                "2023-01-01 10:00:00+00 | 2023-01-01T10:00",
                "2023-01-01 10:00:00 UTC | 2023-01-01T10:00",
                "2023-01-01T10:00:00.500Z | 2023-01-01T10:00:00.500",
                "2023-01-01 10:00:00,25 | 2023-01-01T10:00:00.250",
                "2023-01-01 2:05 PM | 2023-01-01T14:05",
                "2023-01-01 12:05 am | 2023-01-01T00:05",
                "15 Jan 2023 | 2023-01-15",
                "15-Jan-23 | 2023-01-15",
                "15JAN2023 | 2023-01-15",
                "1 September 2023 | 2023-09-01",
                "1st Sept 2023 | 2023-09-01",
                "January 15, 2023 | 2023-01-15",
                "Jan 15 2023 10:30 | 2023-01-15T10:30",
                "Sun, 15 Jan 2023 10:30:00 GMT | 2023-01-15T10:30",
                "2023-Jan-15 | 2023-01-15",
                "Jan-2016 | 2016-01-01",
                "Jan 2016 | 2016-01-01",
                "Jan-16 | 2016-01-01",
                "2016-03 | 2016-03-01",
                "03/2016 | 2016-03-01",
            })
    void inEveryOrder(String text, String iso) {
        for (DateOrder order : DateOrder.values()) {
            assertEquals(days(iso), DateText.of(text).value(order), 1e-9, order::text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-02-29", "2023-13-01", "2023-00-10", "31/02/2023", "13/13/2023",
        "1/2/3", "1.2.3", "10.20.30.40", "2023-01-01T25:00", "2023-01-01T10:60", "2023-01-01X10:00",
        "Foo 2023", "12 Foo 2023", "Mayor 2023", "202-01-01", "123456", "1-2-2023-4", "10:30",
        "2023-01-01T10:00+25:00", "2023-01-01 13:00 PM", "May"})
    void noDates(String text) {
        assertNull(DateText.of(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "13/06/2023 06/08/2023 | day-month-year | 2023-08-06",
                "06/13/2023 06/08/2023 | month-day-year | 2023-06-08",
                "06/05/2023 06/08/2023 | month-day-year, assumed: no value tells | 2023-06-08",
                "06.05.2023 06.08.2023 | day-month-year, assumed: no value tells | 2023-08-06",
                "06-05-2023 06-08-2023 | day-month-year, assumed: no value tells | 2023-08-06",
                "31/12/99 06/08/68 | day-month-year | 2068-08-06",
                "99-12-31 23-06-08 | year-month-day | 2023-06-08",
                "31.12.2022 2023-06-08 | day-month-year | 2023-06-08",
            })
    void orderIsDecidedByAllValues(String values, String note, String last) {
        List<String> column = new ArrayList<>(List.of(values.split(" ")));
        column.addAll(List.of(values.split(" ")));
        ColumnSchema decided = Decisions.decide(column);
        assertEquals(note, decided.note());
        assertEquals(days(last), (double) Decisions.read(decided, column).getLast());
    }

    @Test
    void semicolonsMakeTheDayFirst() {
        ColumnSchema column = Decisions.decide(
                List.of("06/08/2023", "07/08/2023", "06/08/2023"), true, false, null);
        assertEquals(new Kind.Date(DateOrder.DAY_FIRST), column.kind());
    }

    @Test
    void noOrderFitsAMixture() {
        ColumnSchema column = Decisions.decide(
                List.of("13/06/2023", "06/13/2023", "13/06/2023", "06/13/2023"));
        assertInstanceOf(Kind.Category.class, column.kind());
        assertTrue(column.note().contains("in no one order"), column.note());
    }

    @Test
    void anOddDateIsMissing() {
        List<String> values = Decisions.repeated(50, "2023-01-05", "2023-02-07");
        values.add("2023-02-30");
        ColumnSchema column = Decisions.decide(values);
        assertEquals(new Kind.Date(DateOrder.YEAR_FIRST), column.kind());
        assertEquals(1, column.odd());
        assertEquals("~", Decisions.read(column, values).getLast());
    }

    @Test
    void timesOfDay() {
        List<String> values = List.of("10:30", "23:15:36", "2:30 PM", "12:00:00.5 am", "10:30");
        ColumnSchema column = Decisions.decide(values);
        assertEquals(new Kind.TimeOfDay(), column.kind());
        assertEquals(List.of(10.5, 23.26, 14.5, .5 / 3600, 10.5), Decisions.read(column, values));
        assertInstanceOf(
                Kind.Category.class,
                Decisions.decide(List.of("24:10", "30:00", "24:10")).kind());
    }

    @Test
    void offsetsAreSaid() {
        assertEquals("in UTC",
                Decisions.decide(
                        List.of("2023-01-01T10:00:00Z", "2023-01-01T10:00:00+01:00",
                                "2023-01-01T10:00:00Z"))
                        .note());
        assertTrue(
                Decisions.decide(
                        List.of("2023-01-01T10:00:00Z", "2023-01-01T10:00:00",
                                "2023-01-01T10:00:00Z"))
                        .note().contains("UTC where no offset stands"));
    }
}
