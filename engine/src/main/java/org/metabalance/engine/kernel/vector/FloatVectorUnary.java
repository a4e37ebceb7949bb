package org.metabalance.engine.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.lanes.FloatLanes;
import org.metabalance.engine.op.Unary;

/**
 * Functions of one number, a vector at a time.
 *
 * <p>Here and in all vector loops, every function has a loop of its own and its body calls nothing
 * but the Vector API, whose methods the JIT compiler is made to inline. Methods of ours it inlines
 * as it sees fit, and stops (NodeCountInliningCutoff) after some forty Vector API calls, within the
 * logarithm of a double: from there on each step allocates a vector and takes ten times as long.
 */
final class FloatVectorUnary {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatVectorUnary() {}

    /** Whether the function has a loop here. */
    static boolean has(Unary op) {
        return switch (op) {
            case NEG, EXP, EXPM1, SQRT, RSQRT, RELU, ABS, SIGN, LOG, LOG1P, TANH, SIGMOID,
                    SOFTPLUS ->
                    true;
            default -> false;
        };
    }

    /** {@code z[i] = op(x[i])} for n elements, a multiple of the lanes. */
    static void run(Unary op, float[] x, int xAt, float[] z, int zAt, int n) {
        switch (op) {
            case NEG -> negate(x, xAt, z, zAt, n);
            case EXP -> F32Exponential.exp(x, xAt, z, zAt, n);
            case EXPM1 -> F32Exponential.expm1(x, xAt, z, zAt, n);
            case SQRT -> sqrt(x, xAt, z, zAt, n);
            case RSQRT -> reciprocalSqrt(x, xAt, z, zAt, n);
            case RELU -> relu(x, xAt, z, zAt, n);
            case ABS -> abs(x, xAt, z, zAt, n);
            case SIGN -> sign(x, xAt, z, zAt, n);
            case LOG, LOG1P, TANH, SIGMOID, SOFTPLUS ->
                    FloatVectorCompound.run(op, x, xAt, z, zAt, n);
            default -> throw new AssertionError(op);
        }
    }

    private static void negate(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).neg().intoArray(z, zAt + i);
        }
    }

    private static void sqrt(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).sqrt().intoArray(z, zAt + i);
        }
    }

    private static void reciprocalSqrt(float[] x, int xAt, float[] z, int zAt, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            one.div(FloatVector.fromArray(SPECIES, x, xAt + i).sqrt()).intoArray(z, zAt + i);
        }
    }

    private static void relu(float[] x, int xAt, float[] z, int zAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            v.blend(zero, v.compare(LE, zero)).intoArray(z, zAt + i);
        }
    }

    private static void abs(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).abs().intoArray(z, zAt + i);
        }
    }

    private static void sign(float[] x, int xAt, float[] z, int zAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector minusOne = FloatVector.broadcast(SPECIES, -1);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
            v.blend(one, zero.lt(v)).blend(minusOne, v.lt(zero)).intoArray(z, zAt + i);
        }
    }
}
