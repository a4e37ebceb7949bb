package org.metabalance.app.console;

import java.io.IOException;
import java.util.Collection;
import org.metabalance.scoring.message.Messages;

/** Small helpers for messages: numbers in words, near misses, one-line texts. */
public final class Texts {
    private Texts() {}

    /** Formats independently of the user's language: a decimal point, no other digits. */
    public static String format(String pattern, Object... arguments) {
        return Messages.format(pattern, arguments);
    }

    /** Returns {@code count} with its noun: {@code 1 row}, {@code 9,857 rows}. */
    public static String count(long count, String noun) {
        return format("%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /** Returns a duration as a person would say it: {@code 12 s}, {@code 3 min 05 s}. */
    public static String duration(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? format("%d min %02d s", whole / 60, whole % 60)
                : format("%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    /**
     * Returns {@code text} in one line: line breaks and other control characters, and those that turn
     * the direction of what follows, as blanks. A name in a file may hold what moves the cursor.
     */
    public static String oneLine(String text) {
        return Messages.oneLine(text);
    }

    /** Returns {@code ", did you mean 'x'?"} for the candidate nearest to a wrong name, or nothing. */
    public static String didYouMean(String name, Collection<String> candidates) {
        return Messages.didYouMean(name, candidates);
    }

    /** Returns what went wrong with a file, as a person would say it. */
    public static String reason(IOException failure) {
        return Messages.reason(failure);
    }
}
