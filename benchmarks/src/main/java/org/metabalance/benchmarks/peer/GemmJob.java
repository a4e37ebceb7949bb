package org.metabalance.benchmarks.peer;

import java.util.Map;
import org.metabalance.benchmarks.workload.GemmShape;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.Kernels;

/** A matrix product, by the kernels that programs use. */
record GemmJob(GemmShape shape, float[] c, Runnable product) implements Job {

    GemmJob(GemmShape shape, int threads) {
        this(shape, threads, new float[shape.m() * shape.n()]);
    }

    private GemmJob(GemmShape shape, int threads, float[] c) {
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
