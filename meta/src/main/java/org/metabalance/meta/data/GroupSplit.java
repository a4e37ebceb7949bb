package org.metabalance.meta.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;

/**
 * Divides rows so that all rows of a group are in one part, and every part has nearly its share of each class.
 *
 * <p>Groups are given to parts one by one, those first whose rows are spread most unevenly over the classes;
 * each goes where the shares then lie closest together: the mean, over the classes, of the standard
 * deviation, over the parts, of the rows a part has of a class over those it ought to have. Of equal ones it
 * goes to the part with fewer rows. This is how scikit-learn's StratifiedGroupKFold does it, but for the order
 * of the groups: here those whose unevenness has the same power of two come in random order, as otherwise all
 * seeds would divide most tables alike. A part that is left without a class is then given a group of another
 * part that can spare it.
 */
public final class GroupSplit {
    private final int classes;
    private final double[] shares;
    private final int[][] counts; // of a group, of every class
    private final int[] totals;
    private final int[][] filled; // of a part, of every class
    private final int[] part; // of a group

    private GroupSplit(int[][] counts, int[] totals, double[] shares) {
        this.classes = totals.length;
        this.shares = shares;
        this.counts = counts;
        this.totals = totals;
        this.filled = new int[shares.length][classes];
        this.part = new int[counts.length];
    }

    /**
     * Divides rows into parts of the given shares, every class in every part.
     *
     * @param labels the class of every row, an index into {@code classes}
     * @param classes the classes' names, for messages
     * @param groups which rows stay together
     * @param rng decides the order of groups that are about alike
     * @param shares the share of each part, above 0, adding up to 1
     * @return the rows of each part, ascending
     * @throws TooFewRowsException if a class is in fewer groups than there are parts, or the groups cannot be
     *     divided with every class in every part
     */
    public static int[][] parts(
            int[] labels, List<String> classes, Groups groups, Rng rng, double... shares) {
        int[] of = groups.numbers();
        String column = groups.column();
        int number = Arrays.stream(of).max().orElse(-1) + 1;
        int[][] counts = new int[number][classes.size()];
        int[] totals = new int[classes.size()];
        for (int row = 0; row < labels.length; row++) {
            counts[of[row]][labels[row]]++;
            totals[labels[row]]++;
        }
        requireGroups(counts, classes, column, shares.length);
        GroupSplit split = new GroupSplit(counts, totals, shares.clone());
        int[] order = rng.permutation(number);
        split.fill(order);
        split.mend(order, classes, column);
        int[][] parts = new int[shares.length][];
        Arrays.setAll(parts, p -> IntStream.range(0, labels.length)
                .filter(row -> split.part[of[row]] == p).toArray());
        return parts;
    }

    private static void requireGroups(
            int[][] counts, List<String> classes, String column, int parts) {
        for (int c = 0; c < classes.size(); c++) {
            int own = c;
            int with = (int) Arrays.stream(counts).filter(group -> group[own] > 0).count();
            if (with < parts) {
                throw new TooFewRowsException(
                        "class '%s' is in %d %s of column '%s', too few for %d parts with groups kept together"
                                .formatted(
                                        classes.get(c), with, with == 1 ? "group" : "groups",
                                        column, parts),
                        classes.get(c), with, parts);
            }
        }
    }

    private void fill(int[] order) {
        int[] sorted = Arrays.stream(order).boxed()
                .sorted(Comparator.comparingInt((Integer group) -> -Math.getExponent(deviation(
                        Arrays.stream(counts[group]).asDoubleStream().toArray()))))
                .mapToInt(Integer::intValue).toArray();
        for (int group : sorted) {
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int p = 0; p < shares.length; p++) {
                add(group, p, 1);
                double spread = spread();
                add(group, p, -1);
                boolean same = Math.abs(spread - least) <= 1e-8 + 1e-5 * least;
                if (best < 0 || (same ? rows(p) < rows(best) : spread < least)) {
                    best = p;
                    least = spread;
                }
            }
            part[group] = best;
            add(group, best, 1);
        }
    }

    private void add(int group, int p, int sign) {
        for (int c = 0; c < classes; c++) {
            filled[p][c] += sign * counts[group][c];
        }
    }

    private double rows(int p) {
        return Arrays.stream(filled[p]).sum() / shares[p];
    }

    private double spread() {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double[] of = new double[shares.length];
            for (int p = 0; p < of.length; p++) {
                of[p] = filled[p][c] / (totals[c] * shares[p] * shares.length);
            }
            sum += deviation(of);
        }
        return sum / classes;
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    /** Moves groups to parts without a class, each the one that leaves the shares closest together. */
    private void mend(int[] order, List<String> names, String column) {
        for (int p = 0; p < shares.length; p++) {
            for (int c = 0; c < classes; c++) {
                if (filled[p][c] == 0) {
                    int group = spare(order, p, c);
                    if (group < 0) {
                        throw new TooFewRowsException(
                                ("the groups of column '%s' cannot be divided into %d parts that all have"
                                        + " rows of class '%s'")
                                        .formatted(column, shares.length, names.get(c)),
                                names.get(c), 0, shares.length);
                    }
                    move(group, p);
                }
            }
        }
    }

    private int spare(int[] order, int p, int c) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int group : order) {
            int from = part[group];
            if (from == p || counts[group][c] == 0 || !canSpare(from, group)) {
                continue;
            }
            move(group, p);
            double spread = spread();
            move(group, from);
            if (spread < least) {
                least = spread;
                best = group;
            }
        }
        return best;
    }

    private boolean canSpare(int from, int group) {
        return IntStream.range(0, classes).allMatch(
                c -> counts[group][c] == 0 || filled[from][c] > counts[group][c]);
    }

    private void move(int group, int to) {
        add(group, part[group], -1);
        part[group] = to;
        add(group, to, 1);
    }
}
