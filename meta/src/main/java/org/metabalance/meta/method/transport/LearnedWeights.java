package org.metabalance.meta.method.transport;

import org.metabalance.meta.data.Examples;

/**
 * What became of the weights of the training examples, class by class; NaN of a class without examples.
 *
 * @param initial the weight all examples of a class begin with
 * @param least of a class in the end
 * @param mean of a class in the end
 * @param most of a class in the end
 * @param largestMove the largest distance of a weight from where it began: 0 if they were frozen
 */
public record LearnedWeights(
        double[] initial, double[] least, double[] mean, double[] most, double largestMove) {

    static LearnedWeights of(Examples examples, double[] initial, float[] weights) {
        int classes = initial.length;
        double[] least = new double[classes];
        double[] mean = new double[classes];
        double[] most = new double[classes];
        double move = 0;
        for (int c = 0; c < classes; c++) {
            int[] own = examples.indicesOf(c);
            least[c] = own.length == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
            most[c] = own.length == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
            for (int i : own) {
                least[c] = Math.min(least[c], weights[i]);
                most[c] = Math.max(most[c], weights[i]);
                mean[c] += weights[i];
                move = Math.max(move, Math.abs(weights[i] - (float) initial[c]));
            }
            mean[c] /= own.length;
        }
        return new LearnedWeights(initial, least, mean, most, move);
    }
}
