package org.metabalance.meta.calibration;

import java.util.Map;

/**
 * A straight line through the log-odds (Platt 1999): with the raw probabilities p_0 and p_1 of two classes
 *
 * <pre>
 *   calibrated p_1 = 1 / (1 + exp(-z)),   z = slope (ln p_1 - ln p_0) + intercept
 * </pre>
 *
 * <p>It is fitted by maximum likelihood to smoothed {@link Targets}, as in Platt's paper: so a perfect separation does
 * not lead to an infinite slope. A slope below 0, which would turn the order of rows round, is taken as 0.
 *
 * @param slope at least 0
 * @param intercept of the log-odds
 */
public record Platt(double slope, double intercept) implements Calibrator {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the slope is negative or one of the two is not finite
     */
    public Platt {
        if (!(slope >= 0) || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException(
                    "platt: needs a finite intercept and a slope of at least 0, got %s and %s"
                            .formatted(intercept, slope));
        }
    }

    static Platt fit(double[][] probabilities, int[] labels) {
        double[][] features = new double[labels.length][];
        for (int i = 0; i < features.length; i++) {
            features[i] = new double[] {Logs.odds(probabilities[i])};
        }
        double[] weights = LogisticFit.of(features, labels).weights();
        return new Platt(weights[0], weights[1]);
    }

    @Override
    public double[] apply(double[] probabilities) {
        return Logs.two(slope * Logs.odds(probabilities) + intercept);
    }

    @Override
    public Calibration kind() {
        return Calibration.PLATT;
    }

    @Override
    public Map<String, double[]> parameters() {
        return Parameters.of("slope", slope).and("intercept", intercept).map();
    }
}
