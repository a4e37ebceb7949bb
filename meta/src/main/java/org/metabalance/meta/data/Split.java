package org.metabalance.meta.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;

/**
 * Rows divided into disjoint parts. Stratified: every part has nearly the same share of each class.
 * The same seed gives the same parts.
 *
 * @param train rows to learn from, ascending
 * @param validation rows to select and tune on, ascending
 * @param test rows to measure on, once, ascending
 */
public record Split(int[] train, int[] validation, int[] test) {
    /**
     * Divides labelled rows into training, validation and test parts, each
     * with every class.
     *
     * @param labels the class of every row, an index into {@code classes}
     * @param classes the classes' names, for messages
     * @param train the share of rows to train on, above 0; the three shares add up to 1
     * @param validation the share of rows to select on, above 0
     * @param test the share of rows to test on, above 0
     * @throws TooFewRowsException if a class has fewer than 3 rows
     */
    public static Split stratified(
            int[] labels, List<String> classes, double train, double validation, double test,
            Rng rng) {
        int[][] parts = parts(labels, classes, rng,
                new double[] {train, validation, test});
        return new Split(parts[0], parts[1], parts[2]);
    }

    /**
     * Divides rows into parts of the given shares, every class in every part. Each class is cut by
     * the largest-remainder rule, no part getting none of it.
     *
     * @param labels the class of every row, an index into {@code classes}
     * @param classes the classes' names, for messages
     * @param shares the share of each part, above 0, adding up to 1
     * @return the rows of each part, ascending
     * @throws TooFewRowsException if a class has fewer rows than there are parts
     */
    public static int[][] parts(int[] labels, List<String> classes, Rng rng, double... shares) {
        double sum = Arrays.stream(shares).sum();
        if (shares.length == 0
                || Arrays.stream(shares).anyMatch(share -> !(share > 0))
                || Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException(
                    "split: shares must be above 0 and add up to 1, got "
                            + Arrays.toString(shares));
        }
        int[] part = new int[labels.length];
        int[][] byClass = byClass(labels, classes.size());
        for (int c = 0; c < byClass.length; c++) {
            int[] rows = byClass[c];
            requireRows(classes.get(c), rows.length, shares.length, "parts");
            int[] sizes = sizes(rows.length, shares);
            int[] order = rng.stream(c).permutation(rows.length);
            int next = 0;
            for (int p = 0; p < sizes.length; p++) {
                for (int i = 0; i < sizes[p]; i++) {
                    part[rows[order[next++]]] = p;
                }
            }
        }
        return collect(part, shares.length);
    }

    /**
     * Divides rows into {@code k} folds of nearly equal size, every class in every fold: for
     * cross-validation, where each fold is held out once.
     *
     * @param labels the class of every row, an index into {@code classes}
     * @param classes the classes' names, for messages
     * @param k the number of folds, at least 2
     * @return the rows of each fold, ascending
     * @throws TooFewRowsException if a class has fewer than {@code k} rows
     */
    public static int[][] folds(int[] labels, List<String> classes, int k, Rng rng) {
        if (k < 2) {
            throw new IllegalArgumentException("folds: needs at least 2, got " + k);
        }
        int[] fold = new int[labels.length];
        int[][] byClass = byClass(labels, classes.size());
        int next = 0; // goes on from class to class, so that the folds' sizes differ by one at most
        for (int c = 0; c < byClass.length; c++) {
            int[] rows = byClass[c];
            requireRows(classes.get(c), rows.length, k, "folds");
            int[] order = rng.stream(c).permutation(rows.length);
            for (int i : order) {
                fold[rows[i]] = next;
                next = (next + 1) % k;
            }
        }
        return collect(fold, k);
    }

    /** Returns the rows from 0 to {@code rows} - 1 that are not in {@code part}, ascending. */
    public static int[] complement(int[] part, int rows) {
        boolean[] in = new boolean[rows];
        for (int row : part) {
            in[row] = true;
        }
        return IntStream.range(0, rows).filter(row -> !in[row]).toArray();
    }

    /** Cuts {@code rows} by {@code shares}: largest remainders, and at least one row for each. */
    static int[] sizes(int rows, double[] shares) {
        int[] sizes = new int[shares.length];
        int left = rows;
        for (int p = 0; p < shares.length; p++) {
            // 0.6 * 10 must not become 5 by rounding
            sizes[p] = Math.max(1, (int) Math.floor(shares[p] * rows + 1e-9));
            left -= sizes[p];
        }
        for (; left > 0; left--) {
            sizes[mostOwed(sizes, shares, rows)]++;
        }
        for (; left < 0; left++) {
            sizes[mostOverpaid(sizes, shares, rows)]--;
        }
        return sizes;
    }

    private static int mostOwed(int[] sizes, double[] shares, int rows) {
        int best = 0;
        for (int p = 1; p < sizes.length; p++) {
            if (shares[p] * rows - sizes[p] > shares[best] * rows - sizes[best] + 1e-9) {
                best = p;
            }
        }
        return best;
    }

    private static int mostOverpaid(int[] sizes, double[] shares, int rows) {
        int best = -1;
        for (int p = 0; p < sizes.length; p++) {
            if (sizes[p] > 1
                    && (best < 0
                            || sizes[p] - shares[p] * rows
                                    > sizes[best] - shares[best] * rows + 1e-9)) {
                best = p;
            }
        }
        return best;
    }

    private static int[][] byClass(int[] labels, int classes) {
        int[] part = labels.clone();
        for (int row = 0; row < part.length; row++) {
            if (part[row] < 0 || part[row] >= classes) {
                throw new IllegalArgumentException(
                        "split: labels must be in 0 .. %d, got %d in row %d"
                                .formatted(classes - 1, part[row], row));
            }
        }
        return collect(part, classes);
    }

    private static int[][] collect(int[] part, int parts) {
        int[] sizes = new int[parts];
        for (int p : part) {
            sizes[p]++;
        }
        int[][] rows = new int[parts][];
        Arrays.setAll(rows, p -> new int[sizes[p]]);
        int[] next = new int[parts];
        for (int row = 0; row < part.length; row++) {
            rows[part[row]][next[part[row]]++] = row;
        }
        return rows;
    }

    private static void requireRows(String className, int rows, int needed, String what) {
        if (rows < needed) {
            throw new TooFewRowsException(
                    "class '%s' has %d rows, too few for %d %s. What still works: %s"
                            .formatted(
                                    className,
                                    rows,
                                    needed,
                                    what,
                                    rows >= 2
                                            ? "at most %d %s, or more rows of '%s'"
                                                    .formatted(rows, what, className)
                                            : "more rows of '%s', or merging it with another class"
                                                    .formatted(className)),
                    className,
                    rows,
                    needed);
        }
    }
}
