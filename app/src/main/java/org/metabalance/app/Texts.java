package org.metabalance.app;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Small helpers for messages: numbers in words, near misses, one-line texts. */
public final class Texts {
    private Texts() {}

    /** Formats independently of the user's language: a decimal point, no other digits. */
    public static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
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

    /** Returns {@code text} with line breaks and other control characters as blanks. */
    public static String oneLine(String text) {
        return text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    }

    /** Returns {@code ", did you mean 'x'?"} for the candidate nearest to a wrong name, or nothing. */
    public static String didYouMean(String name, Collection<String> candidates) {
        return nearest(name, candidates).map(x -> ", did you mean '" + x + "'?").orElse("");
    }

    /** Returns the candidate that differs in at most a third of the letters of {@code name}. */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        String best = null;
        int least = Math.max(1, name.length() / 3) + 1;
        for (String candidate : candidates) {
            int edits = edits(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits < least) {
                least = edits;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Returns the number of letters to insert, delete or replace (Levenshtein distance). */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
