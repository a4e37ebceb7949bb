package org.metabalance.benchmarks.peer;

/**
 * A task measured with a number of threads. Times are medians over the rounds, in microseconds; NaN
 * where there is none.
 *
 * @param workload what was run
 * @param threads how many threads each side might use
 * @param ours one run of our program
 * @param eager one step of eager PyTorch
 * @param compiled one step of compiled PyTorch
 * @param limit the multiply-adds of our program's matrix products at the machine's peak rate
 * @param multiplyAdds of our program's matrix products
 * @param spread the widest range of our rounds and PyTorch's, relative to the median: how noisy the
 *     machine was
 * @param deviation how far the results lie apart
 * @param ourPeakBytes memory of our intermediate results
 * @param eagerPeakBytes the most memory eager PyTorch's step had allocated at once
 * @param compiledPeakBytes the same, compiled
 */
record Measurement(
        String workload,
        int threads,
        double ours,
        double eager,
        double compiled,
        double limit,
        long multiplyAdds,
        double spread,
        Deviation deviation,
        double ourPeakBytes,
        double eagerPeakBytes,
        double compiledPeakBytes) {

    /** Returns PyTorch's faster way. */
    double best() {
        return Double.isNaN(compiled) ? eager : Double.isNaN(eager) ? compiled
                : Math.min(eager, compiled);
    }

    /** Returns how many times faster ours is than PyTorch's faster way. */
    double ratio() {
        return best() / ours;
    }

    /** Returns the memory of PyTorch's faster way. */
    double bestPeakBytes() {
        return best() == compiled ? compiledPeakBytes : eagerPeakBytes;
    }
}
