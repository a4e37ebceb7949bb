package org.metabalance.engine.execute;

import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.kernel.FloatKernels;

/** Runs matrix products. */
public final class FloatProduct implements FloatStep {
    private final FloatKernels kernels;
    private final Instruction.Gemm gemm;
    private final Instruction.Matrix left;
    private final Instruction.Matrix right;
    private final float[] a;
    private final float[] b;
    private final float[] c;
    private final int[] aOffsets;
    private final int[] bOffsets;

    public FloatProduct(Instruction.Gemm gemm, FloatMemory memory, FloatKernels kernels) {
        this.kernels = kernels;
        this.gemm = gemm;
        left = gemm.a();
        right = gemm.b();
        a = memory.array(left.view().buffer());
        b = memory.array(right.view().buffer());
        c = memory.array(gemm.c());
        aOffsets = shifted(left);
        bOffsets = shifted(right);
    }

    private static int[] shifted(Instruction.Matrix matrix) {
        int[] offsets = matrix.offsets().clone();
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] += matrix.view().buffer().offset();
        }
        return offsets;
    }

    @Override
    public void run() {
        int m = gemm.m();
        int n = gemm.n();
        int at = gemm.c().offset();
        for (int i = 0; i < aOffsets.length; i++) {
            kernels.gemm(
                    m, n, gemm.k(), a, aOffsets[i], left.row(), left.column(), b, bOffsets[i],
                    right.row(), right.column(), c, at + i * m * n, n, gemm.accumulate());
        }
    }
}
