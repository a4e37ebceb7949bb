package org.metabalance.meta.calibration;

import java.util.Map;

/**
 * From classes as frequent as each other to their real shares, for any number of classes:
 *
 * <pre>
 *   calibrated p_k  proportional to  p_k weight_k,   weight_k = K n_k / n
 * </pre>
 *
 * <p>with n_k of the n rows in class k of K: the share that counts over the share that was trained with (Saerens,
 * Latinne and Decaestecker, Neural Computation 14(1), 2002, equation 2.4; Elkan, IJCAI 2001, theorem 2). It is
 * right for a model whose training saw balanced classes and nothing else; which ones that holds for, the log
 * loss tells.
 *
 * @param weights one for each class, above 0; not copied
 */
public record PriorShift(double[] weights) implements Calibrator {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there are less than 2 classes, or a weight is not finite and above 0
     */
    public PriorShift {
        boolean possible = weights.length > 1;
        for (double weight : weights) {
            possible &= weight > 0 && Double.isFinite(weight);
        }
        if (!possible) {
            throw new IllegalArgumentException(
                    "prior: needs a finite weight above 0 for each of at least 2 classes, got "
                            + java.util.Arrays.toString(weights));
        }
    }

    static PriorShift fit(double[][] probabilities, int[] labels) {
        double[] weights = new double[probabilities[0].length];
        for (int label : labels) {
            weights[label] += (double) weights.length / labels.length;
        }
        return new PriorShift(weights);
    }

    @Override
    public double[] apply(double[] probabilities) {
        double[] shifted = new double[weights.length];
        double sum = 0;
        for (int c = 0; c < shifted.length; c++) {
            shifted[c] = probabilities[c] * weights[c];
            sum += shifted[c];
        }
        for (int c = 0; c < shifted.length; c++) {
            shifted[c] /= sum;
        }
        return shifted;
    }

    @Override
    public Calibration kind() {
        return Calibration.PRIOR;
    }

    @Override
    public Map<String, double[]> parameters() {
        return Parameters.of("weights", weights).map();
    }

    @Override
    public boolean suits(int classes) {
        return classes == weights.length;
    }
}
