package org.metabalance.meta.metric;

/** The mean of -log p, p being the probability that was given to a row's own class; lower is better. */
public final class LogLoss {
    /** The least p that counts: what F32 tells from 0 beside 1. A surer mistake costs no more, 15.9. */
    private static final double LEAST = Math.ulp(1f);

    private LogLoss() {}

    /**
     * Returns the loss in nats.
     *
     * @param probabilities {@code [rows, classes]}
     * @param labels the class of every row
     */
    public static double of(double[][] probabilities, int[] labels) {
        Probabilities.check("log loss", probabilities, labels);
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum -= StrictMath.log(Math.max(LEAST, probabilities[i][labels[i]]));
        }
        return sum / labels.length;
    }
}
