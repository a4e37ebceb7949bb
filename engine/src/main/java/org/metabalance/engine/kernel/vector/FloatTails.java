package org.metabalance.engine.kernel.vector;

import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/**
 * The elements left over when a slice does not fill its last vector: fewer than the lanes. One at a
 * time, with the roundings of the vector loops, so that an element's value does not depend on where
 * in the slice it stands. (A masked store would take longer than all of them: 20 ns on some AVX-512
 * processors.)
 */
@SuppressWarnings("cast") // the casts that narrow here do nothing in the generated double version
final class FloatTails {

    private FloatTails() {}

    /** Whether the function is plain arithmetic and so has a rule here. */
    static boolean has(Unary op) {
        return switch (op) {
            case NEG, SQRT, RSQRT, RELU, ABS, SIGN -> true;
            default -> false;
        };
    }

    static void unary(Unary op, float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = apply(op, x[xAt + i]);
        }
    }

    /** For the functions without a vector loop: through double precision, for any n. */
    static void each(Unary op, float[] x, int xAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = (float) op.apply(x[xAt + i]);
        }
    }

    static void binary(
            Binary op, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = apply(op, x[xAt + i], y[yAt + i]);
        }
    }

    static void binaryRight(Binary op, float[] x, int xAt, float y, float[] z, int zAt,
            int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = apply(op, x[xAt + i], y);
        }
    }

    static void binaryLeft(Binary op, float x, float[] y, int yAt, float[] z, int zAt,
            int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = apply(op, x, y[yAt + i]);
        }
    }

    private static float apply(Unary op, float x) {
        return switch (op) {
            case NEG -> -x;
            case SQRT -> (float) Math.sqrt(x);
            case RSQRT -> 1 / (float) Math.sqrt(x);
            case RELU -> x <= 0 ? 0 : x;
            case ABS -> Math.abs(x);
            case SIGN -> x > 0 ? 1 : x < 0 ? -1 : x;
            default -> throw new AssertionError(op);
        };
    }

    private static float apply(Binary op, float x, float y) {
        return switch (op) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / y;
            case POW, REMAINDER, ATAN2 -> (float) op.apply(x, y);
            case MAXIMUM -> Math.max(x, y);
            case MINIMUM -> Math.min(x, y);
            case EQ -> x == y ? 1 : 0;
            case NE -> x != y ? 1 : 0;
            case GT -> x > y ? 1 : 0;
            case GE -> x >= y ? 1 : 0;
            case LT -> x < y ? 1 : 0;
            case LE -> x <= y ? 1 : 0;
        };
    }
}
