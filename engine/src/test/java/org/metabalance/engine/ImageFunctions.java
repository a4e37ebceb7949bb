package org.metabalance.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.metabalance.engine.math.Pooling;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.engine.op.Conv2dGeometry.Sliding;

/** The functions of {@code test-data/golden/make_engine_images.py}, by the names they have there. */
final class ImageFunctions {
    private final Map<String, Function<List<Tensor>, Tensor>> functions = new LinkedHashMap<>();

    private ImageFunctions() {}

    static Map<String, Function<List<Tensor>, Tensor>> all() {
        ImageFunctions table = new ImageFunctions();
        table.convolutions();
        table.pooling();
        return table.functions;
    }

    private void convolutions() {
        two("conv2d", (x, w) -> x.conv2d(w, 1, 0).square());
        two("conv2d linear", (x, w) -> x.conv2d(w, 1, 0));
        two("conv2d with padding", (x, w) -> x.conv2d(w, 1, 1).square());
        two("conv2d with a stride", (x, w) -> x.conv2d(w, 2, 1).sin());
        two("conv2d, stride beyond the kernel", (x, w) -> x.conv2d(w, 3, 0).square());
        two("conv2d, dilated", (x, w) -> x.conv2d(w, Conv2dGeometry.of(1, 2, 2, 1)).exp());
        two("conv2d, dilated with a stride", (x, w) -> x.conv2d(w, new Conv2dGeometry(
                new Sliding(2, 2, 2, 3), new Sliding(3, 1, 1, 1), 1)).square());
        two("conv2d in groups", (x, w) -> x.conv2d(w, Conv2dGeometry.of(1, 1, 1, 2)).square());
        two("conv2d, depthwise", (x, w) -> x.conv2d(w, Conv2dGeometry.of(1, 1, 1, 3)).square());
        two("conv2d, depthwise, two filters each",
                (x, w) -> x.conv2d(w, Conv2dGeometry.of(1, 0, 1, 2)).square());
        two("conv2d of one pixel", (x, w) -> x.conv2d(w, Conv2dGeometry.PLAIN).square());
        two("conv2d, other padding on each side", (x, w) -> x.conv2d(w, new Conv2dGeometry(
                new Sliding(1, 1, 0, 1), new Sliding(1, 0, 2, 1), 1)).square());
        two("convTranspose2d",
                (g, w) -> g.convTranspose2d(w, Conv2dGeometry.of(2, 1)).square());
        two("convTranspose2d to a larger image", (g, w) -> g.convTranspose2d(
                w, Conv2dGeometry.of(3, 0, 1, 2), 6, 11).square());
        functions.put("two layers", xs -> {
            Tensor h = xs.get(0).conv2d(xs.get(1), 1, 1).tanh().conv2d(xs.get(2), 2, 0);
            Tensor labels = h.tape().constant(new double[] {1, 0}).oneHot(3);
            return h.mean(1, 2).logSoftmax(1).dot(labels).div(-2);
        });
    }

    private void pooling() {
        one("max pool", x -> Pooling.max(x, 2, 2, 0).square());
        one("max pool of windows that overlap", x -> Pooling.max(x, 3, 2, 1).square());
        one("max pool, dilated", x -> Pooling.max(x, 2, 3, new Sliding(2, 1, 1, 2),
                Sliding.PLAIN).square());
        one("max pool of equals", x -> Pooling.max(x.reshape(1, 3, 4, 1), 2, 1, 0).square());
        one("max pool of -inf", x -> Pooling.max(x.reshape(1, 2, 2, 1), 2, 2, 0));
        one("average pool", x -> Pooling.average(x, 2, 2, 0).square());
        one("average pool with padding", x -> Pooling.average(x, 3, 2, 1).exp());
        one("average pool inside", x -> Pooling.averageInside(x, 3, 2, 1).exp());
        one("global average", x -> Pooling.globalAverage(x).square());
        one("global maximum", x -> Pooling.globalMax(x.reshape(1, 3, 2, 2)).square());
        one("up-sampling", x -> Pooling.upsample(x, 2, 3).exp());
    }

    private void one(String name, UnaryOperator<Tensor> f) {
        functions.put(name, xs -> f.apply(xs.get(0)));
    }

    private void two(String name, BinaryOperator<Tensor> f) {
        functions.put(name, xs -> f.apply(xs.get(0), xs.get(1)));
    }
}
