package org.metabalance.benchmarks.peer;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * A job measured with a number of threads.
 *
 * @param workload what was run
 * @param threads how many threads each side might use
 * @param micros one run of each side, the median over the rounds, in microseconds; ours is there, and of
 *     the peers those that ran
 * @param limit the multiply-adds of our program's matrix products and convolutions at the machine's peak rate,
 *     in microseconds
 * @param multiplyAdds of our program's matrix products and convolutions
 * @param examples how many examples a run learns from; 0 of a function or a kernel
 * @param spread the widest range of a side's rounds, relative to the median: how noisy the machine was
 * @param differences how far the results lie apart
 * @param peakBytes memory of intermediate results: ours what the program holds, JAX's as it is planned,
 *     PyTorch's the most it had allocated at once
 */
record Measurement(
        String workload,
        int threads,
        Map<Side, Double> micros,
        double limit,
        long multiplyAdds,
        int examples,
        double spread,
        Differences differences,
        Map<Side, Double> peakBytes) {

    /** Copies the maps. */
    Measurement {
        micros = Map.copyOf(micros);
        peakBytes = Map.copyOf(peakBytes);
    }

    /** Returns the time of a side, NaN if it did not run. */
    double micros(Side side) {
        return micros.getOrDefault(side, Double.NaN);
    }

    /** Returns the memory of a side, NaN if it did not run. */
    double peakBytes(Side side) {
        return peakBytes.getOrDefault(side, Double.NaN);
    }

    /** Returns how many examples a side learns from in a second, NaN if from none or it did not run. */
    double examplesPerSecond(Side side) {
        return examples == 0 ? Double.NaN : examples / micros(side) * 1e6;
    }

    /** Returns the fastest peer that ran. */
    Optional<Side> fastest() {
        return Side.peers().stream().filter(micros::containsKey)
                .min(Comparator.comparingDouble(this::micros));
    }

    /** Returns how many times faster ours is than the fastest peer; NaN if none ran. */
    double ratio() {
        return fastest().map(this::micros).orElse(Double.NaN) / micros(Side.OURS);
    }
}
