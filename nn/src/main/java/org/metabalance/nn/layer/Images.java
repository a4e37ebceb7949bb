package org.metabalance.nn.layer;

import org.metabalance.engine.Tensor;

/** What layers of images ask of their argument. */
final class Images {
    private Images() {}

    static void require(String layer, int channels, Tensor x) {
        if (x.rank() != 4 || x.dim(3) != channels) {
            throw new IllegalArgumentException(
                    layer + ": the argument must be images [n, height, width, " + channels
                            + "], got " + x.shape());
        }
    }

    static void require(String layer, Tensor x) {
        if (x.rank() != 4) {
            throw new IllegalArgumentException(
                    layer + ": the argument must be images [n, height, width, channels], got "
                            + x.shape());
        }
    }
}
