package org.metabalance.meta.metric;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How the decision threshold of two classes comes about: tuned on validation rows, or given. */
public sealed interface ThresholdRule {
    /** Tuned for {@link Criterion#BALANCED_ACCURACY}. */
    ThresholdRule DEFAULT = new Tuned(Criterion.BALANCED_ACCURACY);

    /**
     * The best on validation rows, see {@link Threshold#tune}.
     *
     * @param criterion what it is the best for
     */
    record Tuned(Criterion criterion) implements ThresholdRule {
        @Override
        public double on(double[][] probabilities, int[] labels) {
            return Threshold.tune(probabilities, labels, criterion).value();
        }

        @Override
        public String label() {
            return criterion.label();
        }
    }

    /**
     * One for all models, whatever the validation rows say.
     *
     * @param value above 0 and below 1
     */
    record Fixed(double value) implements ThresholdRule {
        /** Checks the value. */
        public Fixed {
            if (!(value > 0 && value < 1)) {
                throw new IllegalArgumentException(
                        "threshold: must be above 0 and below 1, got " + value);
            }
        }

        @Override
        public double on(double[][] probabilities, int[] labels) {
            return Probabilities.check("threshold", probabilities, labels) == 2
                    ? value
                    : Double.NaN;
        }

        @Override
        public String label() {
            return Double.toString(value);
        }
    }

    /**
     * Returns the threshold.
     *
     * @param probabilities of validation rows, {@code [rows, classes]}
     * @param labels the class of every row
     * @return NaN with more than two classes, where the most probable one is predicted
     */
    double on(double[][] probabilities, int[] labels);

    /** Returns what {@link #parse} reads: the criterion's name or the value. */
    String label();

    /**
     * Returns the rule of a label: a criterion's name or a number.
     *
     * @throws IllegalArgumentException if it is neither, or the number is not between 0 and 1
     */
    static ThresholdRule parse(String label) {
        for (Criterion criterion : Criterion.values()) {
            if (criterion.label().equalsIgnoreCase(label.strip())) {
                return new Tuned(criterion);
            }
        }
        double value;
        try {
            value = Double.parseDouble(label.strip());
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(
                    "threshold: must be %s or a number above 0 and below 1, got '%s'".formatted(
                            Arrays.stream(Criterion.values()).map(Criterion::label)
                                    .collect(Collectors.joining(", ")),
                            label));
        }
        return new Fixed(value);
    }
}
