package org.metabalance.scoring.schema;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How the digits of a number are written.
 *
 * @param decimal the sign before the fraction, {@code .} or {@code ,}
 * @param grouping what may stand between groups of digits: {@code ,} {@code .} {@code '} or a blank of
 *     any kind; empty if nothing may
 */
public record NumberStyle(String decimal, String grouping) {
    /** Digits with a decimal point, nothing between them. */
    public static final NumberStyle PLAIN = new NumberStyle(".", "");

    /** Every style there is; where values fit several equally well, the first of them is taken. */
    public static final List<NumberStyle> ALL = List.of(
            PLAIN,
            new NumberStyle(".", ","),
            new NumberStyle(".", " "),
            new NumberStyle(".", "'"),
            new NumberStyle(",", ""),
            new NumberStyle(",", "."),
            new NumberStyle(",", " "),
            new NumberStyle(",", "'"));

    /** Bits of {@link #fits} for the styles with a decimal point. */
    public static final int POINT = 0b0000_1111;

    /** Bits of {@link #fits} for the styles with a decimal comma. */
    public static final int COMMA = 0b1111_0000;

    private static final List<Pattern> GROUPED = ALL.stream().map(NumberStyle::grouped).toList();

    /**
     * Checks that there is such a style.
     *
     * @throws IllegalArgumentException if one of the signs is none of those there are, or both are the same
     */
    public NumberStyle {
        if (!decimal.equals(".") && !decimal.equals(",")) {
            throw new IllegalArgumentException("the decimal sign must be . or ,");
        }
        if (!grouping.isEmpty() && (grouping.equals(decimal) || !",.' ".contains(grouping)
                || grouping.length() != 1)) {
            throw new IllegalArgumentException(
                    "the sign between groups of digits must be , . ' or a blank, and not the"
                            + " decimal sign");
        }
    }

    /** The first group does not begin with 0: 0,324 has a decimal comma. */
    private static Pattern grouped(NumberStyle style) {
        if (style.grouping.isEmpty()) {
            return null;
        }
        String sign = Pattern.quote(style.grouping);
        String groups = "[1-9]\\d{0,2}(?:" + sign + "\\d{3})+";
        if (style.grouping.equals(",")) {
            groups = "(?:" + groups + "|[1-9]\\d?(?:,\\d{2})+,\\d{3})"; // as in India: 1,23,456
        }
        return Pattern.compile(groups + "(?:" + Pattern.quote(style.decimal) + "\\d*)?");
    }

    /**
     * Returns in which styles {@code digits} can be read, a bit each.
     *
     * @param digits without sign, unit and exponent; every kind of blank is one blank, every kind of
     *     apostrophe is '
     */
    public static int fits(CharSequence digits) {
        int points = 0;
        int commas = 0;
        int others = 0;
        int numerals = 0;
        for (int i = 0; i < digits.length(); i++) {
            switch (digits.charAt(i)) {
                case '.' -> points++;
                case ',' -> commas++;
                case ' ', '\'' -> others++;
                case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> numerals++;
                default -> {
                    return 0;
                }
            }
        }
        if (numerals == 0) {
            return 0;
        }
        if (points + commas + others == 0) {
            return POINT | COMMA;
        }
        int fits = 0;
        if (points == 1 && commas + others == 0) {
            if (!isThousands(digits)) {
                return POINT;
            }
            fits |= POINT;
        }
        if (commas == 1 && points + others == 0) {
            fits |= COMMA;
        }
        for (int i = 0; i < GROUPED.size(); i++) {
            // without a sign of its own no style has groups: most numbers are sorted out here
            int signs = switch (ALL.get(i).grouping) {
                case "," -> commas;
                case "." -> points;
                default -> others;
            };
            if (signs > 0 && GROUPED.get(i) != null && (fits & 1 << i) == 0
                    && GROUPED.get(i).matcher(digits).matches()) {
                fits |= 1 << i;
            }
        }
        return fits;
    }

    /** Returns whether three digits at the end may be thousands: 1.234. */
    private static boolean isThousands(CharSequence digits) {
        int length = digits.length();
        return length >= 5 && length <= 7 && digits.charAt(length - 4) == '.'
                && digits.charAt(0) != '0';
    }

    /** Returns whether {@code digits} may have signs between groups in this style. */
    public boolean isGrouped(CharSequence digits) {
        int index = ALL.indexOf(this);
        return GROUPED.get(index) != null && GROUPED.get(index).matcher(digits).matches();
    }

    /** Returns the bit of {@link #fits} that is this style's. */
    public int bit() {
        return 1 << ALL.indexOf(this);
    }
}
