package org.metabalance.engine.execute;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.View;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.FloatSparse;

/** Runs matrix products. */
final class FloatMatmul implements FloatStep {
    private final Runnable[] products;

    FloatMatmul(Instruction.Gemm gemm, FloatMemory memory, FloatKernels kernels) {
        int m = gemm.m();
        int n = gemm.n();
        FloatMatrix[] a = operands(gemm.a(), memory, m, gemm.k());
        FloatMatrix[] b = operands(gemm.b(), memory, gemm.k(), n);
        float[] c = memory.array(gemm.c());
        products = new Runnable[a.length];
        Arrays.setAll(products, i -> kernels.gemm(
                a[i], b[i], FloatMatrix.dense(c, gemm.c().offset() + i * m * n, m, n),
                gemm.accumulate()));
    }

    static FloatStep sparse(
            Instruction.SparseProduct product, FloatMemory memory, FloatKernels kernels) {
        View x = product.x();
        SparseMatrix matrix = product.matrix();
        return kernels.sparse(new FloatSparse(
                matrix.starts(), product.from(), product.to(), matrix.indices(), matrix.floats(),
                memory.array(x.buffer()), x.buffer().offset() + x.offset(), x.dims()[1],
                memory.array(product.z()), product.z().offset()))::run;
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

    @Override
    public void run() {
        for (Runnable product : products) {
            product.run();
        }
    }
}
