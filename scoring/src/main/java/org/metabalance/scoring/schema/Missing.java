package org.metabalance.scoring.schema;

import java.util.Set;
import java.util.TreeSet;

/** Texts that say that there is no value, and the blanks that may stand around any text. */
public final class Missing {
    /** Marks that mean nothing else, in whatever column they stand. */
    private static final Set<String> ALWAYS = Set.of("", "NA", "na", "N/A", "n/a", "N/a", "#N/A",
            "#n/a", "#NA", "<NA>", "<null>", "<NULL>", "NULL", "Null", "null", "NaN", "nan", "NAN",
            "-nan", "-NaN",
            "NaT", "?");

    /** Marks that may be a class of the label as well. */
    private static final Set<String> MOSTLY = Set.of("None", "none", "NONE", "-", ".");

    private Missing() {}

    /** Returns whether {@code text}, without blanks around it, is a usual mark for a missing value. */
    public static boolean isMark(String text) {
        return text.length() <= 6 && !isDigit(text, 0) && !isDigit(text, 1)
                && (ALWAYS.contains(text) || MOSTLY.contains(text));
    }

    /** No mark begins with a digit or has one behind its sign: numbers need not be looked for. */
    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /** Returns the usual marks for a missing value, none at all among them. */
    public static Set<String> marks() {
        Set<String> marks = new TreeSet<>(ALWAYS);
        marks.addAll(MOSTLY);
        return marks;
    }

    /** Returns whether {@code text} is a mark that may be a value as well: {@code -}, {@code none}. */
    public static boolean isDoubtful(String text) {
        return MOSTLY.contains(text);
    }

    /** Returns whether {@code c} is white space of any kind, no-break ones and a byte order mark too. */
    static boolean isBlank(char c) {
        return c <= ' ' && c > 0 || c >= '\u00a0'
                && (c == '\ufeff' || c == '\u200b' || Character.isSpaceChar(c))
                || c == '\u0085';
    }

    /** Returns {@code text} without white space of any kind at its ends. */
    public static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return from == 0 && to == text.length() ? text : text.substring(from, to);
    }

    /** Returns the text in {@code buffer} without white space of any kind at its ends. */
    public static String strip(char[] buffer, int from, int length) {
        int to = from + length;
        while (from < to && isBlank(buffer[from])) {
            from++;
        }
        while (from < to && isBlank(buffer[to - 1])) {
            to--;
        }
        return from == to ? "" : new String(buffer, from, to - from);
    }
}
