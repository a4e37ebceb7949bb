package org.metabalance.engine.execute;

import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.kernel.FloatKernels;

/** Runs sums and maxima. */
final class FloatReduction implements FloatStep {
    private final FloatKernels kernels;
    private final Instruction.Reduction op;
    private final float[] x;
    private final float[] z;
    private final int xAt;
    private final int zAt;

    FloatReduction(Instruction.Reduction op, FloatMemory memory, FloatKernels kernels) {
        this.kernels = kernels;
        this.op = op;
        x = memory.array(op.x().buffer());
        z = memory.array(op.z());
        xAt = op.x().buffer().offset() + op.x().offset();
        zAt = op.z().offset();
    }

    @Override
    public void run() {
        int reduced = op.reduced();
        int inner = op.inner();
        if (inner == 1) {
            if (op.max()) {
                kernels.maxRows(x, xAt, op.outer(), reduced, z, zAt);
            } else {
                kernels.sumRows(x, xAt, op.outer(), reduced, z, zAt);
            }
            return;
        }
        for (int i = 0; i < op.outer(); i++) {
            if (op.max()) {
                kernels.maxColumns(x, xAt + i * reduced * inner, reduced, inner, z,
                        zAt + i * inner);
            } else {
                kernels.sumColumns(x, xAt + i * reduced * inner, reduced, inner, z,
                        zAt + i * inner);
            }
        }
    }
}
