package org.metabalance.benchmarks.peer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metabalance.benchmarks.workload.GemmShape;
import org.metabalance.benchmarks.workload.Workload;
import org.metabalance.benchmarks.workload.WorkloadProgram;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.Kernels;

/** Something our worker can be asked to run. */
sealed interface Job {
    /** Prefix of the names of matrix products. */
    String GEMM = "gemm-";

    /** Runs it once. */
    void run();

    /** Puts back what a run changes. */
    void reset();

    /** Returns the multiply-adds of a run. */
    long multiplyAdds();

    /** Returns the bytes that intermediate results take. */
    long peakBytes();

    /** Returns what a peer's worker needs to do the same: first weights and data. */
    Map<String, NdArray> data();

    /** Returns what it has to know beside them. */
    Map<String, String> description();

    /** Runs it and returns what must agree with the peers. */
    Map<String, NdArray> results();

    /**
     * Makes the job of a name ready.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Job of(String name, int threads) {
        return name.startsWith(GEMM)
                ? new Gemm(GemmShape.parse(name.substring(GEMM.length())), threads)
                : new Training(Workload.named(name), threads);
    }

    /** A training step. */
    record Training(Workload workload, WorkloadProgram step, int threads) implements Job {
        private static final int UPDATES = 5;

        Training(Workload workload, int threads) {
            this(workload, WorkloadProgram.of(workload, threads), threads);
        }

        @Override
        public void run() {
            step.program().run();
        }

        @Override
        public void reset() {
            step.reset();
        }

        @Override
        public long multiplyAdds() {
            return step.program().plan().multiplyAdds();
        }

        @Override
        public long peakBytes() {
            return (long) step.program().plan().arena() * Float.BYTES;
        }

        @Override
        public Map<String, NdArray> data() {
            Map<String, NdArray> data = new LinkedHashMap<>();
            step.weights().forEach((name, value) -> data.put("parameter." + name, value));
            step.inputs().forEach((name, value) -> data.put("input." + name, value));
            return data;
        }

        @Override
        public Map<String, String> description() {
            return Map.of(
                    "kind", workload.kind().name(),
                    "target", workload.net().target().name(),
                    "tasks", Integer.toString(workload.tasks()),
                    "innerSteps", Integer.toString(workload.innerSteps()),
                    "innerRate", Double.toString(Workload.INNER_RATE),
                    "outerRate", Double.toString(Workload.OUTER_RATE),
                    "updates", Integer.toString(UPDATES));
        }

        /** The gradient at the first weights; from them the losses of some updates, and where those lead. */
        @Override
        public Map<String, NdArray> results() {
            Map<String, NdArray> results = new LinkedHashMap<>();
            WorkloadProgram derivative = WorkloadProgram.withoutUpdate(workload, threads);
            derivative.program().run();
            derivative.gradient().forEach((name, value) -> results.put("gradient." + name, value));
            step.reset();
            float[] losses = new float[UPDATES];
            for (int i = 0; i < UPDATES; i++) {
                step.program().run();
                losses[i] = (float) step.loss();
            }
            results.put("losses", NdArray.of(losses, UPDATES));
            if (workload.kind() != Workload.Kind.PER_EXAMPLE) {
                step.weights().forEach((name, value) -> results.put("updated." + name, value));
            }
            step.reset();
            return results;
        }
    }

    /** A matrix product, by the kernels that programs use. */
    record Gemm(GemmShape shape, float[] c, Runnable product) implements Job {

        Gemm(GemmShape shape, int threads) {
            this(shape, threads, new float[shape.m() * shape.n()]);
        }

        private Gemm(GemmShape shape, int threads, float[] c) {
            this(shape, c, Kernels.current().withThreads(threads).floats().gemm(
                    shape.left(shape.left(DType.F32).floats()),
                    shape.right(shape.right(DType.F32).floats()),
                    FloatMatrix.dense(c, 0, shape.m(), shape.n()),
                    false));
        }

        @Override
        public void run() {
            product.run();
        }

        @Override
        public void reset() {}

        @Override
        public long multiplyAdds() {
            return shape.multiplyAdds();
        }

        @Override
        public long peakBytes() {
            return 0;
        }

        @Override
        public Map<String, NdArray> data() {
            return Map.of("a", shape.left(DType.F32), "b", shape.right(DType.F32));
        }

        @Override
        public Map<String, String> description() {
            return Map.of(
                    "kind", "GEMM",
                    "transposeA", Boolean.toString(shape.transposeA()),
                    "transposeB", Boolean.toString(shape.transposeB()));
        }

        @Override
        public Map<String, NdArray> results() {
            run();
            return Map.of("gradient.product", NdArray.of(c.clone(), shape.m(), shape.n()));
        }
    }
}
