package org.metabalance.engine.execute;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatMatrix;

/** Runs matrix products. */
final class FloatMatmul implements FloatStep {
    private final FloatKernels kernels;
    private final FloatMatrix[] a;
    private final FloatMatrix[] b;
    private final FloatMatrix[] c;
    private final boolean accumulate;

    FloatMatmul(Instruction.Gemm gemm, FloatMemory memory, FloatKernels kernels) {
        this.kernels = kernels;
        accumulate = gemm.accumulate();
        a = operands(gemm.a(), memory, gemm.m(), gemm.k());
        b = operands(gemm.b(), memory, gemm.k(), gemm.n());
        c = results(gemm.c(), memory, a.length, gemm.m(), gemm.n());
    }

    // One matrix often takes part in all products.
    private static FloatMatrix[] operands(
            Instruction.Matrix matrix, FloatMemory memory, int rows, int columns) {
        Buffer buffer = matrix.view().buffer();
        Map<Integer, FloatMatrix> known = new HashMap<>();
        return Arrays.stream(matrix.offsets())
                .mapToObj(offset -> known.computeIfAbsent(offset, o -> new FloatMatrix(
                        memory.array(buffer), buffer.offset() + o, rows, columns, matrix.row(),
                        matrix.column())))
                .toArray(FloatMatrix[]::new);
    }

    private static FloatMatrix[] results(
            Buffer buffer, FloatMemory memory, int count, int rows, int columns) {
        FloatMatrix[] results = new FloatMatrix[count];
        Arrays.setAll(results, i -> FloatMatrix.dense(
                memory.array(buffer), buffer.offset() + i * rows * columns, rows, columns));
        return results;
    }

    @Override
    public void run() {
        for (int i = 0; i < a.length; i++) {
            kernels.gemm(a[i], b[i], c[i], accumulate);
        }
    }
}
