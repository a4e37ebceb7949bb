package org.metabalance.nn.layer;

import org.metabalance.engine.Tensor;

/** What leads around a residual block that changes the size of its images or the number of channels. */
public enum Shortcut {
    /**
     * The identity, option A of He et al., CVPR 2016: every stride-th pixel of every stride-th row, and zeros
     * as channels that are new, as many before the old ones as behind them (of an odd number one more
     * behind), as the implementations for CIFAR in PyTorch have it. It has no parameters.
     */
    IDENTITY,
    /** A 1 x 1 convolution of that stride, and batch normalization: options B and C, and ResNet-18. */
    PROJECTION;

    /** Returns images with fewer pixels and more channels. */
    static Tensor identity(Tensor x, int channels, int stride) {
        Tensor kept = every(every(x, 1, stride), 2, stride);
        int zeros = channels - x.dim(3);
        return zeros == 0 ? kept : kept.pad(3, zeros / 2, zeros - zeros / 2);
    }

    /** Every stride-th slice along an axis, from the first. */
    private static Tensor every(Tensor x, int axis, int stride) {
        if (stride == 1) {
            return x;
        }
        int kept = Math.ceilDiv(x.dim(axis), stride);
        int[] divided = new int[x.rank() + 1];
        int[] merged = x.shape().dims();
        merged[axis] = kept;
        for (int i = 0; i < x.rank(); i++) {
            divided[i < axis ? i : i + 1] = merged[i];
        }
        divided[axis] = kept;
        divided[axis + 1] = stride;
        return x.pad(axis, 0, kept * stride - x.dim(axis)).reshape(divided)
                .slice(axis + 1, 0, 1).reshape(merged);
    }
}
