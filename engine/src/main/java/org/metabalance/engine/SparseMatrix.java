package org.metabalance.engine;

import java.util.Arrays;
import org.metabalance.engine.op.MatMul;

/**
 * A constant matrix of which few elements are not zero, such as the edges of a graph: compressed sparse
 * rows (CSR). Immutable; equal only to itself.
 *
 * <p>Row i has the entries from {@code starts[i]} to before {@code starts[i + 1]}, each a column and a
 * value, columns ascending. So a matrix is written in one way only, and the order in which a {@linkplain
 * #matmul product} adds is that of the matrix. Values are kept in double precision; a program uses them in
 * its own type, as those of any constant.
 */
public final class SparseMatrix {
    private final int rows;
    private final int columns;
    private final int[] starts;
    private final int[] indices;
    private final double[] values;
    private float[] floats;
    private SparseMatrix transposed;

    private SparseMatrix(int rows, int columns, int[] starts, int[] indices, double[] values) {
        this.rows = rows;
        this.columns = columns;
        this.starts = starts;
        this.indices = indices;
        this.values = values;
    }

    /**
     * Returns the matrix of these compressed rows, which are copied.
     *
     * @param starts where the entries of each row begin, and the number of all: {@code rows + 1} numbers
     * @param indices the column of each entry; within a row each is larger than the one before
     * @param values the number of each entry
     * @throws IllegalArgumentException if the parts do not fit, or an index is out of range, out of order
     *     or there twice
     */
    public static SparseMatrix ofRows(
            int rows, int columns, int[] starts, int[] indices, double[] values) {
        require(rows >= 0 && columns >= 0, "extents must not be negative",
                "[" + rows + ", " + columns + "]");
        require(indices.length == values.length, "needs as many columns as values",
                indices.length + " and " + values.length);
        require(starts.length == rows + 1, "needs a start for each row and one behind the last",
                starts.length + " for " + rows + " rows");
        require(starts[0] == 0 && starts[rows] == values.length,
                "the entries must be those from the first start to the last",
                starts[0] + " to " + starts[rows] + " of " + values.length);
        for (int i = 0; i < rows; i++) {
            require(starts[i] <= starts[i + 1], "starts must not descend",
                    starts[i] + " and " + starts[i + 1] + " for row " + i);
            int last = -1;
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                require(indices[e] >= 0 && indices[e] < columns,
                        "columns must be in [0, " + columns + ")", indices[e] + " in row " + i);
                require(indices[e] > last, "columns of a row must ascend",
                        indices[e] + " after " + last + " in row " + i);
                last = indices[e];
            }
        }
        return new SparseMatrix(rows, columns, starts.clone(), indices.clone(), values.clone());
    }

    /**
     * Returns the matrix that has {@code values[e]} at ({@code rowOf[e]}, {@code columnOf[e]}), in any
     * order.
     *
     * @throws IllegalArgumentException if the parts do not fit, an index is out of range or a place there
     *     twice
     */
    public static SparseMatrix ofEntries(
            int rows, int columns, int[] rowOf, int[] columnOf, double[] values) {
        require(rowOf.length == values.length && columnOf.length == values.length,
                "needs as many rows and columns as values",
                rowOf.length + ", " + columnOf.length + " and " + values.length);
        for (int row : rowOf) {
            require(row >= 0 && row < rows, "rows must be in [0, " + rows + ")",
                    Integer.toString(row));
        }
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, e -> e);
        Arrays.sort(order, (a, b) -> rowOf[a] != rowOf[b]
                ? Integer.compare(rowOf[a], rowOf[b])
                : Integer.compare(columnOf[a], columnOf[b]));
        int[] starts = new int[Math.max(0, rows) + 1];
        int[] indices = new int[order.length];
        double[] sorted = new double[order.length];
        for (int e = 0; e < order.length; e++) {
            starts[rowOf[order[e]] + 1]++;
            indices[e] = columnOf[order[e]];
            sorted[e] = values[order[e]];
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return ofRows(rows, columns, starts, indices, sorted);
    }

    private static void require(boolean met, String rule, String got) {
        if (!met) {
            throw new IllegalArgumentException("sparse matrix: " + rule + ", got " + got);
        }
    }

    /**
     * Returns the product with a dense matrix: [rows, columns] x [columns, n] is [rows, n]. Its derivative
     * is the product of the transposed matrix with the cotangent, and so to any order; the matrix itself is
     * constant.
     *
     * <p>An entry that is not there is skipped, whatever it would meet: an infinite or NaN element of
     * {@code dense} reaches the rows that have an entry for it, and no other.
     *
     * @throws IllegalArgumentException if {@code dense} is no matrix of so many rows as this has columns
     */
    public Tensor matmul(Tensor dense) {
        return dense.tape().record(new MatMul.Sparse(this), dense);
    }

    /** Returns the transposed matrix, made once: its transposed matrix is this one. */
    public synchronized SparseMatrix transposed() {
        if (transposed == null) {
            transposed = turned();
            transposed.transposed = this;
        }
        return transposed;
    }

    private SparseMatrix turned() {
        int[] next = new int[columns + 1];
        for (int column : indices) {
            next[column + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] turnedStarts = next.clone();
        int[] turnedIndices = new int[indices.length];
        double[] turnedValues = new double[values.length];
        // rows are gone through in order, so that they ascend in each column
        for (int i = 0; i < rows; i++) {
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                int to = next[indices[e]]++;
                turnedIndices[to] = i;
                turnedValues[to] = values[e];
            }
        }
        return new SparseMatrix(columns, rows, turnedStarts, turnedIndices, turnedValues);
    }

    /** Returns the number of rows. */
    public int rows() {
        return rows;
    }

    /** Returns the number of columns. */
    public int columns() {
        return columns;
    }

    /** Returns the number of entries. */
    public int entries() {
        return values.length;
    }

    /** Returns where the entries of each row begin, and the number of all; not a copy: leave it alone. */
    public int[] starts() {
        return starts;
    }

    /** Returns the column of each entry; not a copy: leave it alone. */
    public int[] indices() {
        return indices;
    }

    /** Returns the number of each entry; not a copy: leave it alone. */
    public double[] doubles() {
        return values;
    }

    /** Returns the number of each entry in single precision, converted once; leave it alone. */
    public synchronized float[] floats() {
        if (floats == null) {
            floats = NdArray.of(values).toFloats();
        }
        return floats;
    }

    /** Returns all elements, zeros included: for checks and small matrices. */
    public NdArray dense() {
        NdArray dense = NdArray.zeros(DType.F64, Shape.of(rows, columns));
        for (int i = 0; i < rows; i++) {
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                dense.set(i * columns + indices[e], values[e]);
            }
        }
        return dense;
    }

    @Override
    public String toString() {
        return "[" + rows + ", " + columns + "] of " + values.length
                + (values.length == 1 ? " entry" : " entries");
    }
}
