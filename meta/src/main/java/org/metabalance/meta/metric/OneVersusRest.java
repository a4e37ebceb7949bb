package org.metabalance.meta.metric;

/** Averages a ranking metric over the classes, each against all others. */
final class OneVersusRest {
    private OneVersusRest() {}

    /** A metric of scores for one positive class. */
    @FunctionalInterface
    interface RankingMetric {
        double of(double[] scores, int[] labels, int positive);
    }

    /** Returns the unweighted mean over the classes for which {@code metric} is not NaN. */
    static double mean(RankingMetric metric, double[][] probabilities, int[] labels) {
        int classes = probabilities.length == 0 ? 0 : probabilities[0].length;
        double[] values = new double[classes];
        for (int c = 0; c < classes; c++) {
            values[c] = metric.of(column(probabilities, c), labels, c);
        }
        return mean(values);
    }

    /** Returns the mean of the values that are not NaN; NaN if all are. */
    static double mean(double[] values) {
        double sum = 0;
        int defined = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                defined++;
            }
        }
        return defined == 0 ? Double.NaN : sum / defined;
    }

    /** Returns the probabilities of class {@code c}. */
    static double[] column(double[][] probabilities, int c) {
        double[] column = new double[probabilities.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = probabilities[i][c];
        }
        return column;
    }
}
