package org.metabalance.meta.method.translation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;

/**
 * What chance decides about a batch: its examples, drawn from balanced classes, and which of them are to be made
 * anew, each out of which other example of the batch. With n_k examples of class k,
 *
 * <pre>
 *   P(k0, k) = 1 - beta^max(n_k0 - n_k, 0)
 * </pre>
 *
 * <p>is the chance of a seed of class k0 for class k, and of a translation that is good enough to be taken.
 */
final class Drawing {
    private final int[] labels;
    private final int[] counts;
    private final int[][] ofClass;
    private final int[] present;
    private final double beta;
    private final Rng rng;

    /**
     * A batch.
     *
     * @param examples numbers of the training examples
     * @param labels their classes
     * @param marked whether each was to be made anew
     * @param seeds the place in the batch of the example it is made out of; its own if it is not made anew
     * @param lucky whether chance takes what becomes of it
     */
    record Drawn(int[] examples, int[] labels, boolean[] marked, int[] seeds, boolean[] lucky) {
        /** Returns whether an example is to be made out of another one. */
        boolean translated(int i) {
            return seeds[i] != i;
        }
    }

    /**
     * Creates the drawings of some examples.
     *
     * @param labels of all of them
     * @param counts of every class
     * @param beta 0 to below 1
     * @param rng decides all
     */
    Drawing(int[] labels, int[] counts, double beta, Rng rng) {
        this.labels = labels;
        this.counts = counts;
        this.beta = beta;
        this.rng = rng;
        ofClass = new int[counts.length][];
        int[] filled = new int[counts.length];
        Arrays.setAll(ofClass, k -> new int[counts[k]]);
        for (int i = 0; i < labels.length; i++) {
            ofClass[labels[i]][filled[labels[i]]++] = i;
        }
        present = IntStream.range(0, counts.length).filter(k -> counts[k] > 0)
                .toArray();
    }

    /** Returns P(k0, k). */
    static double chance(int[] counts, double beta, int from, int to) {
        int more = counts[from] - counts[to];
        return more <= 0 ? 0 : 1 - StrictMath.pow(beta, more);
    }

    /** Returns the batch of a run. */
    Drawn draw(long run, int size) {
        Rng own = rng.stream(run);
        int[] examples = new int[size];
        int[] classes = new int[size];
        Rng which = own.stream(0);
        for (int i = 0; i < size; i++) {
            // weights 1 / n_k: all classes are equally likely
            int[] members = ofClass[present[which.below(2L * i, present.length)]];
            examples[i] = members[which.below(2L * i + 1, members.length)];
            classes[i] = labels[examples[i]];
        }
        int largest = Arrays.stream(counts).max().orElseThrow();
        boolean[] marked = new boolean[size];
        boolean[] lucky = new boolean[size];
        int[] seeds = new int[size];
        Rng marks = own.stream(1);
        Rng choices = own.stream(2);
        Rng coins = own.stream(3);
        for (int i = 0; i < size; i++) {
            marked[i] = marks.uniform(i) < 1 - (double) counts[classes[i]] / largest;
            seeds[i] = marked[i] ? seed(classes, i, choices.uniform(i)) : i;
            lucky[i] = seeds[i] != i
                    && coins.uniform(i) < chance(counts, beta, classes[seeds[i]], classes[i]);
        }
        return new Drawn(examples, classes, marked, seeds, lucky);
    }

    /** Returns the place of a seed, likelier the more its class has; {@code i} if none has more. */
    private int seed(int[] classes, int i, double uniform) {
        double sum = 0;
        for (int place : classes) {
            sum += chance(counts, beta, place, classes[i]);
        }
        double left = uniform * sum;
        int last = i;
        for (int place = 0; place < classes.length; place++) {
            double chance = chance(counts, beta, classes[place], classes[i]);
            if (chance > 0) {
                last = place;
                left -= chance;
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }
}
