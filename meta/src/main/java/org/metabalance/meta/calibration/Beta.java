package org.metabalance.meta.calibration;

import java.util.Map;

/**
 * Beta calibration (Kull, Silva Filho and Flach, AISTATS 2017): with the raw probabilities p_0 and p_1 of two
 * classes
 *
 * <pre>
 *   calibrated p_1 = 1 / (1 + exp(-z)),   z = a ln p_1 - b ln p_0 + c
 * </pre>
 *
 * <p>which is right if the scores of each class follow a beta distribution. With a = b it is {@link Platt}, with
 * a = b = 1 and c = 0 nothing changes. It is fitted by maximum likelihood to smoothed {@link Targets} under a >= 0 and
 * b >= 0, so that the order of rows stays.
 *
 * @param a of ln p_1, at least 0
 * @param b of -ln p_0, at least 0
 * @param c the intercept
 */
public record Beta(double a, double b, double c) implements Calibrator {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a or b is negative, or one of the three is not finite
     */
    public Beta {
        if (!(a >= 0 && b >= 0) || !Double.isFinite(a + b) || !Double.isFinite(c)) {
            throw new IllegalArgumentException(
                    "beta: needs finite a and b of at least 0 and a finite c, got %s, %s and %s"
                            .formatted(a, b, c));
        }
    }

    static Beta fit(double[][] probabilities, int[] labels) {
        double[][] features = new double[labels.length][];
        for (int i = 0; i < features.length; i++) {
            features[i] = new double[] {
                Logs.log(probabilities[i][1]), -Logs.log(probabilities[i][0])
            };
        }
        double[] weights = LogisticFit.of(features, labels).weights();
        return new Beta(weights[0], weights[1], weights[2]);
    }

    @Override
    public double[] apply(double[] probabilities) {
        return Logs.two(a * Logs.log(probabilities[1]) - b * Logs.log(probabilities[0]) + c);
    }

    @Override
    public Calibration kind() {
        return Calibration.BETA;
    }

    @Override
    public Map<String, double[]> parameters() {
        return Parameters.of("a", a).and("b", b).and("c", c).map();
    }
}
