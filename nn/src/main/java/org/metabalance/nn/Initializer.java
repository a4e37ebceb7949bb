package org.metabalance.nn;

import java.util.function.BiFunction;
import java.util.function.LongToDoubleFunction;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;

/**
 * What a parameter starts from: a function of its shape and a random generator.
 *
 * <p>The fan rules without arguments read the fans from a weight of shape {@code [in, out]}, or of a
 * convolution, {@code [kh, kw, C / groups, K]}, whose fans are {@code kh kw C / groups} and {@code kh kw K} as
 * in PyTorch; for any other arrangement give them. A generator gives the same numbers for F32 and F64, up to rounding.
 */
@FunctionalInterface
public interface Initializer {

    /** Returns the first value. */
    NdArray values(Shape shape, DType dtype, Rng rng);

    /**
     * The same number everywhere.
     *
     * @param value the number
     */
    record Constant(double value) implements Initializer {
        @Override
        public NdArray values(Shape shape, DType dtype, Rng rng) {
            return NdArray.full(dtype, value, shape);
        }
    }

    /** Returns the initializer to zeros. */
    static Initializer zeros() {
        return new Constant(0);
    }

    /** Returns the initializer to ones. */
    static Initializer ones() {
        return new Constant(1);
    }

    /** Returns the initializer to {@code value} everywhere. */
    static Initializer constant(double value) {
        return new Constant(value);
    }

    /** Returns the initializer to given values, whose shape must be the parameter's. */
    static Initializer of(NdArray values) {
        return (shape, dtype, rng) -> {
            NdArray first = NdArray.zeros(dtype, shape);
            first.copyFrom(values);
            return first;
        };
    }

    /** Returns the initializer that draws from U[low, high). */
    static Initializer uniform(double low, double high) {
        return (shape, dtype, rng) -> draw(shape, dtype, i -> low + (high - low) * rng.uniform(i));
    }

    /** Returns the initializer that draws from N(mean, deviation^2). */
    static Initializer normal(double mean, double deviation) {
        return (shape, dtype, rng) -> draw(shape, dtype, i -> mean + deviation * rng.normal(i));
    }

    /** Returns U(-b, b), b = sqrt(6 / (in + out)): Glorot and Bengio, AISTATS 2010. */
    static Initializer xavierUniform(int fanIn, int fanOut) {
        return symmetric(Math.sqrt(6.0 / (fanIn + fanOut)));
    }

    /** Returns {@link #xavierUniform(int, int)} with the fans of a weight. */
    static Initializer xavierUniform() {
        return byFans(Initializer::xavierUniform);
    }

    /** Returns N(0, 2 / (in + out)): Glorot and Bengio, AISTATS 2010. */
    static Initializer xavierNormal(int fanIn, int fanOut) {
        return normal(0, Math.sqrt(2.0 / (fanIn + fanOut)));
    }

    /** Returns {@link #xavierNormal(int, int)} with the fans of a weight. */
    static Initializer xavierNormal() {
        return byFans(Initializer::xavierNormal);
    }

    /** Returns U(-b, b), b = sqrt(6 / in), for ReLU networks: He et al., ICCV 2015. */
    static Initializer kaimingUniform(int fanIn) {
        return symmetric(Math.sqrt(6.0 / fanIn));
    }

    /** Returns {@link #kaimingUniform(int)} with the fan of a weight. */
    static Initializer kaimingUniform() {
        return byFans((in, out) -> kaimingUniform(in));
    }

    /** Returns N(0, 2 / in), for ReLU networks: He et al., ICCV 2015. */
    static Initializer kaimingNormal(int fanIn) {
        return normal(0, Math.sqrt(2.0 / fanIn));
    }

    /** Returns {@link #kaimingNormal(int)} with the fan of a weight. */
    static Initializer kaimingNormal() {
        return byFans((in, out) -> kaimingNormal(in));
    }

    /**
     * Returns U(-1 / sqrt(in), 1 / sqrt(in)): what PyTorch's linear and convolutional layers use for weight
     * and bias.
     */
    static Initializer fanIn(int fanIn) {
        return symmetric(1 / Math.sqrt(fanIn));
    }

    /** Returns {@link #fanIn(int)} with the fan of a weight. */
    static Initializer fanIn() {
        return byFans((in, out) -> fanIn(in));
    }

    /**
     * Returns log(p / (1 - p)) everywhere: the bias with which an untrained classifier predicts the
     * prior p of the positive class, so that the majority does not dominate the first steps (Lin et
     * al., ICCV 2017; with p = 1 / K it is the -log(K - 1) of Cui et al., CVPR 2019).
     *
     * @throws IllegalArgumentException unless 0 &lt; prior &lt; 1
     */
    static Initializer logOdds(double prior) {
        if (!(prior > 0 && prior < 1)) {
            throw new IllegalArgumentException(
                    "log-odds: the prior must lie between 0 and 1, got " + prior);
        }
        return constant(StrictMath.log(prior) - StrictMath.log1p(-prior));
    }

    private static Initializer symmetric(double bound) {
        return uniform(-bound, bound);
    }

    private static Initializer byFans(BiFunction<Integer, Integer, Initializer> rule) {
        return (shape, dtype, rng) -> {
            int window = switch (shape.rank()) {
                case 2 -> 1;
                case 4 -> shape.dim(0) * shape.dim(1);
                default -> throw new IllegalArgumentException(
                        "initializer: fans are read from a weight [in, out] or [kh, kw, in, out], got "
                                + shape + "; give them explicitly");
            };
            return rule.apply(window * shape.dim(-2), window * shape.dim(-1))
                    .values(shape, dtype, rng);
        };
    }

    private static NdArray draw(Shape shape, DType dtype, LongToDoubleFunction number) {
        NdArray values = NdArray.zeros(dtype, shape);
        for (int i = 0; i < values.size(); i++) {
            values.set(i, number.applyAsDouble(i));
        }
        return values;
    }
}
