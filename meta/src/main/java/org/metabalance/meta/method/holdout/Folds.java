package org.metabalance.meta.method.holdout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.method.points.RepeatedRows;

/**
 * The divisions of the training rows into rows to learn from, D1, and held-out rows, D2: one for all
 * epochs, or several that take turns. Every class is divided by the same share; a class of one row is
 * never held out.
 */
public final class Folds {
    private final List<Fold> folds;

    private Folds(List<Fold> folds) {
        this.folds = folds;
    }

    /**
     * One division.
     *
     * @param rows D1, ascending
     * @param heldOut D2, the rows of each class, ascending
     */
    public record Fold(int[] rows, int[][] heldOut) {}

    /** Divides by the rules of {@code holdOut}. */
    public static Folds of(DataSet train, HoldOut holdOut, Rng rng) {
        int smallest = Arrays.stream(train.classCounts()).filter(n -> n > 0).min().orElse(0);
        return smallest < holdOut.crossFitBelow()
                ? rotating(train, Math.max(2, (int) Math.round(1 / holdOut.share())), rng)
                : fixed(train, holdOut.share(), rng);
    }

    /** All rows to learn from, none held out. */
    public static Folds none(DataSet train) {
        int[] all = IntStream.range(0, train.rows()).toArray();
        return new Folds(List.of(new Fold(all, new int[train.classes()][0])));
    }

    private static Folds fixed(DataSet train, double share, Rng rng) {
        int[][] heldOut = new int[train.classes()][];
        for (int c = 0; c < heldOut.length; c++) {
            int[] own = RepeatedRows.shuffled(train.rowsOf(c), rng.stream(c));
            int count = own.length < 2 ? 0 : Math.clamp(Math.round(share * own.length), 1,
                    own.length - 1);
            heldOut[c] = sorted(Arrays.copyOf(own, count));
        }
        return new Folds(List.of(fold(train, heldOut)));
    }

    /** At most as many folds as the smallest class that can be divided has rows. */
    private static Folds rotating(DataSet train, int most, Rng rng) {
        int smallest = Arrays.stream(train.classCounts()).filter(n -> n > 1).min().orElse(most);
        int k = Math.min(most, smallest);
        List<Fold> folds = new ArrayList<>();
        for (int f = 0; f < k; f++) {
            int[][] heldOut = new int[train.classes()][];
            for (int c = 0; c < heldOut.length; c++) {
                int[] own = RepeatedRows.shuffled(train.rowsOf(c), rng.stream(c));
                int from = own.length < 2 ? 0 : f * own.length / k;
                int to = own.length < 2 ? 0 : (f + 1) * own.length / k;
                heldOut[c] = sorted(Arrays.copyOfRange(own, from, to));
            }
            folds.add(fold(train, heldOut));
        }
        return new Folds(folds);
    }

    private static Fold fold(DataSet train, int[][] heldOut) {
        boolean[] out = new boolean[train.rows()];
        for (int[] rows : heldOut) {
            for (int row : rows) {
                out[row] = true;
            }
        }
        int[] rows = IntStream.range(0, out.length).filter(row -> !out[row]).toArray();
        return new Fold(rows, heldOut);
    }

    private static int[] sorted(int[] rows) {
        Arrays.sort(rows);
        return rows;
    }

    /** Returns how many divisions there are. */
    public int size() {
        return folds.size();
    }

    /** Returns the division of an epoch. */
    public Fold of(int epoch) {
        return folds.get(epoch % folds.size());
    }

    /** Returns the fewest rows of each class that are held out in any division. */
    public int[] heldOutCounts() {
        int[] counts = new int[folds.get(0).heldOut().length];
        Arrays.setAll(counts, c -> folds.stream().mapToInt(fold -> fold.heldOut()[c].length)
                .min().orElse(0));
        return counts;
    }
}
