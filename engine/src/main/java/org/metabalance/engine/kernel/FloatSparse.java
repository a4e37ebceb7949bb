package org.metabalance.engine.kernel;

/**
 * Rows of the product Z = S X of a sparse matrix with a dense one: an operand of {@link FloatKernels},
 * made once, when an instruction is bound. Both dense matrices have adjacent rows and columns.
 *
 * @param starts where the entries of each row of S begin, and where those of the last end
 * @param from the first row that is computed
 * @param to the row after the last
 * @param indices for each entry its column: a row of X
 * @param values for each entry its number
 * @param x the dense operand
 * @param xAt its first element
 * @param n columns of X and Z
 * @param z the result, rows {@code from} to before {@code to}
 * @param zAt its first element
 */
public record FloatSparse(
        int[] starts, int from, int to, int[] indices, float[] values, float[] x, int xAt, int n,
        float[] z, int zAt) {

    /** Returns how many products there are. */
    public long multiplyAdds() {
        return (long) (starts[to] - starts[from]) * n;
    }
}
