package org.metabalance.meta.data;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name somebody probably meant. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * Returns the candidate that {@code name}, of three letters at least, begins, or else the one that
     * differs in the fewest letters, if those are at most a third. Upper and lower case count the same.
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
    static int edits(String a, String b) {
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
}
