package org.metabalance.meta.calibration;

import java.util.Map;

/**
 * One number for how sure a model is (Guo et al., ICML 2017), for any number of classes:
 *
 * <pre>
 *   calibrated p_k  proportional to  p_k^(1 / temperature)
 * </pre>
 *
 * <p>which divides the logits by the temperature: above 1 the model was too sure. It is fitted by maximum
 * likelihood to smoothed {@link Targets}, within 1/4 and 64: chance asks for infinity.
 *
 * @param temperature above 0
 */
public record Temperature(double temperature) implements Calibrator {
    private static final double LEAST = 1.0 / 4;
    private static final double MOST = 64;

    private static final int HALVINGS = 60;

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is not finite and above 0
     */
    public Temperature {
        if (!(temperature > 0) || !Double.isFinite(temperature)) {
            throw new IllegalArgumentException(
                    "temperature: must be above 0 and finite, got " + temperature);
        }
    }

    static Temperature fit(double[][] probabilities, int[] labels) {
        double[][] logs = new double[labels.length][];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = logs(probabilities[i]);
        }
        Targets targets = Targets.of(labels, probabilities[0].length);
        // the loss is convex in 1 / temperature: its slope has one root, or is of one sign
        double low = 1 / MOST;
        double high = 1 / LEAST;
        if (slope(logs, labels, targets, low) >= 0) {
            return new Temperature(MOST);
        }
        if (slope(logs, labels, targets, high) <= 0) {
            return new Temperature(LEAST);
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            if (slope(logs, labels, targets, middle) > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return new Temperature(1 / Math.sqrt(low * high));
    }

    /** Returns the derivative of the log loss by the inverse temperature. */
    private static double slope(
            double[][] logs, int[] labels, Targets targets, double inverse) {
        double sum = 0;
        for (int i = 0; i < logs.length; i++) {
            double[] p = softmax(logs[i], inverse);
            for (int c = 0; c < p.length; c++) {
                sum += (p[c] - targets.of(labels[i], c)) * logs[i][c];
            }
        }
        return sum;
    }

    private static double[] logs(double[] probabilities) {
        double[] logs = new double[probabilities.length];
        for (int c = 0; c < logs.length; c++) {
            logs[c] = Logs.log(probabilities[c]);
        }
        return logs;
    }

    private static double[] softmax(double[] logs, double inverse) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        double[] p = new double[logs.length];
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            p[c] = StrictMath.exp(inverse * (logs[c] - most));
            sum += p[c];
        }
        for (int c = 0; c < p.length; c++) {
            p[c] /= sum;
        }
        return p;
    }

    @Override
    public double[] apply(double[] probabilities) {
        return softmax(logs(probabilities), 1 / temperature);
    }

    @Override
    public Calibration kind() {
        return Calibration.TEMPERATURE;
    }

    @Override
    public Map<String, double[]> parameters() {
        return Parameters.of("temperature", temperature).map();
    }
}
