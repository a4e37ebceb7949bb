package org.metabalance.engine.kernel;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Unary;

/**
 * One provider's kernels of one type in terms of double arrays, so that a test is written once for
 * both. Operands are placed at an offset in larger arrays whose other elements are NaN, and the
 * result is checked not to have been written beyond its slice.
 */
interface AnyKernels {

    /** The provider's name with the type. */
    String name();

    /** The nearest number of the type. */
    double round(double x);

    /** The unit in the last place of a number of the type. */
    double ulp(double x);

    double[] unary(Unary op, double[] x, boolean inPlace);

    double[] binary(Binary op, double[] x, double[] y, boolean inPlace);

    double[] binaryRight(Binary op, double[] x, double y);

    double[] binaryLeft(Binary op, double x, double[] y);

    double[] where(double[] c, double[] x, double[] y);

    double[] sumRows(double[] x, int rows, int columns);

    double[] sumColumns(double[] x, int rows, int columns);

    double[] maxRows(double[] x, int rows, int columns);

    double[] maxColumns(double[] x, int rows, int columns);

    /** C (+)= A B; the result is m x n without gaps. */
    double[] gemm(Product product, double[] a, double[] b, double[] c);

    /** The product of a sparse matrix, as {@link FloatSparse} has it, with n columns of x. */
    double[] sparse(int[] starts, int[] indices, double[] values, double[] x, int n);

    /** What a convolution computes from two of x, w and y, in this order, without gaps. */
    double[] convolution(Convolved convolved, double[] a, double[] b);

    /**
     * Places from x; what is picked from x and places; or images from places and what was picked.
     *
     * @param shape of the images
     */
    double[] pool(
            FloatPool.Wanted wanted, MaxPool.Window window, int[] shape, double[] a, double[] b);

    /** A convolution's shapes, and which operand is computed from the other two, in the order x, w, y. */
    record Convolved(
            FloatConvolution.Wanted wanted,
            Conv2dGeometry geometry,
            int n,
            int h,
            int w,
            int c,
            int kh,
            int kw,
            int k) {

        int rows() {
            return geometry.height().places(h, kh);
        }

        int columns() {
            return geometry.width().places(w, kw);
        }

        int groupChannels() {
            return c / geometry.groups();
        }

        int size(FloatConvolution.Wanted operand) {
            return switch (operand) {
                case X -> n * h * w * c;
                case W -> kh * kw * groupChannels() * k;
                case Y -> n * rows() * columns() * k;
            };
        }

        /** The operands it is computed from. */
        List<FloatConvolution.Wanted> given() {
            return Stream.of(FloatConvolution.Wanted.values()).filter(w -> w != wanted).toList();
        }
    }

    /** A matrix product's shape and storage; gaps widen the rows of all three matrices. */
    record Product(
            int m,
            int n,
            int k,
            boolean transposeA,
            boolean transposeB,
            boolean accumulate,
            int gap) {

        int aLead() {
            return (transposeA ? m : k) + gap;
        }

        int bLead() {
            return (transposeB ? k : n) + gap;
        }

        int cLead() {
            return n + gap;
        }

        int aSize() {
            return (transposeA ? k : m) * aLead();
        }

        int bSize() {
            return (transposeB ? n : k) * bLead();
        }

        int cSize() {
            return m * cLead();
        }
    }

    /** The values of f on 0, 1, ... n - 1. */
    static double[] values(int n, DoubleUnaryOperator f) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = f.applyAsDouble(i);
        }
        return x;
    }
}
