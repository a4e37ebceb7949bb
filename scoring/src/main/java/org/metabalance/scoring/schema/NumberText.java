package org.metabalance.scoring.schema;

import java.math.BigDecimal;
import java.util.Set;

/**
 * A text that can be read as a number, in one style or several. Understood are signs ({@code +}, {@code
 * -}, the minus U+2212), parentheses for negative amounts, currency signs and codes before or after,
 * percent, exponents, and signs between groups of digits. {@code inf} and {@code infinity} are numbers,
 * to be refused by whoever has no use for them.
 *
 * @param digits without sign, unit and exponent; blanks and apostrophes unified
 * @param exponent from its {@code e} on; empty if there is none
 * @param negative whether the sign is minus, or the number stands in parentheses
 * @param parentheses whether it stands in parentheses
 * @param unit {@code %}, a currency sign or its code; empty if there is none
 * @param styles the styles it can be read in, a bit each
 */
public record NumberText(
        String digits, String exponent, boolean negative, boolean parentheses, String unit,
        int styles) {
    private static final Set<String> CODES = Set.of("USD", "EUR", "GBP", "JPY", "CHF", "CNY",
            "INR", "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "BRL", "MXN",
            "ZAR", "KRW", "RUB", "TRY", "SGD", "HKD");
    private static final Set<String> INFINITE = Set.of("inf", "infinity");
    private static final int MOST_EXACT = 15; // digits below 10^15, all doubles
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };
    private static final int LONGEST = 400; // the longest double in full has some 330 characters

    /** Returns {@code text}, without blanks around it, as a number; null if it is none. */
    public static NumberText of(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !promising(text)) {
            return null;
        }
        NumberText plain = plain(text);
        return plain == null ? new Peeled(text).number() : plain;
    }

    /** The short way for digits with a point or without, which most numbers are; null for all others. */
    private static NumberText plain(String text) {
        boolean negative = text.charAt(0) == '-';
        int points = 0;
        for (int i = negative ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                points++;
            } else if (c < '0' || c > '9') {
                return null;
            }
        }
        if (points > 1) {
            return null;
        }
        String digits = negative ? text.substring(1) : text;
        int styles = NumberStyle.fits(digits);
        return styles == 0 ? null : new NumberText(digits, "", negative, false, "", styles);
    }

    /** Most texts are sorted out by one look: a number has a digit or is infinite. */
    private static boolean promising(String text) {
        char first = text.charAt(0);
        if (first >= '0' && first <= '9') {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                return true;
            }
        }
        char last = text.charAt(text.length() - 1);
        return last == 'f' || last == 'F' || last == 'y' || last == 'Y';
    }

    /** Returns the number in {@code style}, one of {@link #styles}. */
    public double value(NumberStyle style) {
        if (style.equals(NumberStyle.PLAIN) && exponent.isEmpty()) {
            double exact = exact();
            if (exact >= 0) {
                return negative ? -exact : exact;
            }
        }
        String plain = digits;
        if (style.grouping().length() > 0) {
            plain = plain.replace(style.grouping(), "");
        }
        plain = plain.replace(',', '.');
        double size = plain.isEmpty()
                ? Double.POSITIVE_INFINITY
                : Double.parseDouble(plain + exponent);
        return negative ? -size : size;
    }

    /**
     * Few digits with a point or without: a whole number and a power of ten that doubles hold make the nearest double
     * by one division (Clinger, PLDI 1990). Returns -1 for all others.
     */
    private double exact() {
        int length = digits.length();
        if (length > MOST_EXACT) {
            return -1;
        }
        long whole = 0;
        int decimals = 0;
        boolean point = false;
        for (int i = 0; i < length; i++) {
            char c = digits.charAt(i);
            if (c >= '0' && c <= '9') {
                whole = 10 * whole + c - '0';
                decimals += point ? 1 : 0;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                return -1;
            }
        }
        return length == 0 ? -1 : whole / POWERS[decimals];
    }

    /** Returns whether these are digits and nothing else. */
    public boolean isWhole() {
        if (!exponent.isEmpty() || digits.isEmpty()) {
            return false;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Returns whether this is a whole number that a double cannot hold as it is. */
    public boolean isTooLarge() {
        return digits.length() > 15 && isWhole()
                && new BigDecimal(digits).compareTo(new BigDecimal(value(NumberStyle.PLAIN))) != 0;
    }

    /** What is left of a text while sign, unit and parentheses are taken off its ends. */
    private static final class Peeled {
        private int from;
        private int to;
        private final String text;
        private boolean signed;
        private boolean negative;
        private boolean parentheses;
        private String unit = "";

        Peeled(String text) {
            this.text = text;
            to = text.length();
        }

        NumberText number() {
            boolean more = true;
            while (more && from < to) {
                more = sign() || parentheses() || unitBefore() || unitAfter();
            }
            String rest = text.substring(from, to);
            if (!rest.isEmpty() && rest.charAt(0) > '9'
                    && INFINITE.contains(rest.toLowerCase(java.util.Locale.ROOT))) {
                return new NumberText("", "", negative, parentheses, unit,
                        NumberStyle.POINT | NumberStyle.COMMA);
            }
            int e = exponent(rest);
            String digits = unified(rest.substring(0, e));
            int styles = NumberStyle.fits(digits);
            return styles == 0
                    ? null
                    : new NumberText(
                            digits, rest.substring(e), negative, parentheses, unit, styles);
        }

        private boolean sign() {
            char c = text.charAt(from);
            if (signed || c != '-' && c != '+' && c != '\u2212') {
                return false;
            }
            signed = true;
            negative = c != '+';
            from++;
            blanks();
            return true;
        }

        private boolean parentheses() {
            if (signed || text.charAt(from) != '(' || text.charAt(to - 1) != ')') {
                return false;
            }
            signed = true;
            negative = true;
            parentheses = true;
            from++;
            to--;
            blanks();
            return true;
        }

        private boolean unitBefore() {
            int end = from + 1;
            if (!currency(text.charAt(from))) {
                end = from + 3;
                if (end >= to || !CODES.contains(text.substring(from, end))) {
                    return false;
                }
            }
            return take(from, end, end, to);
        }

        private boolean unitAfter() {
            int start = to - 1;
            char last = text.charAt(start);
            if (last != '%' && !currency(last)) {
                start = to - 3;
                if (start <= from || !CODES.contains(text.substring(start, to))) {
                    return false;
                }
            }
            return take(start, to, from, start);
        }

        private boolean take(int start, int end, int newFrom, int newTo) {
            if (!unit.isEmpty()) {
                return false;
            }
            unit = text.substring(start, end);
            from = newFrom;
            to = newTo;
            blanks();
            return true;
        }

        private void blanks() {
            while (from < to && Missing.isBlank(text.charAt(from))) {
                from++;
            }
            while (from < to && Missing.isBlank(text.charAt(to - 1))) {
                to--;
            }
        }

        private static boolean currency(char c) {
            return c == '$' || c > 127 && Character.getType(c) == Character.CURRENCY_SYMBOL;
        }

        /** Returns where the exponent begins; the end if there is none. */
        private static int exponent(String rest) {
            int e = Math.max(rest.indexOf('e'), rest.indexOf('E'));
            if (e < 1) {
                return rest.length();
            }
            int i = e + 1;
            if (i < rest.length() && (rest.charAt(i) == '+' || rest.charAt(i) == '-')) {
                i++;
            }
            int digits = i;
            while (i < rest.length() && rest.charAt(i) >= '0' && rest.charAt(i) <= '9') {
                i++;
            }
            return i == rest.length() && i > digits ? e : rest.length();
        }

        private static String unified(String digits) {
            StringBuilder unified = null;
            for (int i = 0; i < digits.length(); i++) {
                char c = digits.charAt(i);
                char as = c == '\u2019' ? '\'' : c > 32 && !Missing.isBlank(c) ? c : ' ';
                if (as != c) {
                    unified = unified == null ? new StringBuilder(digits) : unified;
                    unified.setCharAt(i, as);
                }
            }
            return unified == null ? digits : unified.toString();
        }
    }
}
