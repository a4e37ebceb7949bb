package org.metabalance.meta.calibration;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.metabalance.meta.metric.LogLoss;

/** How a calibrator comes about: of a kind that is named, or of the one that is best. */
public sealed interface CalibrationChoice {
    /** The best of all. */
    CalibrationChoice AUTO = new Best();

    /** None: probabilities are left as they are. */
    CalibrationChoice NONE = new Named(Calibration.NONE);

    /**
     * A calibrator and why it was taken.
     *
     * @param calibrator fitted on all rows
     * @param logLoss of each kind that was tried, in nats, on rows that it was not fitted on; empty if the kind
     *     was named
     */
    record Fitted(Calibrator calibrator, Map<Calibration, Double> logLoss) {
        /** Copies the map. */
        public Fitted {
            logLoss = Collections.unmodifiableMap(
                    logLoss.isEmpty() ? Map.of() : new EnumMap<>(logLoss));
        }
    }

    /**
     * One kind.
     *
     * @param kind which
     */
    record Named(Calibration kind) implements CalibrationChoice {
        @Override
        public Fitted on(double[][] probabilities, int[] labels) {
            return new Fitted(kind.fit(probabilities, labels), Map.of());
        }

        @Override
        public boolean suits(int classes) {
            return kind.suits(classes);
        }

        @Override
        public String label() {
            return kind.label();
        }
    }

    /**
     * The kind with the lowest log loss in {@link #FOLDS}-fold cross-fitting: each fold is predicted by a
     * calibrator that was fitted on the others, so that a kind does not win by how closely it follows the rows
     * it was fitted on. It is then fitted on all rows. Of kinds whose log-likelihood over all rows is the
     * highest, or lower by no more than {@link #TIE}, the first is taken, the one with the fewest numbers. Kinds that cannot be fitted on the rows
     * of every fold are left out; none remains. With more than two classes {@link Calibration#NONE} and {@link
     * Calibration#TEMPERATURE} are tried, which leave each row its most probable class.
     *
     * <p>The rows of each class go to the folds in turn, in their order.
     */
    record Best() implements CalibrationChoice {
        /** The number of folds. */
        public static final int FOLDS = 5;

        /** In nats over all rows together: what a number more is worth by Akaike's criterion. */
        public static final double TIE = 1;

        @Override
        public Fitted on(double[][] probabilities, int[] labels) {
            Map<Calibration, Double> losses = new EnumMap<>(Calibration.class);
            CrossFitting parts = CrossFitting.of(probabilities, labels, FOLDS);
            for (Calibration kind : Calibration.values()) {
                if ((kind != Calibration.PRIOR || probabilities[0].length == 2)
                        && parts.allows(kind)) {
                    losses.put(kind, LogLoss.of(parts.predict(kind), labels));
                }
            }
            double most = Collections.min(losses.values()) + TIE / labels.length;
            Calibration best = losses.keySet().stream().filter(kind -> losses.get(kind) <= most)
                    .findFirst().orElseThrow();
            return new Fitted(best.fit(probabilities, labels), losses);
        }

        @Override
        public boolean suits(int classes) {
            return true;
        }

        @Override
        public String label() {
            return "auto";
        }
    }

    /**
     * Fits a calibrator.
     *
     * @param probabilities of rows that the model was not trained on, {@code [rows, classes]}
     * @param labels the class of every row; at least one
     * @throws IllegalArgumentException if a kind was named that does not {@linkplain Calibration#fits fit}
     */
    Fitted on(double[][] probabilities, int[] labels);

    /** Returns whether it is for so many classes. */
    boolean suits(int classes);

    /** Returns what {@link #parse} reads. */
    String label();

    /**
     * Returns the choice of a label: {@code auto} or the name of a kind.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static CalibrationChoice parse(String label) {
        if (label.strip().equalsIgnoreCase(AUTO.label())) {
            return AUTO;
        }
        try {
            return new Named(Calibration.of(label));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage().replace("must be one of ", "must be auto, "), e);
        }
    }
}
