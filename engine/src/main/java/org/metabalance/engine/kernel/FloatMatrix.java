package org.metabalance.engine.kernel;

/**
 * A matrix that lies in an array: element (i, j) is
 * {@code data[offset + i * rowStride + j * columnStride]}. An operand of {@link FloatKernels}, made
 * once, when an instruction is bound, and only read when it runs.
 */
public final class FloatMatrix {

    private final float[] data;
    private final int offset;
    private final int rows;
    private final int columns;
    private final int rowStride;
    private final int columnStride;
    private FloatMatrix transposed;

    /**
     * Looks at a part of an array as a matrix.
     *
     * @param data where its elements are, among others
     * @param offset index of element (0, 0)
     * @param rows number of rows, 0 allowed
     * @param columns number of columns, 0 allowed
     * @param rowStride distance between the elements of a column
     * @param columnStride distance between the elements of a row
     */
    public FloatMatrix(
            float[] data, int offset, int rows, int columns, int rowStride, int columnStride) {
        this.data = data;
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
        this.rowStride = rowStride;
        this.columnStride = columnStride;
    }

    /**
     * Looks at adjacent elements of an array as the rows of a matrix.
     *
     * @param data where its elements are, among others
     * @param offset index of element (0, 0)
     * @param rows number of rows, 0 allowed
     * @param columns number of columns, 0 allowed
     * @return the matrix
     */
    public static FloatMatrix dense(float[] data, int offset, int rows, int columns) {
        return new FloatMatrix(data, offset, rows, columns, columns, 1);
    }

    /** Returns the array, shared with others. */
    public float[] data() {
        return data;
    }

    /** Returns the number of rows. */
    public int rows() {
        return rows;
    }

    /** Returns the number of columns. */
    public int columns() {
        return columns;
    }

    /** Returns the distance between the elements of a column. */
    public int rowStride() {
        return rowStride;
    }

    /** Returns the distance between the elements of a row. */
    public int columnStride() {
        return columnStride;
    }

    /** Returns where in the array an element is. */
    public int at(int row, int column) {
        return offset + row * rowStride + column * columnStride;
    }

    /**
     * Returns rows {@code top ... bottom - 1} and of these columns {@code left ... right - 1}.
     *
     * @param top first row
     * @param bottom the row after the last
     * @param left first column
     * @param right the column after the last
     * @return another look at the same elements; this matrix if it is all of it
     */
    public FloatMatrix part(int top, int bottom, int left, int right) {
        return bottom - top == rows && right - left == columns
                ? this
                : new FloatMatrix(data, at(top, left), bottom - top, right - left, rowStride,
                        columnStride);
    }

    /** Returns the same elements with rows and columns exchanged; made at the first call. */
    public FloatMatrix transposed() {
        FloatMatrix known = transposed;
        if (known == null) {
            known = new FloatMatrix(data, offset, columns, rows, columnStride, rowStride);
            known.transposed = this;
            transposed = known;
        }
        return known;
    }
}
