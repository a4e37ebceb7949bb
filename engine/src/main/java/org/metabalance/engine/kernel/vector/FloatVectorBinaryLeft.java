package org.metabalance.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.gemm.FloatLanes;
import org.metabalance.engine.op.Binary;

/** Functions of one number and an array's on its right, a vector at a time. */
final class FloatVectorBinaryLeft {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatVectorBinaryLeft() {}

    /** {@code z[i] = op(x, y[i])} for n elements, a multiple of the lanes; not for POW. */
    static void run(
            Binary op, float x, float[] y, int yAt, float[] z, int zAt, int n) {
        switch (op) {
            case ADD -> add(x, y, yAt, z, zAt, n);
            case SUB -> subtract(x, y, yAt, z, zAt, n);
            case MUL -> multiply(x, y, yAt, z, zAt, n);
            case DIV -> divide(x, y, yAt, z, zAt, n);
            case MAXIMUM -> maximum(x, y, yAt, z, zAt, n);
            case MINIMUM -> minimum(x, y, yAt, z, zAt, n);
            case EQ -> equal(x, y, yAt, z, zAt, n);
            case NE -> notEqual(x, y, yAt, z, zAt, n);
            case GT -> greater(x, y, yAt, z, zAt, n);
            case GE -> greaterOrEqual(x, y, yAt, z, zAt, n);
            case LT -> less(x, y, yAt, z, zAt, n);
            case LE -> lessOrEqual(x, y, yAt, z, zAt, n);
            case POW -> throw new AssertionError(op);
        }
    }

    private static void add(
            float x, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector left = FloatVector.broadcast(SPECIES, x);
        for (int i = 0; i < n; i += LANES) {
            left.add(FloatVector.fromArray(SPECIES, y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void subtract(
            float x, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector left = FloatVector.broadcast(SPECIES, x);
        for (int i = 0; i < n; i += LANES) {
            left.sub(FloatVector.fromArray(SPECIES, y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void multiply(
            float x, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector left = FloatVector.broadcast(SPECIES, x);
        for (int i = 0; i < n; i += LANES) {
            left.mul(FloatVector.fromArray(SPECIES, y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void divide(
            float x, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector left = FloatVector.broadcast(SPECIES, x);
        for (int i = 0; i < n; i += LANES) {
            left.div(FloatVector.fromArray(SPECIES, y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void maximum(
            float x, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector left = FloatVector.broadcast(SPECIES, x);
        for (int i = 0; i < n; i += LANES) {
            left.max(FloatVector.fromArray(SPECIES, y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void minimum(
            float x, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector left = FloatVector.broadcast(SPECIES, x);
        for (int i = 0; i < n; i += LANES) {
            left.min(FloatVector.fromArray(SPECIES, y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    private static void equal(
            float x, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector left = FloatVector.broadcast(SPECIES, x);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            zero.blend(one,
                    left.compare(VectorOperators.EQ, FloatVector.fromArray(SPECIES, y, yAt + i)))
                    .intoArray(z, zAt + i);
        }
    }

    private static void notEqual(
            float x, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector left = FloatVector.broadcast(SPECIES, x);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            zero.blend(one,
                    left.compare(VectorOperators.NE, FloatVector.fromArray(SPECIES, y, yAt + i)))
                    .intoArray(z, zAt + i);
        }
    }

    private static void greater(
            float x, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector left = FloatVector.broadcast(SPECIES, x);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            zero.blend(one,
                    left.compare(VectorOperators.GT, FloatVector.fromArray(SPECIES, y, yAt + i)))
                    .intoArray(z, zAt + i);
        }
    }

    private static void greaterOrEqual(
            float x, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector left = FloatVector.broadcast(SPECIES, x);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            zero.blend(one,
                    left.compare(VectorOperators.GE, FloatVector.fromArray(SPECIES, y, yAt + i)))
                    .intoArray(z, zAt + i);
        }
    }

    private static void less(
            float x, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector left = FloatVector.broadcast(SPECIES, x);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            zero.blend(one,
                    left.compare(VectorOperators.LT, FloatVector.fromArray(SPECIES, y, yAt + i)))
                    .intoArray(z, zAt + i);
        }
    }

    private static void lessOrEqual(
            float x, float[] y, int yAt, float[] z, int zAt, int n) {
        FloatVector left = FloatVector.broadcast(SPECIES, x);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += LANES) {
            zero.blend(one,
                    left.compare(VectorOperators.LE, FloatVector.fromArray(SPECIES, y, yAt + i)))
                    .intoArray(z, zAt + i);
        }
    }
}
