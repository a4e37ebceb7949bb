package org.metabalance.engine.execute;

import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.op.Binary;

/** Adds up sums over blocks of rows, halves of them to each other. */
final class FloatFold implements FloatStep {
    private final FloatKernels kernels;
    private final float[] x;
    private final int xAt;
    private final float[] z;
    private final int zAt;
    private final int rows;
    private final int inner;

    /** A row for each depth of the halving. */
    private final float[] halves;

    FloatFold(Instruction.Fold op, FloatMemory memory, FloatKernels kernels) {
        this.kernels = kernels;
        x = memory.array(op.x().buffer());
        xAt = op.x().buffer().offset() + op.x().offset();
        z = memory.array(op.z());
        zAt = op.z().offset();
        rows = op.rows();
        inner = op.inner();
        halves = new float[Integer.SIZE * inner];
    }

    @Override
    public void run() {
        fold(0, rows, z, zAt, 0);
    }

    private void fold(int from, int count, float[] to, int at, int depth) {
        int first = xAt + from * inner;
        if (count == 1) {
            System.arraycopy(x, first, to, at, inner);
        } else if (count == 2) {
            kernels.binary(Binary.ADD, x, first, x, first + inner, to, at, inner);
        } else {
            int head = Integer.highestOneBit(count - 1);
            int rest = depth * inner;
            fold(from, head, to, at, depth + 1);
            fold(from + head, count - head, halves, rest, depth + 1);
            kernels.binary(Binary.ADD, to, at, halves, rest, to, at, inner);
        }
    }
}
