package org.metabalance.engine.kernel.conv;

import org.metabalance.engine.kernel.FloatConvolution;
import org.metabalance.engine.kernel.FloatConvolution.Wanted;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.Workers;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/** Chooses how a convolution is computed, by its shape alone; the order of the sums is not of its choice. */
public final class FloatConvolutions {

    /** Fewest multiply-adds for which the helpers are called. */
    private static final int FEWEST = 1 << 19;

    private static final int LANES = FloatLanes.LANES;

    private FloatConvolutions() {}

    /**
     * Binds a convolution; see {@link FloatKernels#convolution}.
     *
     * @param scalar does what would leave most lanes empty
     * @param workers who help if it is large
     * @return what computes it
     */
    public static Runnable of(FloatConvolution c, FloatKernels scalar, Workers workers) {
        int groups = c.geometry().groups();
        int filters = c.w().filters() / groups;
        if (c.multiplyAdds() == 0) {
            return scalar.convolution(c);
        }
        if (groups > 1 && filters == 1 && c.w().channels() == 1) {
            return c.wanted() != Wanted.W ? new FloatDirect(c, true, workers)
                    : groups >= LANES ? new FloatWeightSums(c, true, workers)
                            : scalar.convolution(c);
        }
        int columns = c.wanted() == Wanted.X ? c.w().channels() : filters;
        if (groups > 1 && columns < LANES) {
            return scalar.convolution(c);
        }
        return c.wanted() == Wanted.W
                ? new FloatWeightSums(c, false, workers)
                : new FloatDirect(c, false, workers);
    }

    /** Whether it is large enough for several threads. */
    static boolean divided(FloatConvolution c, Workers workers) {
        return workers.threads() > 1 && c.multiplyAdds() >= FEWEST;
    }
}
