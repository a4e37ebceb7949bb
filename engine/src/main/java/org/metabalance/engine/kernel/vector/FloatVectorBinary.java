package org.metabalance.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.gemm.FloatLanes;
import org.metabalance.engine.op.Binary;

/** Functions of two numbers out of two arrays, a vector at a time. */
final class FloatVectorBinary {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatVectorBinary() {}

    /** {@code z[i] = op(x[i], y[i])} for n elements, a multiple of the lanes; not for POW. */
    static void run(
            Binary op, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        switch (op) {
            case ADD -> add(x, xAt, y, yAt, z, zAt, n);
            case SUB -> subtract(x, xAt, y, yAt, z, zAt, n);
            case MUL -> multiply(x, xAt, y, yAt, z, zAt, n);
            case DIV -> divide(x, xAt, y, yAt, z, zAt, n);
            case MAXIMUM -> maximum(x, xAt, y, yAt, z, zAt, n);
            case MINIMUM -> minimum(x, xAt, y, yAt, z, zAt, n);
            case EQ -> equal(x, xAt, y, yAt, z, zAt, n);
            case NE -> notEqual(x, xAt, y, yAt, z, zAt, n);
            case GT -> greater(x, xAt, y, yAt, z, zAt, n);
            case GE -> greaterOrEqual(x, xAt, y, yAt, z, zAt, n);
            case LT -> less(x, xAt, y, yAt, z, zAt, n);
            case LE -> lessOrEqual(x, xAt, y, yAt, z, zAt, n);
            case POW -> throw new AssertionError(op);
        }
    }

    private static void add(
            float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .add(FloatVector.fromArray(SPECIES, y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void subtract(
            float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .sub(FloatVector.fromArray(SPECIES, y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void multiply(
            float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .mul(FloatVector.fromArray(SPECIES, y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void divide(
            float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .div(FloatVector.fromArray(SPECIES, y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void maximum(
            float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .max(FloatVector.fromArray(SPECIES, y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void minimum(
            float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .min(FloatVector.fromArray(SPECIES, y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void equal(
            float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            zero.blend(one,
                    FloatVector.fromArray(SPECIES, x, xAt + i).compare(VectorOperators.EQ,
                            FloatVector.fromArray(SPECIES, y, yAt + i)))
                    .intoArray(z, zAt + i);
        }
    }

    private static void notEqual(
            float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            zero.blend(one,
                    FloatVector.fromArray(SPECIES, x, xAt + i).compare(VectorOperators.NE,
                            FloatVector.fromArray(SPECIES, y, yAt + i)))
                    .intoArray(z, zAt + i);
        }
    }

    private static void greater(
            float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            zero.blend(one,
                    FloatVector.fromArray(SPECIES, x, xAt + i).compare(VectorOperators.GT,
                            FloatVector.fromArray(SPECIES, y, yAt + i)))
                    .intoArray(z, zAt + i);
        }
    }

    private static void greaterOrEqual(
            float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            zero.blend(one,
                    FloatVector.fromArray(SPECIES, x, xAt + i).compare(VectorOperators.GE,
                            FloatVector.fromArray(SPECIES, y, yAt + i)))
                    .intoArray(z, zAt + i);
        }
    }

    private static void less(
            float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            zero.blend(one,
                    FloatVector.fromArray(SPECIES, x, xAt + i).compare(VectorOperators.LT,
                            FloatVector.fromArray(SPECIES, y, yAt + i)))
                    .intoArray(z, zAt + i);
        }
    }

    private static void lessOrEqual(
            float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            zero.blend(one,
                    FloatVector.fromArray(SPECIES, x, xAt + i).compare(VectorOperators.LE,
                            FloatVector.fromArray(SPECIES, y, yAt + i)))
                    .intoArray(z, zAt + i);
        }
    }
}
