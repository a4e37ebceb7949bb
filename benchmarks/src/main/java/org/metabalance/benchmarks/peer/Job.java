package org.metabalance.benchmarks.peer;

import java.util.Map;
import org.metabalance.benchmarks.workload.ConvShape;
import org.metabalance.benchmarks.workload.GemmShape;
import org.metabalance.benchmarks.workload.MeasuredFunction;
import org.metabalance.benchmarks.workload.Workload;
import org.metabalance.engine.NdArray;

/** Something our worker can be asked to run. */
sealed interface Job permits TrainingJob, FunctionJob, GemmJob, ConvJob {
    /** Prefix of the names of matrix products. */
    String GEMM = "gemm-";

    /** Prefix of the names of convolutions and their adjoints. */
    String CONV = "conv-";

    /** Runs it once. */
    void run();

    /** Puts back what a run changes. */
    void reset();

    /** Returns the multiply-adds of a run. */
    long multiplyAdds();

    /** Returns how many examples a run learns from; a function or a kernel learns from none. */
    default int examples() {
        return 0;
    }

    /** Returns the bytes that intermediate results take. */
    default long peakBytes() {
        return 0;
    }

    /** Returns what a peer's worker needs to do the same: first weights and data. */
    Map<String, NdArray> data();

    /** Returns what it has to know beside them. */
    Map<String, String> description();

    /** Runs it and returns what must agree with the peers. */
    Map<String, NdArray> results();

    /** Returns whether a name is that of one kernel, not of a training step. */
    static boolean isKernel(String name) {
        return name.startsWith(GEMM) || name.startsWith(CONV);
    }

    /**
     * Makes the job of a name ready.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Job of(String name, int threads) {
        if (name.startsWith(GEMM)) {
            return new GemmJob(gemm(name), threads);
        }
        if (name.startsWith(CONV)) {
            return new ConvJob(conv(name), threads);
        }
        return MeasuredFunction.named(name)
                .<Job>map(function -> new FunctionJob(function, threads))
                .orElseGet(() -> new TrainingJob(Workload.named(name), threads));
    }

    /** Returns whether there is a job of that name. */
    static boolean known(String name) {
        try {
            Object found = name.startsWith(GEMM) ? gemm(name)
                    : name.startsWith(CONV) ? conv(name)
                            : MeasuredFunction.named(name).<Object>map(function -> function)
                                    .orElseGet(() -> Workload.named(name));
            return found != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static GemmShape gemm(String name) {
        return GemmShape.parse(name.substring(GEMM.length()));
    }

    private static ConvShape conv(String name) {
        return ConvShape.parse(name.substring(CONV.length()));
    }
}
