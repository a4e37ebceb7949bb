package org.metabalance.app.export;

import org.metabalance.meta.calibration.Beta;
import org.metabalance.meta.calibration.Calibrator;
import org.metabalance.meta.calibration.Isotonic;
import org.metabalance.meta.calibration.Platt;
import org.metabalance.meta.calibration.PriorShift;
import org.metabalance.meta.calibration.Temperature;
import org.metabalance.meta.calibration.Uncalibrated;

/**
 * How far calibrated probabilities of two runtimes may be apart. Encoder, sigmoid, calibration and threshold are
 * in 64 bits on both sides; the network's sums are in 32, in an order that is each runtime's own. So logits differ by
 * some units in the last place, four at most in what we saw, and a calibration makes as much more of that as it is
 * steep.
 */
public final class Rounding {
    /** Four units in the last place of a logit, of its size. */
    private static final double LOGIT = 4 * 0x1p-24;

    /** What a probability of 32 bits is rounded by. */
    private static final double PROBABILITY = 0x1p-24;

    private Rounding() {}

    /** Returns the largest difference of a calibrated probability. */
    public static double of(Calibrator calibrator) {
        return PROBABILITY + switch (calibrator) {
            case Uncalibrated _ -> line(1, 0);
            case Temperature(double temperature) -> line(1 / temperature, 0);
            case PriorShift(double[] weights) -> {
                double most = 0;
                for (double weight : weights) {
                    most = Math.max(most, Math.abs(Math.log(weight / weights[0])));
                }
                yield line(1, most);
            }
            case Platt(double slope, double intercept) -> line(slope, intercept);
            case Beta(double a, double b, double c) -> line(Math.max(a, b), c);
            case Isotonic(double[] points, double[] values) -> {
                double most = 0;
                for (int k = 1; k < points.length; k++) {
                    double steep = (values[k] - values[k - 1]) / (points[k] - points[k - 1]);
                    most = Math.max(
                            most,
                            Math.min(
                                    values[k] - values[k - 1],
                                    steep * Math.max(raw(points[k]), raw(points[k - 1]))));
                }
                yield most;
            }
        };
    }

    /** Of a line through the logit: steepest, by slope / 4, where it is 0, at a logit of -intercept / slope. */
    private static double line(double slope, double intercept) {
        return LOGIT / 4 * Math.max(slope, Math.abs(intercept));
    }

    /** What a raw probability differs by. */
    private static double raw(double p) {
        double inside = Math.clamp(p, Float.MIN_NORMAL, 1 - PROBABILITY);
        double logit = Math.abs(Math.log(inside / (1 - inside)));
        return LOGIT * Math.max(1, logit) * inside * (1 - inside) + PROBABILITY * inside;
    }
}
