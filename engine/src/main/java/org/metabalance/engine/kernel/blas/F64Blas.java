package org.metabalance.engine.kernel.blas;

import org.jblas.NativeBlas;

/** The one native function used, under its double-precision name. */
final class F64Blas {

    private F64Blas() {}

    /** C = A B + beta C, column-major; the native layer copies the arrays whole. */
    static void gemm(
            char transposeA,
            char transposeB,
            int m,
            int n,
            int k,
            double[] a,
            int lda,
            double[] b,
            int ldb,
            double beta,
            double[] c,
            int ldc) {
        NativeBlas.dgemm(
                transposeA, transposeB, m, n, k, 1, a, 0, lda, b, 0, ldb, beta, c, 0, ldc);
    }
}
