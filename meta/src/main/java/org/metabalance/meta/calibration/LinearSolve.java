package org.metabalance.meta.calibration;

/** Solves a few linear equations. */
final class LinearSolve {
    private LinearSolve() {}

    /**
     * Returns x with A x = b, by Cholesky's decomposition.
     *
     * @param a symmetric and positive definite; its lower half is overwritten
     */
    static double[] positiveDefinite(double[][] a, double[] b) {
        int n = b.length;
        double[] x = b.clone();
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) {
                a[j][j] -= a[j][k] * a[j][k];
            }
            // of numbers that depend on each other rounding may leave nothing
            a[j][j] = Math.sqrt(Math.max(a[j][j], Double.MIN_NORMAL));
            for (int i = j + 1; i < n; i++) {
                for (int k = 0; k < j; k++) {
                    a[i][j] -= a[i][k] * a[j][k];
                }
                a[i][j] /= a[j][j];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= a[i][k] * x[k];
            }
            x[i] /= a[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= a[k][i] * x[k];
            }
            x[i] /= a[i][i];
        }
        return x;
    }
}
