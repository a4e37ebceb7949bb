package org.metabalance.meta.calibration;

import java.util.Map;

/** What turns raw probabilities into calibrated ones. Immutable; may be used by several threads. */
public sealed interface Calibrator
        permits Uncalibrated, Temperature, PriorShift, Platt, Beta, Isotonic {
    /**
     * Returns the calibrated probabilities of a row.
     *
     * @param probabilities one a class, which sum up to 1; not changed
     */
    double[] apply(double[] probabilities);

    /** Returns which kind this is. */
    Calibration kind();

    /** Returns its numbers by name, for {@link Calibration#of}: what the record's components are called. */
    Map<String, double[]> parameters();

    /**
     * Returns whether it can calibrate probabilities of so many classes.
     *
     * @param classes at least 2
     */
    default boolean suits(int classes) {
        return kind().suits(classes);
    }

    /**
     * Returns the calibrated probabilities of rows.
     *
     * @param probabilities {@code [rows, classes]}; not changed
     */
    default double[][] apply(double[][] probabilities) {
        double[][] calibrated = new double[probabilities.length][];
        for (int i = 0; i < calibrated.length; i++) {
            calibrated[i] = apply(probabilities[i]);
        }
        return calibrated;
    }
}
