package org.metabalance.engine.math;

import org.metabalance.engine.Tensor;

/** Variance and standard deviation of samples. */
public final class Statistics {
    private Statistics() {}

    /**
     * Returns the sum of the squared deviations from the mean over the axes, divided by n - correction.
     *
     * @param correction 1 for the unbiased estimate, 0 for {@link Tensor#variance}
     * @throws IllegalArgumentException unless there are more than {@code correction} elements
     */
    public static Tensor variance(Tensor x, double correction, int... axes) {
        long n = 1;
        for (int axis : Axes.axes("variance", x, axes)) {
            n *= x.dim(axis);
        }
        if (!(n > correction)) {
            throw x.tape().wrong("variance: needs more elements than the correction " + correction
                    + ", got " + n + " of " + x.shape());
        }
        return x.sub(x.meanKeep(axes)).square().sum(axes).div(n - correction);
    }

    /**
     * Returns the root of the {@linkplain #variance variance}, with slope 0 where all are equal.
     *
     * @param correction 1 for the usual estimate from a sample, 0 for the deviation of all there are
     * @throws IllegalArgumentException unless there are more than {@code correction} elements
     */
    public static Tensor standardDeviation(Tensor x, double correction, int... axes) {
        return Guards.root(variance(x, correction, axes));
    }
}
