package org.metabalance.engine.kernel;

import static jdk.incubator.vector.VectorOperators.LE;
import static org.metabalance.engine.kernel.FloatLanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.op.Unary;

/** Functions of one number, a vector at a time: one loop each, so that each compiles by itself. */
final class FloatVectorUnary {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatVectorUnary() {}

    /** Whether the function has a loop here. */
    static boolean has(Unary op) {
        return op != Unary.SIN && op != Unary.COS;
    }

    /** {@code z[i] = op(x[i])} for n elements, a multiple of the lanes. */
    static void run(Unary op, float[] x, int xAt, float[] z, int zAt, int n) {
        switch (op) {
            case NEG -> negate(x, xAt, z, zAt, n);
            case EXP -> exp(x, xAt, z, zAt, n);
            case LOG -> log(x, xAt, z, zAt, n);
            case LOG1P -> log1p(x, xAt, z, zAt, n);
            case EXPM1 -> expm1(x, xAt, z, zAt, n);
            case SQRT -> sqrt(x, xAt, z, zAt, n);
            case RSQRT -> reciprocalSqrt(x, xAt, z, zAt, n);
            case TANH -> tanh(x, xAt, z, zAt, n);
            case SIGMOID -> sigmoid(x, xAt, z, zAt, n);
            case RELU -> relu(x, xAt, z, zAt, n);
            case SOFTPLUS -> softplus(x, xAt, z, zAt, n);
            case ABS -> abs(x, xAt, z, zAt, n);
            case SIGN -> sign(x, xAt, z, zAt, n);
            default -> throw new AssertionError(op);
        }
    }

    private static void negate(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            load(x, xAt + i).neg().intoArray(z, zAt + i);
        }
    }

    private static void exp(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.exp(load(x, xAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void log(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.log(load(x, xAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void log1p(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.log1p(load(x, xAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void expm1(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.expm1(load(x, xAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void sqrt(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            load(x, xAt + i).sqrt().intoArray(z, zAt + i);
        }
    }

    private static void reciprocalSqrt(float[] x, int xAt, float[] z, int zAt, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            one.div(load(x, xAt + i).sqrt()).intoArray(z, zAt + i);
        }
    }

    private static void tanh(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.tanh(load(x, xAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void sigmoid(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.sigmoid(load(x, xAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void relu(float[] x, int xAt, float[] z, int zAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = load(x, xAt + i);
            v.blend(zero, v.compare(LE, zero)).intoArray(z, zAt + i);
        }
    }

    private static void softplus(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.softplus(load(x, xAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void abs(float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            load(x, xAt + i).abs().intoArray(z, zAt + i);
        }
    }

    private static void sign(float[] x, int xAt, float[] z, int zAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector minusOne = FloatVector.broadcast(SPECIES, -1);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = load(x, xAt + i);
            v.blend(one, zero.lt(v)).blend(minusOne, v.lt(zero)).intoArray(z, zAt + i);
        }
    }
}
