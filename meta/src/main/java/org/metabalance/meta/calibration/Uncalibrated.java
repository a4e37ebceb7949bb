package org.metabalance.meta.calibration;

import java.util.Map;

/** Leaves probabilities as they are. */
public record Uncalibrated() implements Calibrator {
    @Override
    public double[] apply(double[] probabilities) {
        return probabilities.clone();
    }

    @Override
    public Calibration kind() {
        return Calibration.NONE;
    }

    @Override
    public Map<String, double[]> parameters() {
        return Map.of();
    }
}
