package org.metabalance.engine.kernel;

import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/**
 * The arithmetic a compiled program runs on: loops over slices of large {@code float} arrays.
 *
 * <p>A slice is an array and the index of its first element ({@code x} from {@code xAt}). Matrices
 * are row-major; those of products are {@link FloatMatrix}. None checks shapes: the compiler has done
 * so. Nothing that runs allocates on the heap once it is warm. All methods may be called from several
 * threads at once.
 *
 * <p>Every implementation, jblas excepted, gives the same bits for the same call, whatever the number of
 * threads and the width of vectors: those of the scalar one. {@link FloatOrder} says in which order sums
 * and products are added. NaN propagates through everything, also through the maxima, as in
 * {@link Math#max(float,float)}; which of the many bit patterns of NaN comes out is not said.
 */
public interface FloatKernels {

    /**
     * Names the provider.
     *
     * @return for example {@code "scalar"} or {@code "vector 512 bit"}
     */
    String name();

    /**
     * {@code z[i] = op(x[i])} for n elements.
     *
     * @param op the function
     * @param x operand
     * @param xAt first element of the operand
     * @param z result; may be {@code x} at the same offset
     * @param zAt first element of the result
     * @param n number of elements, 0 allowed
     */
    void unary(Unary op, float[] x, int xAt, float[] z, int zAt, int n);

    /**
     * {@code z[i] = op(x[i], y[i])} for n elements.
     *
     * @param op the function; comparisons give 1 or 0
     * @param x left operand
     * @param xAt first element of the left operand
     * @param y right operand
     * @param yAt first element of the right operand
     * @param z result; may be {@code x} or {@code y} at the same offset
     * @param zAt first element of the result
     * @param n number of elements, 0 allowed
     */
    void binary(Binary op, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n);

    /**
     * {@code z[i] = op(x[i], y)} for n elements and one number y.
     *
     * @param op the function; comparisons give 1 or 0
     * @param x left operand
     * @param xAt first element of the left operand
     * @param y right operand
     * @param z result; may be {@code x} at the same offset
     * @param zAt first element of the result
     * @param n number of elements, 0 allowed
     */
    void binaryRight(Binary op, float[] x, int xAt, float y, float[] z, int zAt, int n);

    /**
     * {@code z[i] = op(x, y[i])} for n elements and one number x.
     *
     * @param op the function; comparisons give 1 or 0
     * @param x left operand
     * @param y right operand
     * @param yAt first element of the right operand
     * @param z result; may be {@code y} at the same offset
     * @param zAt first element of the result
     * @param n number of elements, 0 allowed
     */
    void binaryLeft(Binary op, float x, float[] y, int yAt, float[] z, int zAt, int n);

    /**
     * {@code z[i] = c[i] != 0 ? x[i] : y[i]} for n elements; a NaN condition counts as not zero.
     *
     * @param c condition
     * @param cAt first element of the condition
     * @param x taken where the condition is not zero
     * @param xAt first element of x
     * @param y taken where the condition is zero
     * @param yAt first element of y
     * @param z result; may be any operand at the same offset
     * @param zAt first element of the result
     * @param n number of elements, 0 allowed
     */
    void where(
            float[] c, int cAt, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n);

    /**
     * {@code z[i] = sum over j of x[i][j]}.
     *
     * @param x matrix, rows x columns
     * @param xAt its first element
     * @param rows number of rows
     * @param columns number of columns
     * @param z result, one element per row; not aliasing x
     * @param zAt first element of the result
     */
    void sumRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt);

    /**
     * {@code z[j] = sum over i of x[i][j]}.
     *
     * @param x matrix, rows x columns
     * @param xAt its first element
     * @param rows number of rows
     * @param columns number of columns
     * @param z result, one element per column; not aliasing x
     * @param zAt first element of the result
     */
    void sumColumns(float[] x, int xAt, int rows, int columns, float[] z, int zAt);

    /**
     * {@code z[i] = max over j of x[i][j]}; negative infinity when there are no columns.
     *
     * @param x matrix, rows x columns
     * @param xAt its first element
     * @param rows number of rows
     * @param columns number of columns
     * @param z result, one element per row; not aliasing x
     * @param zAt first element of the result
     */
    void maxRows(float[] x, int xAt, int rows, int columns, float[] z, int zAt);

    /**
     * {@code z[j] = max over i of x[i][j]}; negative infinity when there are no rows.
     *
     * @param x matrix, rows x columns
     * @param xAt its first element
     * @param rows number of rows
     * @param columns number of columns
     * @param z result, one element per column; not aliasing x
     * @param zAt first element of the result
     */
    void maxColumns(float[] x, int xAt, int rows, int columns, float[] z, int zAt);

    /**
     * Binds a matrix product {@code C = A B} or {@code C += A B}: how it is computed is settled once.
     *
     * @param a left operand; rows or columns are adjacent (one of its strides is 1)
     * @param b right operand; rows or columns are adjacent
     * @param c result, with adjacent columns, as many rows as A and columns as B, 0 allowed; overlaps
     *     neither operand
     * @param accumulate whether the product is added to what the result holds; if not, one over no
     *     columns of A sets it to zero
     * @return what computes the product each time it is run, from what the operands then hold
     */
    Runnable gemm(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean accumulate);

    /**
     * Binds rows of the product of a sparse matrix with a dense one.
     *
     * @param product its operands; the result overlaps none of them
     * @return what computes it each time it is run, from what the dense operand then holds
     */
    Runnable sparse(FloatSparse product);

    /**
     * Binds a convolution or one of its adjoints: how it is computed is settled once.
     *
     * @param convolution its operands, and which of them is to be computed; that one overlaps no other
     * @return what computes it each time it is run, from what the others then hold
     */
    Runnable convolution(FloatConvolution convolution);

    /**
     * Binds what maxima of windows are made of.
     *
     * @param pool its operands, and which of them is to be computed; that one overlaps no other
     * @return what computes it each time it is run
     */
    Runnable pool(FloatPool pool);
}
