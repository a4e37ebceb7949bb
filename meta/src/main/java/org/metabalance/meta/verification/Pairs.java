package org.metabalance.meta.verification;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;

/**
 * Pairs of examples, each unordered and of two examples: some of one identity, the others of two.
 *
 * @param first one example of every pair
 * @param second the other one
 * @param same 1 if both are of one identity, else 0
 */
public record Pairs(int[] first, int[] second, int[] same) {
    /**
     * Returns all pairs, or as many of each kind as asked for: evenly spread ones of all in some order, a
     * random one of every stretch.
     *
     * @param examples between which there are pairs
     * @param labels the identity of every example there is, by its number
     * @param identities their number
     * @param most pairs of one identity, and as many of two, at most
     * @throws IllegalArgumentException if no pair is asked for
     */
    public static Pairs of(int[] examples, int[] labels, int identities, int most, Rng rng) {
        if (most < 1) {
            throw new IllegalArgumentException("pairs: needs one at least, got " + most);
        }
        int[][] own = new int[identities][];
        for (int c = 0; c < identities; c++) {
            int identity = c;
            own[c] = Arrays.stream(examples).filter(i -> labels[i] == identity).toArray();
        }
        long[] ofSame = new long[identities];
        long[] ofDifferent = new long[identities];
        int[] later = new int[identities];
        int after = examples.length;
        for (int c = 0; c < identities; c++) {
            after -= own[c].length;
            later[c] = after;
            ofSame[c] = own[c].length * (own[c].length - 1L) / 2;
            ofDifferent[c] = (long) own[c].length * after;
        }
        long[] same = ranks(Arrays.stream(ofSame).sum(), most, rng.stream(0));
        long[] different = ranks(Arrays.stream(ofDifferent).sum(), most, rng.stream(1));
        int[] sorted = Arrays.stream(own).flatMapToInt(Arrays::stream).toArray();
        int size = same.length + different.length;
        Pairs pairs = new Pairs(new int[size], new int[size], new int[size]);
        Places places = new Places(ofSame);
        for (int k = 0; k < same.length; k++) {
            int[] members = own[places.block(same[k])];
            pairs.set(k, triangle(places.inBlock(same[k]), members), 1);
        }
        places = new Places(ofDifferent);
        for (int k = 0; k < different.length; k++) {
            int c = places.block(different[k]);
            long at = places.inBlock(different[k]);
            int[] pair = {
                own[c][(int) (at / later[c])],
                sorted[sorted.length - later[c] + (int) (at % later[c])]};
            pairs.set(same.length + k, pair, 0);
        }
        return pairs;
    }

    /** Returns pairs of all examples; see the other one. */
    public static Pairs of(int[] labels, int identities, int most, Rng rng) {
        return of(IntStream.range(0, labels.length).toArray(), labels, identities, most, rng);
    }

    private void set(int k, int[] pair, int kind) {
        first[k] = pair[0];
        second[k] = pair[1];
        same[k] = kind;
    }

    /** Returns how many there are. */
    public int size() {
        return same.length;
    }

    /** Returns how many are of one identity. */
    public int sameCount() {
        return Arrays.stream(same).sum();
    }

    /**
     * One random number of each of {@code most} stretches of 0 to {@code total} - 1, or all. Some stretches are
     * longer by one: where they begin is random too, so that no number is favoured.
     */
    private static long[] ranks(long total, int most, Rng rng) {
        int count = (int) Math.min(total, most);
        long[] ranks = new long[count];
        long start = (long) (rng.uniform(count) * total);
        for (int k = 0; k < count; k++) {
            long length = total / count;
            long longer = total % count; // so many of the first stretches have one more
            long from = k * length + Math.min(k, longer);
            long at = from + (long) (rng.uniform(k) * (length + (k < longer ? 1 : 0)));
            ranks[k] = (start + at) % total;
        }
        return ranks;
    }

    /** Pair number {@code at} of all pairs j < i: i (i - 1) / 2 come before those of i. */
    private static int[] triangle(long at, int[] members) {
        int i = (int) ((1 + Math.sqrt(1 + 8.0 * at)) / 2);
        while (i * (i - 1L) / 2 > at) { // the root may be rounded
            i--;
        }
        while (i * (i + 1L) / 2 <= at) {
            i++;
        }
        return new int[] {members[i], members[(int) (at - i * (i - 1L) / 2)]};
    }

    /** Blocks of pairs, one for every identity, one after the other. */
    private record Places(long[] ends) {
        Places {
            ends = ends.clone();
            for (int c = 1; c < ends.length; c++) {
                ends[c] += ends[c - 1];
            }
        }

        int block(long rank) {
            int c = 0;
            while (ends[c] <= rank) {
                c++;
            }
            return c;
        }

        long inBlock(long rank) {
            int c = block(rank);
            return c == 0 ? rank : rank - ends[c - 1];
        }
    }
}
