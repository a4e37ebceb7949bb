package org.metabalance.meta.data;

import java.util.Arrays;
import org.metabalance.engine.Rng;

/**
 * Wrong labels, made on purpose: with what probability an example of a class gets which other label. To be made
 * after an {@link Imbalance}, so that classes are small by both.
 */
public sealed interface LabelNoise {
    /** Labels and which of them are wrong. */
    record Labels(int[] labels, boolean[] wrong) {}

    /**
     * Returns the probabilities of all labels for an example.
     *
     * @param label the right one
     * @param counts how many examples every class has
     */
    double[] probabilities(int label, int[] counts);

    /**
     * Draws labels: example i by number i of {@code rng} alone.
     *
     * @param labels the right ones
     * @param classes how many classes there are
     * @param spared examples whose labels stay
     */
    default Labels of(int[] labels, int classes, boolean[] spared, Rng rng) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        int[] noisy = labels.clone();
        boolean[] wrong = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            if (!spared[i]) {
                noisy[i] = draw(probabilities(labels[i], counts), labels[i], rng.uniform(i));
                wrong[i] = noisy[i] != labels[i];
            }
        }
        return new Labels(noisy, wrong);
    }

    private static int draw(double[] probabilities, int right, double at) {
        double sum = 0;
        for (int c = 0; c < probabilities.length; c++) {
            sum += probabilities[c];
            if (at < sum) {
                return c;
            }
        }
        // rounding left a gap below 1
        return right;
    }

    /**
     * Any other class, all alike.
     *
     * @param rate the share of wrong labels, 0 to 1
     */
    record Symmetric(double rate) implements LabelNoise {
        /** Checks the rate. */
        public Symmetric {
            requireRate(rate);
        }

        @Override
        public double[] probabilities(int label, int[] counts) {
            double[] each = new double[counts.length];
            Arrays.fill(each, rate / (counts.length - 1));
            each[label] = 1 - rate;
            return each;
        }
    }

    /**
     * A class drawn by frequency, the right one too: r n_j / N, and 1 - r more for the right one, as in the code
     * of CurveNet (Jiang et al., AAAI 2022, arXiv 2201.00849). So fewer than r of the labels are wrong.
     *
     * @param rate r, 0 to 1
     */
    record ByFrequency(double rate) implements LabelNoise {
        /** Checks the rate. */
        public ByFrequency {
            requireRate(rate);
        }

        @Override
        public double[] probabilities(int label, int[] counts) {
            double all = 0;
            for (int n : counts) {
                all += n;
            }
            double[] each = new double[counts.length];
            for (int c = 0; c < each.length; c++) {
                each[c] = rate * counts[c] / all;
            }
            each[label] += 1 - rate;
            return each;
        }
    }

    /**
     * Always the next class, and class 0 after the last: pairs that are mistaken for each other.
     *
     * @param rate the share of wrong labels, 0 to 1
     */
    record Asymmetric(double rate) implements LabelNoise {
        /** Checks the rate. */
        public Asymmetric {
            requireRate(rate);
        }

        @Override
        public double[] probabilities(int label, int[] counts) {
            double[] each = new double[counts.length];
            each[label] = 1 - rate;
            each[(label + 1) % counts.length] = rate;
            return each;
        }
    }

    /**
     * Returns the noise that a text such as {@code uniform:0.4} names: {@code uniform} is {@link Symmetric},
     * {@code frequency} {@link ByFrequency} and {@code flip} {@link Asymmetric}, each with a rate.
     *
     * @throws IllegalArgumentException if it names none
     */
    static LabelNoise parse(String text) {
        int colon = text.indexOf(':');
        try {
            double rate = Double.parseDouble(text.substring(colon + 1));
            switch (text.substring(0, Math.max(0, colon))) {
                case "uniform" -> {
                    return new Symmetric(rate);
                }
                case "frequency" -> {
                    return new ByFrequency(rate);
                }
                case "flip" -> {
                    return new Asymmetric(rate);
                }
                default -> {
                    // refused below
                }
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException(
                "label noise: must be uniform:RATE, frequency:RATE or flip:RATE, got '%s'"
                        .formatted(text));
    }

    /** Returns the text that {@link #parse} reads. */
    default String text() {
        return switch (this) {
            case Symmetric(double rate) -> "uniform:" + rate;
            case ByFrequency(double rate) -> "frequency:" + rate;
            case Asymmetric(double rate) -> "flip:" + rate;
        };
    }

    private static void requireRate(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(
                    "label noise: the rate must be from 0 to 1, got " + rate);
        }
    }
}
