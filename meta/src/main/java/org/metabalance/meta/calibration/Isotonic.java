package org.metabalance.meta.calibration;

import java.util.Arrays;
import java.util.Map;

/**
 * Isotonic regression (Zadrozny and Elkan 2002): the non-decreasing function of the raw probability p_1 of
 * class 1 of two that is nearest in squares to smoothed {@link Targets} of the labels, found by pooling adjacent violators. Rows of one raw
 * probability are one point, of the weight of their number. Between the points kept, which are the first and
 * last of each level, it is a straight line; outside of them it is level. This is scikit-learn's {@code
 * IsotonicRegression(out_of_bounds="clip")}.
 *
 * <pre>
 *   calibrated p_1 = values[0] + sum over k of
 *       (values[k+1] - values[k]) clip((p_1 - points[k]) / (points[k+1] - points[k]), 0, 1)
 * </pre>
 *
 * <p>Rows within a level become equal. No level is 0 or 1, as the least squares of 0 and 1 would often be: with n_1
 * rows of class 1 and n_0 of class 0 all are between 1 / (n_0 + 2) and (n_1 + 1) / (n_1 + 2), and their mean over the
 * rows is nearly the share of class 1. Which rows are pooled does not depend on that. Use it with hundreds of rows of
 * each class.
 *
 * @param points raw probabilities, ascending without equal ones; at least one; not copied
 * @param values the calibrated probability at each, not descending, 0 to 1; not copied
 */
public record Isotonic(double[] points, double[] values) implements Calibrator {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the points do not ascend, or the values descend, are not as many or
     *     not in [0, 1]
     */
    public Isotonic {
        boolean possible = points.length > 0 && points.length == values.length
                && values[0] >= 0 && values[values.length - 1] <= 1
                && points[0] >= 0 && points[points.length - 1] <= 1;
        for (int i = 1; possible && i < points.length; i++) {
            possible = points[i] > points[i - 1] && values[i] >= values[i - 1];
        }
        if (!possible) {
            throw new IllegalArgumentException(
                    "isotonic: needs ascending points and as many values that do not descend, both in"
                            + " 0 .. 1, got %d points and %d values".formatted(
                                    points.length, values.length));
        }
    }

    static Isotonic fit(double[][] probabilities, int[] labels) {
        double[] scores = new double[labels.length];
        for (int i = 0; i < scores.length; i++) {
            // a sum of rounded numbers may be above 1
            scores[i] = Math.clamp(probabilities[i][1], 0, 1) + 0.0;
        }
        return PooledViolators.of(scores, labels);
    }

    private double at(double p) {
        int place = Arrays.binarySearch(points, p + 0.0); // -0.0 is 0.0
        if (place >= 0) {
            return values[place];
        }
        int above = -place - 1;
        if (above == 0 || above == points.length) {
            return values[Math.min(above, points.length - 1)];
        }
        double share = (p - points[above - 1]) / (points[above] - points[above - 1]);
        return values[above - 1] + share * (values[above] - values[above - 1]);
    }

    @Override
    public double[] apply(double[] probabilities) {
        double positive = at(probabilities[1]);
        return new double[] {1 - positive, positive};
    }

    @Override
    public Calibration kind() {
        return Calibration.ISOTONIC;
    }

    @Override
    public Map<String, double[]> parameters() {
        return Parameters.of("points", points).and("values", values).map();
    }
}
