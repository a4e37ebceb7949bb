package org.metabalance.scoring.schema;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that can be read as a date, perhaps with a time of day, in one order of day and month or
 * several. Understood are dates of digits with {@code - / .} between them, months by their English names
 * or the first three letters, months without a day (the first is meant), weekdays before a date, ISO 8601
 * with {@code T}, {@code Z}, offsets and fractions of seconds. Of years with two digits, 69 to 99 are of
 * the last century, as in POSIX.
 *
 * @param days since 1970-01-01, by {@link DateOrder}; NaN where it cannot be read in that order
 * @param time whether there is a time of day
 * @param zoned whether there is an offset from UTC, or {@code Z}; {@code days} are in UTC then
 */
public record DateText(double[] days, boolean time, boolean zoned) {
    private static final String MONTH = "(?<month>[A-Za-z]{3,9})\\.?";
    private static final List<String> MONTHS = List.of("january", "february", "march", "april",
            "may", "june", "july", "august", "september", "october", "november", "december");
    private static final Pattern WEEKDAY = Pattern.compile(
            "(?i)(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?\\s+");
    private static final Pattern TIMED = Pattern.compile(
            "(?<date>.+?)(?:[Tt]|,?\\s+)" + ClockText.CLOCK + ClockText.ZONE);
    private static final Pattern DIGITS = Pattern
            .compile("(\\d{1,4})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{1,2})");
    private static final Pattern YEAR_MONTH = Pattern
            .compile("(?<year>\\d{4})[-/](?<number>\\d{1,2})"
                    + "|(?<number2>\\d{1,2})/(?<year2>\\d{4})");
    private static final List<Pattern> NAMED = List.of(
            Pattern.compile("(?<day>\\d{1,2})(?:st|nd|rd|th)?[-/. ]{0,2}" + MONTH
                    + "[-/, ]{0,2}(?<year>\\d{4}|\\d{2})"),
            Pattern.compile(
                    MONTH + "[-/ ](?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,\\s*|[-/ ])(?<year>\\d{4})"),
            Pattern.compile("(?<year>\\d{4})[-/ ]" + MONTH + "(?:[-/ ](?<day>\\d{1,2}))?"),
            Pattern.compile(MONTH + "(?:[-/, ]{1,2}(?<year>\\d{4})|-(?<short>\\d{2}))"));
    private static final int LONGEST = 48;

    /** Returns {@code text}, without blanks around it, as a date; null if it is none. */
    public static DateText of(String text) {
        if (text.length() < 6 || text.length() > LONGEST || !promising(text)) {
            return null;
        }
        Matcher weekday = WEEKDAY.matcher(text);
        String rest = weekday.lookingAt() ? text.substring(weekday.end()) : text;
        ClockText clock = null;
        if (rest.indexOf(':') > 0) {
            Matcher timed = TIMED.matcher(rest);
            clock = timed.matches() ? ClockText.of(timed) : null;
            if (clock == null) {
                return null;
            }
            rest = timed.group("date");
        }
        double[] days = days(rest);
        return days == null ? null : new DateText(at(days, clock), clock != null,
                clock != null && clock.zoned());
    }

    /** Most texts are sorted out by one look: a date has two digits. */
    private static boolean promising(String text) {
        int digits = 0;
        for (int i = 0; i < text.length() && digits < 2; i++) {
            char c = text.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
        }
        return digits == 2;
    }

    private static double[] at(double[] days, ClockText clock) {
        if (clock != null) {
            for (int i = 0; i < days.length; i++) {
                days[i] = (days[i] * 86400 + clock.seconds() - clock.offset()) / 86400.0;
            }
        }
        return days;
    }

    private static double[] days(String date) {
        Matcher digits = DIGITS.matcher(date);
        if (digits.matches()) {
            return ofDigits(digits.group(1), digits.group(3), digits.group(4));
        }
        Matcher month = YEAR_MONTH.matcher(date);
        if (month.matches()) {
            boolean first = month.group("year") != null;
            return always(
                    day(
                            Integer.parseInt(month.group(first ? "year" : "year2")),
                            Integer.parseInt(month.group(first ? "number" : "number2")),
                            1));
        }
        for (Pattern pattern : NAMED) {
            Matcher named = pattern.matcher(date);
            if (named.matches()) {
                int number = month(named.group("month"));
                String year = named.group("year");
                String day = named.namedGroups().containsKey("day") ? named.group("day") : null;
                return number == 0
                        ? null
                        : always(day(year(year == null ? named.group("short") : year), number,
                                day == null ? 1 : Integer.parseInt(day)));
            }
        }
        return null;
    }

    private static double[] ofDigits(String first, String second, String third) {
        int a = Integer.parseInt(first);
        int b = Integer.parseInt(second);
        int c = Integer.parseInt(third);
        if (first.length() == 4) {
            return third.length() <= 2 ? always(day(a, b, c)) : null;
        }
        if (first.length() == 3 || third.length() == 1) {
            return null;
        }
        double[] days = {
            first.length() == 2 && third.length() == 2 ? day(year(first), b, c) : Double.NaN,
            day(year(third), b, a),
            day(year(third), a, b)
        };
        return Double.isNaN(days[0]) && Double.isNaN(days[1]) && Double.isNaN(days[2])
                ? null
                : days;
    }

    private static double[] always(double day) {
        return Double.isNaN(day) ? null : new double[] {day, day, day};
    }

    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        return digits.length() > 2 ? year : year < 69 ? 2000 + year : 1900 + year;
    }

    private static double day(int year, int month, int day) {
        return year < 1 || month < 1 || month > 12 || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()
                        ? Double.NaN
                        : LocalDate.of(year, month, day).toEpochDay();
    }

    /** Returns the month called {@code name}, 0 if there is none. */
    private static int month(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < MONTHS.size(); i++) {
            String full = MONTHS.get(i);
            if (full.equals(lower) || lower.equals(full.substring(0, 3))
                    || i == 8 && lower.equals("sept")) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Returns the orders this can be read in, a bit each. */
    public int orders() {
        int orders = 0;
        for (DateOrder order : DateOrder.values()) {
            orders |= Double.isNaN(days[order.ordinal()]) ? 0 : order.bit();
        }
        return orders;
    }

    /** Returns days since 1970-01-01 in UTC, NaN if it cannot be read in {@code order}. */
    public double value(DateOrder order) {
        return days[order.ordinal()];
    }
}
