package org.metabalance.engine.execute;

import java.util.Arrays;
import org.metabalance.engine.execute.FloatChain.Place;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/** One operation of a chain, applied to a block of n elements that begins at {@code start}. */
abstract sealed class FloatMicroOp {
    final float[] z;
    private final int zBase;
    private final int zAdvance;

    private FloatMicroOp(Place target) {
        z = target.array();
        zBase = target.base();
        zAdvance = target.advance();
    }

    final int zAt(int start) {
        return zBase + zAdvance * start;
    }

    abstract void run(int start, int n);

    /** Where an operand lies. */
    private static final class Operand {
        final float[] array;
        private final int base;
        private final int advance;

        Operand(Place place) {
            array = place.array();
            base = place.base();
            advance = place.advance();
        }

        int at(int start) {
            return base + advance * start;
        }
    }

    static final class One extends FloatMicroOp {
        private final FloatKernels kernels;
        private final Unary op;
        private final Operand x;

        One(FloatKernels kernels, Unary op, Place x, Place target) {
            super(target);
            this.kernels = kernels;
            this.op = op;
            this.x = new Operand(x);
        }

        @Override
        void run(int start, int n) {
            kernels.unary(op, x.array, x.at(start), z, zAt(start), n);
        }
    }

    static final class Two extends FloatMicroOp {
        private final FloatKernels kernels;
        private final Binary op;
        private final Operand x;
        private final Operand y;

        Two(FloatKernels kernels, Binary op, Place x, Place y, Place target) {
            super(target);
            this.kernels = kernels;
            this.op = op;
            this.x = new Operand(x);
            this.y = new Operand(y);
        }

        @Override
        void run(int start, int n) {
            kernels.binary(op, x.array, x.at(start), y.array, y.at(start), z, zAt(start), n);
        }
    }

    /** With one number as right operand. */
    static final class Right extends FloatMicroOp {
        private final FloatKernels kernels;
        private final Binary op;
        private final Operand x;
        private final Operand y;

        Right(FloatKernels kernels, Binary op, Place x, Place y, Place target) {
            super(target);
            this.kernels = kernels;
            this.op = op;
            this.x = new Operand(x);
            this.y = new Operand(y);
        }

        @Override
        void run(int start, int n) {
            kernels.binaryRight(op, x.array, x.at(start), y.array[y.at(0)], z, zAt(start), n);
        }
    }

    /** With one number as left operand. */
    static final class Left extends FloatMicroOp {
        private final FloatKernels kernels;
        private final Binary op;
        private final Operand x;
        private final Operand y;

        Left(FloatKernels kernels, Binary op, Place x, Place y, Place target) {
            super(target);
            this.kernels = kernels;
            this.op = op;
            this.x = new Operand(x);
            this.y = new Operand(y);
        }

        @Override
        void run(int start, int n) {
            kernels.binaryLeft(op, x.array[x.at(0)], y.array, y.at(start), z, zAt(start), n);
        }
    }

    static final class Choose extends FloatMicroOp {
        private final FloatKernels kernels;
        private final Operand condition;
        private final Operand x;
        private final Operand y;

        Choose(FloatKernels kernels, Place condition, Place x, Place y, Place target) {
            super(target);
            this.kernels = kernels;
            this.condition = new Operand(condition);
            this.x = new Operand(x);
            this.y = new Operand(y);
        }

        @Override
        void run(int start, int n) {
            kernels.where(
                    condition.array, condition.at(start), x.array, x.at(start), y.array,
                    y.at(start), z, zAt(start), n);
        }
    }

    static final class Load extends FloatMicroOp {
        private final FloatStrided view;

        Load(FloatStrided view, Place target) {
            super(target);
            this.view = view;
        }

        @Override
        void run(int start, int n) {
            view.read(start, z, zAt(start), n);
        }
    }

    /** The sums of a block's columns. */
    static final class Sum extends FloatMicroOp {
        private final FloatKernels kernels;
        private final Operand x;
        private final int inner;
        private final int block;

        Sum(FloatKernels kernels, Place x, int inner, int block, Place target) {
            super(target);
            this.kernels = kernels;
            this.x = new Operand(x);
            this.inner = inner;
            this.block = block;
        }

        @Override
        void run(int start, int n) {
            int to = zAt(0) + start / block * inner;
            kernels.sumColumns(x.array, x.at(start), n / inner, inner, z, to);
        }
    }

    static final class Fill extends FloatMicroOp {
        private final Operand x;

        Fill(Place x, Place target) {
            super(target);
            this.x = new Operand(x);
        }

        @Override
        void run(int start, int n) {
            int at = zAt(start);
            Arrays.fill(z, at, at + n, x.array[x.at(0)]);
        }
    }

    static final class Copy extends FloatMicroOp {
        private final Operand x;

        Copy(Place x, Place target) {
            super(target);
            this.x = new Operand(x);
        }

        @Override
        void run(int start, int n) {
            System.arraycopy(x.array, x.at(start), z, zAt(start), n);
        }
    }
}
