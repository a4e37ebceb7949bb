package org.metabalance.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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

    /**
     * Returns the candidate that {@code name} begins, or else the one that differs in the fewest
     * letters, if those are at most a third.
     */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String best = null;
        int least = Math.max(1, name.length() / 3) + 1;
        for (String candidate : candidates) {
            String lower = candidate.toLowerCase(Locale.ROOT);
            int edits = wanted.length() > 2 && lower.startsWith(wanted) ? 1 : edits(wanted, lower);
            if (edits < least) {
                least = edits;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * Returns the number of letters to insert, delete, replace or swap with their neighbour (optimal
     * string alignment).
     */
    private static int edits(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(
                        d[i - 1][j - 1] + (same ? 0 : 1),
                        1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    /** Returns what went wrong with a file, as a person would say it. */
    public static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException e -> "no such file or directory: " + e.getFile();
            case FileSystemException e when e.getReason() != null -> oneLine(e.getReason());
            default -> oneLine(String.valueOf(failure.getMessage()));
        };
    }
}
