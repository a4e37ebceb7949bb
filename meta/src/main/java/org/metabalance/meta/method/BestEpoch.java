package org.metabalance.meta.method;

import java.util.Map;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.metric.Merit;

/**
 * Keeps the weights of the best epoch, and tells when none has been better for long.
 *
 * <p>Better is the larger average precision, at the same the lower log loss; of equal ones the first is
 * kept. So a loss that creeps down for ever keeps training going: to the most that the budget allows.
 */
public final class BestEpoch {
    private final Network network;
    private Map<String, NdArray> values;
    private Merit merit = Merit.NONE;
    private int number = -1;

    /** Creates a judge of the network's epochs, which has seen none. */
    public BestEpoch(Network network) {
        this.network = network;
    }

    /** Judges the network as it is now, at the end of an epoch; returns whether it is kept. */
    public boolean offer(int epoch, Merit its) {
        if (!its.betterThan(merit)) {
            return false;
        }
        merit = its;
        number = epoch;
        values = network.values();
        return true;
    }

    /** Returns the number of the best epoch, from 0; -1 if none was finite. */
    public int number() {
        return number;
    }

    /** Returns weights and state of the best epoch; null if none was finite. */
    public Map<String, NdArray> values() {
        return values;
    }
}
