package org.metabalance.meta.calibration;

/**
 * What calibrators are fitted to instead of 1 and 0 (Platt 1999, section 2.2): of class c, which n_c rows have,
 *
 * <pre>
 *   own = (n_c + 1) / (n_c + 2),   other = (1 - own) / (classes - 1)
 * </pre>
 *
 * <p>which is what n_c rows say of one more if every share was as likely before (Laplace's rule of succession). So
 * a few rows that can be told apart do not lead to probabilities of 0 and 1: nothing is surer than its rows.
 *
 * @param own the target of a row's own class, by that class
 * @param other the target of each other class
 */
record Targets(double[] own, double[] other) {
    /** Returns those of rows of these classes. */
    static Targets of(int[] labels, int classes) {
        double[] counts = new double[classes];
        for (int label : labels) {
            counts[label]++;
        }
        double[] own = new double[classes];
        double[] other = new double[classes];
        for (int c = 0; c < classes; c++) {
            own[c] = (counts[c] + 1) / (counts[c] + 2);
            other[c] = 1 / (counts[c] + 2) / (classes - 1);
        }
        return new Targets(own, other);
    }

    /** Returns the target of a class for a row. */
    double of(int label, int c) {
        return label == c ? own[label] : other[label];
    }
}
