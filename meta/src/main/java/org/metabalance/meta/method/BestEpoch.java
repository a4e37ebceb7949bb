package org.metabalance.meta.method;

import java.util.Map;
import org.metabalance.engine.NdArray;

/**
 * Keeps the weights of the best epoch, and tells when none has been better for long.
 *
 * <p>Better is a larger score; of equal ones the first is kept.
 */
public final class BestEpoch {
    private final Network network;
    private Map<String, NdArray> values;
    private double score = Double.NEGATIVE_INFINITY;
    private int number = -1;

    /** Creates a judge of the network's epochs, which has seen none. */
    public BestEpoch(Network network) {
        this.network = network;
    }

    /** Judges the network as it is now, at the end of an epoch; returns whether it is kept. */
    public boolean offer(int epoch, double itsScore) {
        if (!(itsScore > score)) {
            return false;
        }
        score = itsScore;
        number = epoch;
        values = network.values();
        return true;
    }

    /** Returns whether {@code patience} epochs up to {@code epoch} have passed without a better one. */
    public boolean exhausted(int epoch, int patience) {
        return epoch - number >= patience;
    }

    /** Returns weights and state of the best epoch; null if none was finite. */
    public Map<String, NdArray> values() {
        return values;
    }
}
