package org.metabalance.meta.data;

import java.util.Arrays;
import org.metabalance.engine.Rng;

/**
 * Examples some of whose labels are known to be wrong, because they were made so: for the study of methods that
 * should find them. Methods see the wrong labels; a few examples of every class are {@link #trusted}, and small
 * balanced sets are made of these. What makes new rows of a table keeps the labels and not the trust.
 */
public final class NoisyExamples implements WrappedExamples {
    private final Examples examples;
    private final int[] right;
    private final boolean[] trusted;

    private NoisyExamples(Examples examples, int[] right, boolean[] trusted) {
        this.examples = examples;
        this.right = right;
        this.trusted = trusted;
    }

    /**
     * Returns examples with wrong labels.
     *
     * @param examples with right ones
     * @param noise how many get which
     * @param trustedPerClass how many of every class are trusted, at least 1; all where a class has fewer
     * @param rng decides which are trusted and which labels are wrong
     * @throws IllegalArgumentException if no example is to be trusted, or the examples cannot be relabelled
     */
    public static NoisyExamples of(
            Examples examples, LabelNoise noise, int trustedPerClass, Rng rng) {
        examples.requireLabels("label noise");
        if (trustedPerClass < 1) {
            throw new IllegalArgumentException(
                    "label noise: needs a trusted example of every class, got " + trustedPerClass);
        }
        boolean[] trusted = new boolean[examples.size()];
        for (int c = 0; c < examples.classes(); c++) {
            int[] own = examples.indicesOf(c);
            Arrays.stream(rng.stream(c).permutation(own.length)).limit(trustedPerClass)
                    .forEach(i -> trusted[own[i]] = true);
        }
        int[] right = examples.labels();
        LabelNoise.Labels made = noise.of(right, examples.classes(), trusted, rng.stream(-1));
        return new NoisyExamples(examples.relabelled(made.labels()), right, trusted);
    }

    /** Returns the examples with their wrong labels, of which nobody knows which they are. */
    @Override
    public Examples examples() {
        return examples;
    }

    /** Returns whether the label of an example is wrong. */
    public boolean wrong(int index) {
        return label(index) != right[index];
    }

    @Override
    public boolean trusted(int index) {
        return trusted[index];
    }

    @Override
    public NoisyExamples select(int[] indices) {
        int[] labels = Arrays.stream(indices).map(i -> right[i]).toArray();
        boolean[] sure = new boolean[indices.length];
        for (int i = 0; i < sure.length; i++) {
            sure[i] = trusted[indices[i]];
        }
        return new NoisyExamples(examples.select(indices), labels, sure);
    }

    @Override
    public String toString() {
        int wrong = 0;
        for (int i = 0; i < size(); i++) {
            wrong += wrong(i) ? 1 : 0;
        }
        return "%s, %d wrong labels".formatted(examples, wrong);
    }
}
