package org.metabalance.engine;

import org.metabalance.engine.math.Pooling;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.engine.op.Conv2dGeometry.Sliding;
import org.metabalance.engine.op.Convolution;

/** The part of {@link DerivativeCases} that is about convolutions. */
final class ConvolutionCases {
    private final DerivativeCases table;

    private ConvolutionCases(DerivativeCases table) {
        this.table = table;
    }

    static void addTo(DerivativeCases table) {
        ConvolutionCases cases = new ConvolutionCases(table);
        cases.convolutions();
        cases.pooling();
    }

    private void convolutions() {
        Conv2dGeometry plain = Conv2dGeometry.PLAIN;
        both("conv2d of one pixel", plain, 1, 1, 1, 1, 1, 1, 1);
        both("conv2d", plain, 2, 3, 4, 2, 2, 3, 3);
        both("conv2d with padding", Conv2dGeometry.of(1, 1), 1, 3, 2, 2, 3, 3, 2);
        both("conv2d with more padding than kernel", Conv2dGeometry.of(1, 2), 1, 2, 1, 1, 1, 1, 1);
        both("conv2d of primes", Conv2dGeometry.of(2, 1), 1, 7, 5, 3, 3, 3, 2);
        both("conv2d, stride beyond the kernel", Conv2dGeometry.of(3, 0), 1, 5, 4, 2, 1, 2, 3);
        both("conv2d, dilated", Conv2dGeometry.of(1, 2, 2, 1), 1, 4, 3, 1, 3, 2, 2);
        both("conv2d, dilated with a stride", Conv2dGeometry.of(2, 2, 3, 1), 1, 5, 4, 2, 2, 2, 1);
        both("conv2d in groups", Conv2dGeometry.of(1, 1, 1, 2), 1, 3, 2, 4, 2, 2, 6);
        both("conv2d, depthwise", Conv2dGeometry.of(1, 1, 1, 3), 2, 2, 3, 3, 3, 3, 3);
        both("conv2d, depthwise, two filters each", Conv2dGeometry.of(2, 0, 1, 2), 1, 3, 4, 2, 2, 2,
                4);
        both("conv2d of no images", plain, 0, 3, 3, 2, 2, 2, 2);
        both("conv2d of no channels", plain, 1, 3, 3, 0, 2, 2, 2);
        both("conv2d without filters", plain, 1, 3, 3, 1, 2, 2, 0);
        both("conv2d, nothing alike", new Conv2dGeometry(
                new Sliding(2, 1, 0, 1), new Sliding(1, 0, 2, 2), 1), 1, 4, 3, 2, 2, 2, 2);
        Conv2dGeometry strided = Conv2dGeometry.of(2, 1);
        table.two("convTranspose2d", 2, (g, w) -> g.convTranspose2d(w, strided).square(),
                table.signed(1, 2, 3, 2), table.signed(3, 3, 2, 2));
        table.two("convTranspose2d to a larger image", 2,
                (g, w) -> g.convTranspose2d(w, strided, 4, 6).square(),
                table.signed(1, 2, 3, 2), table.signed(3, 3, 2, 2));
        weightAdjoint("adjoint by the weights", strided, 2, 5, 3, 2, 3, 2, 2);
        weightAdjoint("adjoint by the weights, in groups", Conv2dGeometry.of(1, 1, 2, 2), 2, 4, 3,
                2, 2, 2, 4);
        table.one("conv2d of an image with itself", 2, x -> x.conv2d(x.reshape(2, 2, 1, 1), plain),
                table.signed(1, 2, 2, 1));
    }

    private void pooling() {
        table.one("max pool", 2, x -> Pooling.max(x, 2, 2, 0).square(), table.signed(2, 4, 6, 3));
        table.one("max pool of windows that overlap", 2, x -> Pooling.max(x, 3, 2, 1).exp(),
                table.signed(1, 5, 7, 2));
        table.one("max pool of one pixel", 2, x -> Pooling.max(x, 1, 1, 0).square(),
                table.signed(1, 1, 1, 1));
        table.one("max pool of no images", 2, x -> Pooling.max(x, 2, 2, 0).square(),
                table.signed(0, 2, 2, 3));
        table.one("slope of a max pool", 2,
                x -> Gradients.gradient(Pooling.max(x, 2, 1, 0).pow(3).sum(), x),
                table.signed(1, 3, 4, 2));
        Sliding skew = new Sliding(2, 1, 0, 2);
        table.one("max pool, skew", 2,
                x -> Pooling.max(x, 2, 3, skew, new Sliding(1, 0, 1, 1)).square(),
                table.signed(1, 6, 4, 2));
        table.one("average pool", 2, x -> Pooling.average(x, 2, 2, 0).square(),
                table.signed(2, 4, 6, 3));
        table.one("average pool with padding", 2, x -> Pooling.average(x, 3, 2, 1).exp(),
                table.signed(1, 5, 7, 2));
        table.one("average pool inside", 2, x -> Pooling.averageInside(x, 3, 2, 1).exp(),
                table.signed(1, 5, 6, 2));
        table.one("average pool of no channels", 2, x -> Pooling.average(x, 2, 1, 0).exp(),
                table.signed(1, 3, 3, 0));
        table.one("global average", 2, x -> Pooling.globalAverage(x).exp(),
                table.signed(2, 3, 2, 3));
        table.one("global maximum", 2, x -> Pooling.globalMax(x).exp(), table.signed(2, 3, 2, 3));
        table.one("up-sampling", 2, x -> Pooling.upsample(x, 2, 3).exp(), table.signed(1, 2, 3, 2));
    }

    private void weightAdjoint(String name, Conv2dGeometry geometry, int n, int h, int w, int c,
            int kh, int kw, int k) {
        table.two(name, 2,
                (x, g) -> x.tape().record(new Convolution.WeightAdjoint(geometry, kh, kw), x, g)
                        .square(),
                table.signed(n, h, w, c), table.signed(n, geometry.height().places(h, kh),
                        geometry.width().places(w, kw), k));
    }

    private void both(String name, Conv2dGeometry geometry, int n, int h, int w, int c, int kh,
            int kw, int k) {
        table.two(name, 2, (x, weights) -> x.conv2d(weights, geometry).square(),
                table.signed(n, h, w, c), table.signed(kh, kw, c / geometry.groups(), k));
    }
}
