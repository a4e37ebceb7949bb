package org.metabalance.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.lanes.FloatLanes;
import org.metabalance.engine.op.Unary;

/**
 * Functions of one number made of an exponential or a logarithm and what surrounds it, each step a
 * loop of its own. A slice goes through them in chunks, by way of a buffer, so that the operand is
 * still there for the last loop when the result overwrites it.
 */
final class FloatVectorCompound {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatVectorCompound() {}

    /** {@code z[i] = op(x[i])} for n elements, a multiple of the lanes. */
    static void run(Unary op, float[] x, int xAt, float[] z, int zAt, int n) {
        float[] chunk = FloatChunks.own().first;
        for (int i = 0; i < n; i += FloatChunks.SIZE) {
            int count = Math.min(FloatChunks.SIZE, n - i);
            switch (op) {
                case LOG -> log(x, xAt + i, chunk, z, zAt + i, count);
                case LOG1P -> log1p(x, xAt + i, chunk, z, zAt + i, count);
                case TANH -> tanh(x, xAt + i, chunk, z, zAt + i, count);
                case SIGMOID -> sigmoid(x, xAt + i, chunk, z, zAt + i, count);
                case SOFTPLUS -> softplus(x, xAt + i, chunk, z, zAt + i, count);
                default -> throw new AssertionError(op);
            }
        }
    }

    private static void log(float[] x, int xAt, float[] t, float[] z, int zAt, int n) {
        F32Logarithm.log(x, xAt, t, 0, n);
        logLimits(t, x, xAt, z, zAt, n);
    }

    // z = t where x is positive and finite, and elsewhere the limits of log(x).
    private static void logLimits(float[] t, float[] x, int xAt, float[] z, int zAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector infinity = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
        FloatVector minusInfinity = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector nan = FloatVector.broadcast(SPECIES, Float.NaN);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector.fromArray(SPECIES, t, i)
                    .blend(minusInfinity, v.compare(VectorOperators.EQ, zero))
                    .blend(infinity, v.compare(VectorOperators.EQ, infinity))
                    .blend(nan, v.compare(VectorOperators.LT, zero))
                    .blend(v, v.compare(VectorOperators.NE, v))
                    .intoArray(z, zAt + i);
        }
    }

    // log(1 + x) = log(u) + (1 + x - u) / u for u the rounded sum, whose error is known exactly.
    private static void log1p(float[] x, int xAt, float[] t, float[] z, int zAt, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).add(one).intoArray(t, i);
        }
        F32Logarithm.log(t, 0, t, 0, n);
        log1pCorrection(t, x, xAt, n);
        log1pLimits(t, x, xAt, z, zAt, n);
    }

    private static void log1pCorrection(float[] t, float[] x, int xAt, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector u = v.add(one);
            FloatVector lost = v.sub(u.sub(one));
            FloatVector lostIfLarge = one.sub(u.sub(v));
            lost.blend(lostIfLarge, one.compare(VectorOperators.LT, v))
                    .div(u)
                    .add(FloatVector.fromArray(SPECIES, t, i))
                    .intoArray(t, i);
        }
    }

    private static void log1pLimits(float[] t, float[] x, int xAt, float[] z, int zAt, int n) {
        FloatVector minusOne = FloatVector.broadcast(SPECIES, -1);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector infinity = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
        FloatVector minusInfinity = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector nan = FloatVector.broadcast(SPECIES, Float.NaN);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector.fromArray(SPECIES, t, i)
                    .blend(minusInfinity, v.compare(VectorOperators.EQ, minusOne))
                    .blend(infinity, v.compare(VectorOperators.EQ, infinity))
                    .blend(nan, v.compare(VectorOperators.LT, minusOne))
                    .blend(v, v.compare(VectorOperators.NE, v))
                    .blend(v, v.compare(VectorOperators.EQ, zero)) // keeps the sign of zero
                    .intoArray(z, zAt + i);
        }
    }

    // tanh|x| = -u / (u + 2) for u = exp(-2|x|) - 1, where nothing cancels or overflows.
    private static void tanh(float[] x, int xAt, float[] t, float[] z, int zAt, int n) {
        FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2);
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).abs().mul(minusTwo).intoArray(t, i);
        }
        F32Exponential.expm1(t, 0, t, 0, n);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector two = FloatVector.broadcast(SPECIES, 2);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector u = FloatVector.fromArray(SPECIES, t, i);
            FloatVector y = u.div(u.add(two));
            y.neg()
                    .blend(y, v.compare(VectorOperators.LT, zero))
                    .blend(v, v.compare(VectorOperators.EQ, zero)) // keeps the sign of zero
                    .intoArray(z, zAt + i);
        }
    }

    // With e = exp(-|x|): 1 / (1 + e) for positive x, e / (1 + e) for negative.
    private static void sigmoid(float[] x, int xAt, float[] t, float[] z, int zAt, int n) {
        expOfMinusSize(x, xAt, t, n);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector e = FloatVector.fromArray(SPECIES, t, i);
            e.blend(one, zero.compare(VectorOperators.LT, v))
                    .div(e.add(one))
                    .intoArray(z, zAt + i);
        }
    }

    // max(x, 0) + log(1 + e) with e = exp(-|x|) between 0 and 1, so that u = 1 + e has a logarithm.
    private static void softplus(float[] x, int xAt, float[] t, float[] z, int zAt, int n) {
        expOfMinusSize(x, xAt, t, n);
        float[] u = FloatChunks.own().second;
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, t, i).add(one).intoArray(u, i);
        }
        F32Logarithm.log(u, 0, u, 0, n);
        log1pCorrection(u, t, 0, n);
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            v.blend(zero, v.compare(VectorOperators.LT, zero))
                    .add(FloatVector.fromArray(SPECIES, u, i))
                    .intoArray(z, zAt + i);
        }
    }

    // Never the exponential of a large positive number.
    private static void expOfMinusSize(float[] x, int xAt, float[] t, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).abs().neg().intoArray(t, i);
        }
        F32Exponential.exp(t, 0, t, 0, n);
    }
}
