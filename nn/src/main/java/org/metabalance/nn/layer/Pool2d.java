package org.metabalance.nn.layer;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Pools windows of images that lie side by side: takes [N, H, W, C], gives [N, H / window, W / window, C],
 * rounded down; rows and columns that fill no window are left out, as in PyTorch. No parameters, no state.
 *
 * @param kind what is taken of a window
 * @param window height and width of a window, and the stride
 */
public record Pool2d(Kind kind, int window) implements Layer {
    /** What is taken of a window. */
    public enum Kind {
        /** The largest value. */
        MAX,
        /** The mean. */
        AVERAGE
    }

    /** Checks the window. */
    public Pool2d {
        if (window < 1) {
            throw new IllegalArgumentException(
                    "pool: the window must be at least 1, got " + window);
        }
    }

    /** Returns the pooling by maxima. */
    public static Pool2d max(int window) {
        return new Pool2d(Kind.MAX, window);
    }

    /** Returns the pooling by means. */
    public static Pool2d average(int window) {
        return new Pool2d(Kind.AVERAGE, window);
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of();
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        Images.require("pool", x);
        int rows = x.dim(1) / window;
        int columns = x.dim(2) / window;
        Tensor windows = x.slice(1, 0, rows * window).slice(2, 0, columns * window)
                .reshape(x.dim(0), rows, window, columns, window, x.dim(3));
        return new Forward(kind == Kind.MAX ? windows.max(2, 4) : windows.mean(2, 4), state);
    }
}
