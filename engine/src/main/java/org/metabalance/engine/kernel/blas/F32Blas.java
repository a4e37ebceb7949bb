package org.metabalance.engine.kernel.blas;

import org.jblas.NativeBlas;

/** The one native function used, under its single-precision name. */
final class F32Blas {

    private F32Blas() {}

    /** C = A B + beta C, column-major; the native layer copies the arrays whole. */
    static void gemm(
            char transposeA,
            char transposeB,
            int m,
            int n,
            int k,
            float[] a,
            int lda,
            float[] b,
            int ldb,
            float beta,
            float[] c,
            int ldc) {
        NativeBlas.sgemm(
                transposeA, transposeB, m, n, k, 1, a, 0, lda, b, 0, ldb, beta, c, 0, ldc);
    }
}
