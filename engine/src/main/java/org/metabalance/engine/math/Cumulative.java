package org.metabalance.engine.math;

import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.AlongAxis;

/** What has come together along an axis up to each element, itself included. */
public final class Cumulative {
    private Cumulative() {}

    /** Returns the sum of all elements up to each one; in F32 it is kept in double precision on the way. */
    public static Tensor sum(Tensor x, int axis) {
        return x.tape()
                .record(new AlongAxis.CumulativeSum(Axes.axis("cumulativeSum", x, axis), false), x);
    }

    /** Returns the sum of all elements from each one to the last. */
    public static Tensor sumFromEnd(Tensor x, int axis) {
        return x.tape()
                .record(new AlongAxis.CumulativeSum(Axes.axis("cumulativeSum", x, axis), true), x);
    }

    /**
     * Returns the product of all elements up to each one: made of products alone, log2(n) for each element,
     * so zeros are as good as other factors.
     */
    public static Tensor product(Tensor x, int axis) {
        int n = x.dim(Axes.axis("cumulativeProduct", x, axis));
        Tensor y = x;
        for (int known = 1; known < n; known *= 2) {
            // each element holds the product of the last so many: those before them are multiplied in
            y = Tensor.concat(axis, y.slice(axis, 0, known),
                    y.slice(axis, known, n).mul(y.slice(axis, 0, n - known)));
        }
        return y;
    }
}
