package org.metabalance.app.schema;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metabalance.scoring.schema.ClockText;
import org.metabalance.scoring.schema.DateOrder;
import org.metabalance.scoring.schema.DateText;
import org.metabalance.scoring.schema.Missing;
import org.metabalance.scoring.schema.NumberStyle;
import org.metabalance.scoring.schema.NumberText;

/**
 * What all values of one column look like, in bounded memory: how many fit each way of reading numbers,
 * dates and times, and which texts there are.
 */
final class Profile {
    private static final int MOST_SHAPES = 64;

    /** How a number was written: the styles it fits, a bit each, and its unit. */
    record Shape(int styles, String unit) {}

    final String name;
    final Distinct texts;
    final Map<String, Long> missing = new LinkedHashMap<>(); // by mark
    private final Map<Shape, long[]> numbers = new HashMap<>();
    private Shape lastShape;
    private long[] lastCount;
    final long[] dates = new long[DateOrder.ALL + 1]; // by the orders they fit
    final Codes codes = new Codes();
    long rows;
    long present;
    long times;
    long clocks; // dates with a time of day
    long zoned;
    long parentheses;
    long minus; // written U+2212
    private long typed;
    String firstText; // that is no number
    private char dateSign; // of the first date that needs an order
    private final Consecutive consecutive = new Consecutive();

    Profile(String name, Distinct.Budget budget) {
        this.name = name;
        texts = new Distinct(budget);
    }

    /** Takes the next value, without blanks around it. */
    void add(String text) {
        rows++;
        if (Missing.isMark(text)) {
            missing.merge(text, 1L, Long::sum);
            return;
        }
        present++;
        texts.add(text);
        NumberText number = NumberText.of(text);
        if (number != null) {
            number(text, number);
            return;
        }
        consecutive.broken = true;
        firstText = firstText == null ? text : firstText;
        codes.other(text);
        DateText date = DateText.of(text);
        if (date != null) {
            dates[date.orders()]++;
            clocks += date.time() ? 1 : 0;
            zoned += date.zoned() ? 1 : 0;
            if (dateSign == 0 && date.orders() != DateOrder.ALL) {
                dateSign = text.chars().filter(c -> c == '/' || c == '.' || c == '-')
                        .mapToObj(c -> (char) c).findFirst().orElse('/');
            }
        } else if (ClockText.of(text) != null) {
            times++;
        }
    }

    /**
     * Takes the next value, of a file that holds numbers: what its text would be counts while that may still tell
     * something.
     */
    void add(double number, boolean whole) {
        if (texts.isOpen()) {
            add(TypedNumber.text(number, whole));
            return;
        }
        rows++;
        present++;
        typed++;
        codes.typed(whole);
        consecutive.add(number, whole);
    }

    /** Returns how many values are known to be numbers in the plain style, besides {@link #numbers()}. */
    long typed() {
        return typed;
    }

    private void number(String text, NumberText number) {
        shape(number);
        parentheses += number.parentheses() ? 1 : 0;
        minus += text.indexOf('\u2212') >= 0 ? 1 : 0;
        codes.number(text, number);
        consecutive.add(number);
    }

    private void shape(NumberText number) {
        if (lastShape == null || lastShape.styles != number.styles()
                || !lastShape.unit.equals(number.unit())) {
            Shape shape = new Shape(number.styles(), number.unit());
            long[] count = numbers.get(shape);
            if (count == null && numbers.size() == MOST_SHAPES) {
                return;
            }
            lastShape = shape;
            lastCount = count == null ? new long[1] : count;
            numbers.putIfAbsent(shape, lastCount);
        }
        lastCount[0]++;
    }

    /** Returns how many numbers there are of each shape. */
    Map<Shape, long[]> numbers() {
        return numbers;
    }

    /** Returns whether every value is a whole number one more than the one before. */
    boolean countsRows() {
        return !consecutive.broken && rows > 2 && present == rows;
    }

    /** Returns the character between day, month and year. */
    char dateSign() {
        return dateSign;
    }

    long missing() {
        return rows - present;
    }

    private static final class Consecutive {
        private boolean broken;
        private boolean begun;
        private double last;

        void add(NumberText number) {
            if (!broken) {
                boolean whole = number.isWhole() && number.unit().isEmpty();
                add(whole ? number.value(NumberStyle.PLAIN) : Double.NaN, whole);
            }
        }

        void add(double value, boolean whole) {
            if (broken || !whole) {
                broken = true;
                return;
            }
            broken = begun && value != last + 1;
            begun = true;
            last = value;
        }
    }
}
