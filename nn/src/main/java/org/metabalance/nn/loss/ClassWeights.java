package org.metabalance.nn.loss;

import java.util.Arrays;

/**
 * Class weights from class counts: what weight each example of a class has in a loss. Classes must
 * not be empty.
 */
public final class ClassWeights {
    private ClassWeights() {}

    /**
     * Returns n / (K n_k), scikit-learn's "balanced": over the counted examples the mean weight is 1.
     *
     * @throws IllegalArgumentException if a class is empty
     */
    public static double[] balanced(int... counts) {
        check(counts);
        double examples = Arrays.stream(counts).asLongStream().sum();
        return Arrays.stream(counts).mapToDouble(n -> examples / (counts.length * (double) n))
                .toArray();
    }

    /**
     * Returns weights proportional to 1 / n_k that sum to the number of classes.
     *
     * @throws IllegalArgumentException if a class is empty
     */
    public static double[] inverseFrequency(int... counts) {
        check(counts);
        return sumToClasses(Arrays.stream(counts).mapToDouble(n -> 1.0 / n).toArray());
    }

    /**
     * Returns weights proportional to (1 - beta) / (1 - beta^n_k), one over the effective number of
     * examples, that sum to the number of classes: Cui et al., CVPR 2019 (arXiv 1901.05555), whose
     * loss is normalized by {@link Normalization#BATCH_SIZE}. With beta 0 all weights are 1; as beta
     * approaches 1 they approach {@link #inverseFrequency}. Usual values are 0.999 and 0.9999.
     *
     * @throws IllegalArgumentException if a class is empty or beta is not in [0, 1)
     */
    public static double[] effectiveNumber(double beta, int... counts) {
        check(counts);
        if (!(beta >= 0 && beta < 1)) {
            throw new IllegalArgumentException(
                    "class weights: beta must be at least 0 and below 1, got " + beta);
        }
        // expm1: 1 - beta^n cancels when beta is close to 1
        return sumToClasses(Arrays.stream(counts)
                .mapToDouble(n -> (1 - beta) / -StrictMath.expm1(n * StrictMath.log(beta)))
                .toArray());
    }

    /**
     * Returns {1 - alpha, alpha}: the weights of negatives and positives in the focal loss of Lin et
     * al., ICCV 2017, whose default is 0.25.
     */
    public static double[] alpha(double alpha) {
        return new double[] {1 - alpha, alpha};
    }

    private static double[] sumToClasses(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w * weights.length / sum).toArray();
    }

    private static void check(int[] counts) {
        if (counts.length == 0) {
            throw new IllegalArgumentException("class weights: needs at least one class, got none");
        }
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] < 1) {
                throw new IllegalArgumentException(
                        "class weights: every class needs an example, got " + counts[k]
                                + " of class " + k);
            }
        }
    }
}
