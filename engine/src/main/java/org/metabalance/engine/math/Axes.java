package org.metabalance.engine.math;

import java.util.List;
import org.metabalance.engine.Tensor;

/** Axes counted from the front; an error names the operation and the user's line. */
final class Axes {
    private Axes() {}

    static int axis(String operation, Tensor x, int axis) {
        return axes(operation, x, axis).getFirst();
    }

    /** All axes if none is named. */
    static List<Integer> axes(String operation, Tensor x, int... axes) {
        try {
            return x.shape().axes(axes);
        } catch (IllegalArgumentException e) {
            throw x.tape().wrong(e.getMessage().replaceFirst("^shape", operation));
        }
    }
}
