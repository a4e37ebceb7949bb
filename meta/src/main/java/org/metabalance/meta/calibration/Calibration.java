package org.metabalance.meta.calibration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The kinds of calibration there are, from those with fewest numbers to fit. */
public enum Calibration {
    /** {@link Uncalibrated}. */
    NONE,
    /** {@link Temperature}. */
    TEMPERATURE,
    /** {@link PriorShift}. */
    PRIOR,
    /** {@link Platt}. */
    PLATT,
    /** {@link Beta}. */
    BETA,
    /** {@link Isotonic}. */
    ISOTONIC;

    /** Returns the name users type, in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the kind of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Calibration of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label().equalsIgnoreCase(label.strip()))
                .findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "calibration: must be one of %s, got '%s'".formatted(
                                Arrays.stream(values()).map(Calibration::label)
                                        .collect(Collectors.joining(", ")),
                                label)));
    }

    /** Returns whether it is for so many classes; all are for two. */
    public boolean suits(int classes) {
        return classes == 2 || this == NONE || this == TEMPERATURE || this == PRIOR;
    }

    /**
     * Returns whether it can be fitted on rows of these classes: all but {@link #NONE} need a row, all but {@link
     * #TEMPERATURE} one of each class.
     *
     * @param labels the class of every row
     * @param classes the number of classes
     */
    public boolean fits(int[] labels, int classes) {
        return this == NONE || suits(classes) && labels.length > 0
                && (this == TEMPERATURE
                        || Arrays.stream(labels).distinct().count() == classes);
    }

    /**
     * Fits a calibrator.
     *
     * @param probabilities of rows that the model was not trained on, {@code [rows, classes]}
     * @param labels the class of every row
     * @throws IllegalArgumentException if it does not {@linkplain #fits fit}, or a probability is NaN
     */
    public Calibrator fit(double[][] probabilities, int[] labels) {
        int classes = probabilities.length == 0 ? 2 : probabilities[0].length;
        if (probabilities.length != labels.length || !fits(labels, classes)) {
            throw new IllegalArgumentException(
                    "calibration: %s needs %s, got %d rows of %d classes, %d of which occur"
                            .formatted(
                                    label(),
                                    !suits(classes) ? "two classes"
                                            : this == TEMPERATURE ? "a row" : "a row of each class",
                                    labels.length, classes,
                                    Arrays.stream(labels).distinct().count()));
        }
        for (int i = 0; i < labels.length; i++) {
            for (double p : probabilities[i]) {
                if (Double.isNaN(p)) {
                    throw new IllegalArgumentException(
                            "calibration: probabilities must be numbers, got NaN in row %d (has training"
                                    .formatted(i) + " diverged?)");
                }
            }
        }
        return switch (this) {
            case NONE -> new Uncalibrated();
            case TEMPERATURE -> Temperature.fit(probabilities, labels);
            case PRIOR -> PriorShift.fit(probabilities, labels);
            case PLATT -> Platt.fit(probabilities, labels);
            case BETA -> Beta.fit(probabilities, labels);
            case ISOTONIC -> Isotonic.fit(probabilities, labels);
        };
    }

    /**
     * Returns the calibrator of {@link Calibrator#parameters}.
     *
     * @throws IllegalArgumentException if a number is missing, or cannot be
     */
    public Calibrator of(Map<String, double[]> parameters) {
        Parameters numbers = new Parameters(parameters);
        String kind = label();
        return switch (this) {
            case NONE -> new Uncalibrated();
            case TEMPERATURE -> new Temperature(numbers.one(kind, "temperature"));
            case PRIOR -> new PriorShift(numbers.all(kind, "weights"));
            case PLATT -> new Platt(numbers.one(kind, "slope"), numbers.one(kind, "intercept"));
            case BETA -> new Beta(
                    numbers.one(kind, "a"), numbers.one(kind, "b"), numbers.one(kind, "c"));
            case ISOTONIC -> new Isotonic(
                    numbers.all(kind, "points"), numbers.all(kind, "values"));
        };
    }
}
