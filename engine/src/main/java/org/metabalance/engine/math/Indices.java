package org.metabalance.engine.math;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.metabalance.engine.DType;
import org.metabalance.engine.Tensor;

/** Constant indices on the tape of a tensor. */
final class Indices {
    /** Integers are exact in F32 up to here. */
    private static final int EXACT = 1 << 24;

    private Indices() {}

    /** Returns the vector of {@code from} 0, 1, ... count - 1. */
    static Tensor of(Tensor x, int count, IntUnaryOperator from) {
        requireExact(x, count);
        double[] indices = IntStream.range(0, count).map(from).asDoubleStream().toArray();
        return x.tape().constant(indices, count);
    }

    static void requireExact(Tensor x, int extent) {
        if (x.dtype() == DType.F32 && extent > EXACT) {
            throw x.tape()
                    .wrong("indices: an axis of more than 2^24 elements needs F64, got " + extent
                            + " for " + x.shape());
        }
    }
}
