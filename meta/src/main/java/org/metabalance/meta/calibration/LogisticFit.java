package org.metabalance.meta.calibration;

import java.util.Arrays;

/**
 * Logistic regression on one or two features, whose weights are at least 0, and an intercept, by maximum
 * likelihood with smoothed {@link Targets}: found by Newton's method with step halving (Lin, Lin and Weng, Machine
 * Learning 68, 2007). The targets are inside 0 .. 1, so the optimum is finite.
 *
 * @param weights of the features, then the intercept
 * @param loss the negative log-likelihood
 */
record LogisticFit(double[] weights, double loss) {
    private static final int MOST_STEPS = 100;

    /** Of the gradient's largest number over the rows: what is left of it then is rounding. */
    private static final double FLAT = 1e-12;

    /** Keeps the Hessian invertible where features do not vary; next to nothing elsewhere. */
    private static final double RIDGE = 1e-12;

    /**
     * Fits. If a weight is negative, the best fit under the constraint has one of them 0, as the loss is convex.
     *
     * @param features {@code [rows, 1 or 2]}
     * @param labels 0 or 1; both occur
     */
    static LogisticFit of(double[][] features, int[] labels) {
        Targets smoothed = Targets.of(labels, 2);
        double[] targets = Arrays.stream(labels).mapToDouble(label -> smoothed.of(label, 1))
                .toArray();
        int width = features[0].length;
        boolean[] all = new boolean[width];
        Arrays.fill(all, true);
        LogisticFit best = fit(features, targets, all);
        if (best.allowed()) {
            return best;
        }
        best = fit(features, targets, new boolean[width]);
        for (int j = 0; width > 1 && j < width; j++) {
            boolean[] one = new boolean[width];
            one[j] = true;
            LogisticFit other = fit(features, targets, one);
            best = other.allowed() && other.loss() < best.loss() ? other : best;
        }
        return best;
    }

    private boolean allowed() {
        for (int j = 0; j < weights.length - 1; j++) {
            if (weights[j] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Fits the features that are used; the weights of others are 0. */
    private static LogisticFit fit(double[][] features, double[] targets, boolean[] used) {
        int width = used.length + 1;
        double mean = Arrays.stream(targets).sum() / targets.length;
        double[] weights = new double[width];
        weights[width - 1] = StrictMath.log(mean / (1 - mean));
        double loss = loss(features, targets, weights);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = new double[width];
            double[][] hessian = new double[width][width];
            differentiate(features, targets, weights, used, gradient, hessian);
            if (Arrays.stream(gradient).map(Math::abs).max().orElse(0) <= FLAT * targets.length) {
                break;
            }
            double[] direction = LinearSolve.positiveDefinite(hessian, gradient);
            double fall = 0;
            for (int j = 0; j < width; j++) {
                fall += direction[j] * gradient[j];
            }
            double length = 1;
            double[] next = stepped(weights, direction, length);
            double its = loss(features, targets, next);
            while (its > loss - 1e-4 * length * fall && length > 1e-10) {
                length /= 2;
                next = stepped(weights, direction, length);
                its = loss(features, targets, next);
            }
            if (!(its < loss)) {
                break; // rounding is all that is left
            }
            weights = next;
            loss = its;
        }
        return new LogisticFit(weights, loss);
    }

    private static double[] stepped(double[] weights, double[] direction, double length) {
        double[] next = weights.clone();
        for (int j = 0; j < next.length; j++) {
            next[j] -= length * direction[j];
        }
        return next;
    }

    private static double odds(double[] features, double[] weights) {
        double z = weights[weights.length - 1];
        for (int j = 0; j < features.length; j++) {
            z += weights[j] * features[j];
        }
        return z;
    }

    private static double loss(double[][] features, double[] targets, double[] weights) {
        double sum = 0;
        for (int i = 0; i < targets.length; i++) {
            double z = odds(features[i], weights);
            sum += Logs.softplus(z) - targets[i] * z;
        }
        return sum;
    }

    private static void differentiate(
            double[][] features, double[] targets, double[] weights, boolean[] used,
            double[] gradient, double[][] hessian) {
        int width = weights.length;
        double[] x = new double[width];
        for (int i = 0; i < targets.length; i++) {
            double p = Logs.sigmoid(odds(features[i], weights));
            for (int j = 0; j < width; j++) {
                x[j] = j == width - 1 ? 1 : used[j] ? features[i][j] : 0;
            }
            for (int j = 0; j < width; j++) {
                gradient[j] += (p - targets[i]) * x[j];
                for (int k = 0; k < width; k++) {
                    hessian[j][k] += p * (1 - p) * x[j] * x[k];
                }
            }
        }
        for (int j = 0; j < width; j++) {
            hessian[j][j] += j < width - 1 && !used[j] ? 1 : RIDGE * (1 + hessian[j][j]);
        }
    }
}
