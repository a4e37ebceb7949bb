package org.metabalance.nn.layer;

import java.util.List;
import java.util.Objects;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.math.Pooling;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Pools square windows of images, each channel by itself: takes [N, H, W, C], gives [N, H', W', C] with H' =
 * (H + 2 padding - size) / stride + 1, rounded down: rows and columns that fill no window are left out, as in
 * PyTorch. No parameters, no state. {@link Pooling} has windows of other shapes.
 *
 * @param kind what is taken of a window
 * @param size height and width of the window
 * @param stride distance from one window to the next
 * @param padding on all sides, at most half the size
 */
public record Pool2d(Kind kind, int size, int stride, int padding) implements Layer {
    /** What is taken of a window. */
    public enum Kind {
        /** The largest element; of equal ones the first, row by row, has the slope. */
        MAX,
        /** The mean, in which zeros of the padding count. */
        AVERAGE,
        /** The mean of what the window has of the image; PyTorch's {@code count_include_pad=False}. */
        AVERAGE_INSIDE
    }

    /**
     * Checks the window.
     *
     * @throws IllegalArgumentException if there is no window or no stride, or the padding is more than half of
     *     the window
     */
    public Pool2d {
        Objects.requireNonNull(kind, "kind");
        if (size < 1 || stride < 1 || padding < 0 || padding > size / 2) {
            throw new IllegalArgumentException(
                    "pool: needs a window, a stride and a padding of at most half the window, got %d, %d and %d"
                            .formatted(size, stride, padding));
        }
    }

    /** Returns the maxima of windows that lie side by side. */
    public static Pool2d max(int size) {
        return new Pool2d(Kind.MAX, size, size, 0);
    }

    /** Returns the means of windows that lie side by side. */
    public static Pool2d average(int size) {
        return new Pool2d(Kind.AVERAGE, size, size, 0);
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of();
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        Images.require("pool", x);
        return new Forward(switch (kind) {
            case MAX -> Pooling.max(x, size, stride, padding);
            case AVERAGE -> Pooling.average(x, size, stride, padding);
            case AVERAGE_INSIDE -> Pooling.averageInside(x, size, stride, padding);
        }, state);
    }
}
