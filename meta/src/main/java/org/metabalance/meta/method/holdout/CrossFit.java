package org.metabalance.meta.method.holdout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.RepeatedRows;

/**
 * The divisions of the training rows into rows to learn from, D1, and held-out rows, D2: one for all
 * epochs, or several that take turns. Every class is divided by the same share; a class of one row is
 * never held out.
 */
public final class CrossFit {
    private final List<Part> parts;

    private CrossFit(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * One division.
     *
     * @param rows D1, ascending
     * @param heldOut D2, the rows of each class, ascending
     */
    public record Part(int[] rows, int[][] heldOut) {}

    /** Divides by the rules of {@code holdOut}. */
    public static CrossFit of(Examples train, HoldOut holdOut, Rng rng) {
        int smallest = Arrays.stream(train.classCounts()).filter(n -> n > 0).min().orElse(0);
        return smallest < holdOut.crossFitBelow()
                ? rotating(train, Math.max(2, (int) Math.round(1 / holdOut.share())), rng)
                : fixed(train, holdOut.share(), rng);
    }

    /** All rows to learn from, none held out. */
    public static CrossFit none(Examples train) {
        int[] all = IntStream.range(0, train.size()).toArray();
        return new CrossFit(List.of(new Part(all, new int[train.classes()][0])));
    }

    private static CrossFit fixed(Examples train, double share, Rng rng) {
        int[][] heldOut = new int[train.classes()][];
        for (int c = 0; c < heldOut.length; c++) {
            int[] own = RepeatedRows.shuffled(train.indicesOf(c), rng.stream(c));
            int count = own.length < 2 ? 0 : Math.clamp(Math.round(share * own.length), 1,
                    own.length - 1);
            heldOut[c] = sorted(Arrays.copyOf(own, count));
        }
        return new CrossFit(List.of(part(train, heldOut)));
    }

    /** At most as many parts as the smallest class that can be divided has rows. */
    private static CrossFit rotating(Examples train, int most, Rng rng) {
        int smallest = Arrays.stream(train.classCounts()).filter(n -> n > 1).min().orElse(most);
        int k = Math.min(most, smallest);
        List<Part> parts = new ArrayList<>();
        for (int f = 0; f < k; f++) {
            int[][] heldOut = new int[train.classes()][];
            for (int c = 0; c < heldOut.length; c++) {
                int[] own = RepeatedRows.shuffled(train.indicesOf(c), rng.stream(c));
                int from = own.length < 2 ? 0 : f * own.length / k;
                int to = own.length < 2 ? 0 : (f + 1) * own.length / k;
                heldOut[c] = sorted(Arrays.copyOfRange(own, from, to));
            }
            parts.add(part(train, heldOut));
        }
        return new CrossFit(parts);
    }

    private static Part part(Examples train, int[][] heldOut) {
        boolean[] out = new boolean[train.size()];
        for (int[] rows : heldOut) {
            for (int row : rows) {
                out[row] = true;
            }
        }
        int[] rows = IntStream.range(0, out.length).filter(row -> !out[row]).toArray();
        return new Part(rows, heldOut);
    }

    private static int[] sorted(int[] rows) {
        Arrays.sort(rows);
        return rows;
    }

    /** Returns how many divisions there are. */
    public int size() {
        return parts.size();
    }

    /** Returns the division of an epoch. */
    public Part of(int epoch) {
        return parts.get(epoch % parts.size());
    }

    /** Returns the fewest rows of each class that are held out in any division. */
    public int[] heldOutCounts() {
        int[] counts = new int[parts.get(0).heldOut().length];
        Arrays.setAll(counts, c -> parts.stream().mapToInt(part -> part.heldOut()[c].length)
                .min().orElse(0));
        return counts;
    }
}
