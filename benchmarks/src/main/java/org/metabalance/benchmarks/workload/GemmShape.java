package org.metabalance.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.kernel.DoubleMatrix;
import org.metabalance.engine.kernel.FloatMatrix;

/**
 * A matrix product [m, k] x [k, n]; a transposed operand is stored the other way round.
 *
 * @param m rows of the result
 * @param n columns of the result
 * @param k what is summed over
 * @param transposeA whether the left operand is stored as [k, m]
 * @param transposeB whether the right operand is stored as [n, k]
 */
public record GemmShape(int m, int n, int k, boolean transposeA, boolean transposeB) {
    private static final Pattern NAME = Pattern.compile("(\\d+)x(\\d+)x(\\d+)-([nt])([nt])");

    /** Squares, then each product of the networks' layers: forward, and back to inputs and weights. */
    private static final String[] SIZES = {
        "16x16x16", "32x32x32", "64x64x64", "128x128x128", "256x256x256", "512x512x512",
        "1024x1024x1024",
        "24x16x29", "24x24x16", "24x20x24", "29x16x24", "16x24x24",
        "128x64x30", "128x64x64", "128x2x64", "30x64x128", "64x64x128", "64x2x128",
        "128x512x784", "128x256x512", "128x10x256", "128x512x256", "784x512x128", "512x256x128",
        "256x10x128"};

    /** Returns every size with both operands as they are and transposed. */
    public static List<GemmShape> all() {
        List<GemmShape> all = new ArrayList<>();
        for (String size : SIZES) {
            for (String transposes : List.of("nn", "nt", "tn", "tt")) {
                all.add(parse(size + "-" + transposes));
            }
        }
        return List.copyOf(all);
    }

    /**
     * Reads a shape: {@code 128x64x30-nt} is m, n and k, and which operands are transposed.
     *
     * @throws IllegalArgumentException if it is written in another way
     */
    public static GemmShape parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "gemm shape: needs a form like 128x64x30-nt, got '" + name + "'");
        }
        return new GemmShape(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                matcher.group(4).equals("t"),
                matcher.group(5).equals("t"));
    }

    /** Returns the multiply-adds of the product. */
    public long multiplyAdds() {
        return (long) m * n * k;
    }

    /** Returns the left operand as it is stored; always the same normal numbers. */
    public NdArray left(DType dtype) {
        return transposeA ? normal(dtype, 1, k, m) : normal(dtype, 1, m, k);
    }

    /** Returns the right operand as it is stored; always the same normal numbers. */
    public NdArray right(DType dtype) {
        return transposeB ? normal(dtype, 2, n, k) : normal(dtype, 2, k, n);
    }

    /** Returns the left operand, stored as {@link #left(DType)} says. */
    public FloatMatrix left(float[] data) {
        return matrix(data, m, k, transposeA);
    }

    /** Returns the right operand, stored as {@link #right(DType)} says. */
    public FloatMatrix right(float[] data) {
        return matrix(data, k, n, transposeB);
    }

    private static FloatMatrix matrix(float[] data, int rows, int columns, boolean transpose) {
        return transpose
                ? FloatMatrix.dense(data, 0, columns, rows).transposed()
                : FloatMatrix.dense(data, 0, rows, columns);
    }

    /** Returns the left operand, stored as {@link #left(DType)} says. */
    public DoubleMatrix left(double[] data) {
        return matrix(data, m, k, transposeA);
    }

    /** Returns the right operand, stored as {@link #right(DType)} says. */
    public DoubleMatrix right(double[] data) {
        return matrix(data, k, n, transposeB);
    }

    private static DoubleMatrix matrix(double[] data, int rows, int columns, boolean transpose) {
        return transpose
                ? DoubleMatrix.dense(data, 0, columns, rows).transposed()
                : DoubleMatrix.dense(data, 0, rows, columns);
    }

    private static NdArray normal(DType dtype, int stream, int rows, int columns) {
        NdArray array = NdArray.zeros(dtype, Shape.of(rows, columns));
        Rng rng = Rng.of(stream);
        for (int i = 0; i < array.size(); i++) {
            array.set(i, rng.normal(i));
        }
        return array;
    }

    @Override
    public String toString() {
        return m + "x" + n + "x" + k + "-" + (transposeA ? "t" : "n") + (transposeB ? "t" : "n");
    }
}
