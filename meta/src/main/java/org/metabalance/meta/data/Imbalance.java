package org.metabalance.meta.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;

/**
 * How many examples of every class a balanced set keeps, to be an imbalanced one. Classes have ranks, from
 * the largest to the smallest: which class has which rank is chosen apart, and recorded in what comes out.
 */
public sealed interface Imbalance {
    /** MetaBalance's severe imbalance of CIFAR-10 (arXiv 2106.09643): 5,000 of class 1, 5 of each other. */
    Imbalance SEVERE = new Counts(List.of(5, 5000, 5, 5, 5, 5, 5, 5, 5, 5));

    /** MetaBalance's moderate imbalance of CIFAR-10 (arXiv 2106.09643). */
    Imbalance MODERATE = new Counts(List.of(31, 5000, 46, 37, 6, 14, 43, 16, 41, 19));

    /**
     * An imbalanced part of a set.
     *
     * @param indices of the examples that are kept, ascending
     * @param counts how many of every class these are
     * @param ranking the classes from the largest to the smallest
     */
    record Part(int[] indices, int[] counts, int[] ranking) {
        /** Returns the largest class over the smallest. */
        public double ratio() {
            return (double) counts[ranking[0]] / counts[ranking[ranking.length - 1]];
        }
    }

    /**
     * Returns how many examples of the class of every rank are kept, where {@code available[k]} of the one
     * of rank k are there: as many as the profile allows, at least one of each.
     *
     * @throws DataException if there are too few
     */
    int[] sizes(int[] available);

    /**
     * Chooses examples at random.
     *
     * @param labels the class of every example
     * @param ranking the classes from the largest to the smallest, or as {@link Counts} lists them
     */
    default Part of(int[] labels, int[] ranking, Rng rng) {
        int[] there = new int[ranking.length];
        for (int label : labels) {
            there[label]++;
        }
        int[] sizes = sizes(Arrays.stream(ranking).map(c -> there[c]).toArray());
        boolean[] kept = new boolean[labels.length];
        int[] counts = new int[ranking.length];
        for (int k = 0; k < ranking.length; k++) {
            int c = ranking[k];
            counts[c] = sizes[k];
            int[] own = IntStream.range(0, labels.length).filter(i -> labels[i] == c).toArray();
            Arrays.stream(rng.stream(c).permutation(own.length)).limit(sizes[k])
                    .forEach(i -> kept[own[i]] = true);
        }
        int[] indices = IntStream.range(0, labels.length).filter(i -> kept[i]).toArray();
        int[] bySize = IntStream.of(ranking).boxed()
                .sorted((a, b) -> Integer.compare(counts[b], counts[a]))
                .mapToInt(Integer::intValue).toArray();
        return new Part(indices, counts, bySize);
    }

    /** As {@link #of(int[], int[], Rng)}, class 0 being the largest and the last one the smallest. */
    default Part of(int[] labels, int classes, Rng rng) {
        return of(labels, IntStream.range(0, classes).toArray(), rng);
    }

    /** As {@link #of(int[], int[], Rng)}, with random ranks. */
    default Part shuffled(int[] labels, int classes, Rng rng) {
        // streams 0 and on choose the examples of the classes
        return of(labels, rng.stream(-1).permutation(classes), rng);
    }

    /**
     * A long tail: the class of rank k of K has ratio^(-k / (K - 1)) times as many as the largest (Cui et
     * al., CVPR 2019, arXiv 1901.05555), rounded down.
     *
     * @param ratio the largest class over the smallest, at least 1
     */
    record Exponential(double ratio) implements Imbalance {
        /** Checks the ratio. */
        public Exponential {
            requireRatio(ratio);
        }

        @Override
        public int[] sizes(int[] available) {
            int last = Math.max(1, available.length - 1);
            return shares(available, k -> StrictMath.pow(ratio, -(double) k / last));
        }
    }

    /**
     * Two steps: some classes are large and the others small (Buda et al., Neural Networks 106, 2018, arXiv
     * 1710.05381).
     *
     * @param ratio large classes over small ones, at least 1
     * @param minority the share of the classes that are small, above 0 and below 1; one at least, all but
     *     one at most; 0.5 is usual
     */
    record Step(double ratio, double minority) implements Imbalance {
        /** Checks the numbers. */
        public Step {
            requireRatio(ratio);
            if (!(minority > 0 && minority < 1)) {
                throw new IllegalArgumentException(
                        "imbalance: the share of small classes must be above 0 and below 1, got "
                                + minority);
            }
        }

        @Override
        public int[] sizes(int[] available) {
            int classes = available.length;
            int small = Math.clamp(Math.round(minority * classes), 1, Math.max(1, classes - 1));
            return shares(available, k -> k < classes - small ? 1 : 1 / ratio);
        }
    }

    /**
     * So many of each class.
     *
     * @param each at least 1, in the order of the ranking: of class 0 first unless another is given
     */
    record Counts(List<Integer> each) implements Imbalance {
        /** Copies and checks the numbers. */
        public Counts {
            each = List.copyOf(each);
            if (each.stream().anyMatch(n -> n < 1)) {
                throw new IllegalArgumentException(
                        "imbalance: needs one of every class, got " + each);
            }
        }

        @Override
        public int[] sizes(int[] available) {
            if (available.length != each.size()) {
                throw new DataException(
                        "imbalance: counts of %d classes are given, the data has %d"
                                .formatted(each.size(), available.length));
            }
            for (int k = 0; k < available.length; k++) {
                if (available[k] < each.get(k)) {
                    throw new DataException(
                            "imbalance: needs of the class at place %d %d examples, the data has %d"
                                    .formatted(k, each.get(k), available[k]));
                }
            }
            return each.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private static void requireRatio(double ratio) {
        if (!(ratio >= 1 && Double.isFinite(ratio))) {
            throw new IllegalArgumentException(
                    "imbalance: the ratio must be at least 1, got " + ratio);
        }
    }

    /** The largest sizes that have these shares of the largest class. */
    private static int[] shares(int[] available, IntToDoubleFunction share) {
        double largest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < available.length; k++) {
            if (available[k] == 0) {
                throw new DataException(
                        "imbalance: needs an example of every class, rank %d has none"
                                .formatted(k));
            }
            largest = Math.min(largest, available[k] / share.applyAsDouble(k));
        }
        double most = largest;
        // 1000 / 100 must not become 9 by rounding
        return IntStream.range(0, available.length)
                .map(k -> Math.max(1, (int) (most * share.applyAsDouble(k) + 1e-6))).toArray();
    }
}
