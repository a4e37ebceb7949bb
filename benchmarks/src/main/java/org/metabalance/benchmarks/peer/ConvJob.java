package org.metabalance.benchmarks.peer;

import java.util.Map;
import org.metabalance.benchmarks.workload.ConvShape;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.kernel.Kernels;

/** A convolution or one of its adjoints, by the kernels that programs use. */
record ConvJob(ConvShape shape, NdArray computed, Runnable convolution) implements Job {

    ConvJob(ConvShape shape, int threads) {
        this(shape, threads, shape.images(DType.F32), shape.weights(DType.F32),
                shape.results(DType.F32));
    }

    private ConvJob(ConvShape shape, int threads, NdArray x, NdArray w, NdArray y) {
        this(shape, shape.of(x, w, y), Kernels.current().withThreads(threads).floats()
                .convolution(shape.operands(x.floats(), w.floats(), y.floats())));
    }

    @Override
    public void run() {
        convolution.run();
    }

    @Override
    public void reset() {}

    @Override
    public long multiplyAdds() {
        return shape.multiplyAdds();
    }

    @Override
    public Map<String, NdArray> data() {
        return Map.of(
                "images", shape.images(DType.F32),
                "weights", shape.weights(DType.F32),
                "results", shape.results(DType.F32));
    }

    @Override
    public Map<String, String> description() {
        return Map.of(
                "kind", "CONV",
                "wanted", shape.wanted().name(),
                "stride", Integer.toString(shape.stride()),
                "padding", Integer.toString(shape.padding()));
    }

    @Override
    public Map<String, NdArray> results() {
        run();
        return Map.of("gradient.convolution", computed.copy());
    }
}
