package org.metabalance.meta.calibration;

/** Logarithms of probabilities, and the way back. */
final class Logs {
    /**
     * The least probability a logarithm is taken of, so that it is finite. Networks compute the probabilities of
     * both classes each for itself, in F32: what is below this is rounded anyway.
     */
    private static final double LEAST = Float.MIN_NORMAL;

    private Logs() {}

    static double log(double probability) {
        return StrictMath.log(Math.max(LEAST, probability));
    }

    /** Returns the log-odds of class 1 of two. */
    static double odds(double[] probabilities) {
        return log(probabilities[1]) - log(probabilities[0]);
    }

    static double sigmoid(double z) {
        double e = StrictMath.exp(-Math.abs(z));
        return z >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /** Returns log(1 + exp(z)). */
    static double softplus(double z) {
        return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }

    /** Returns the probabilities of two classes whose log-odds are {@code z}. */
    static double[] two(double z) {
        return new double[] {sigmoid(-z), sigmoid(z)};
    }
}
