package org.metabalance.app.scores;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.metabalance.meta.data.table.EncodedTable;

/**
 * The two directions along which rows differ most: the principal components of their encoded features with the
 * largest variance (Pearson 1901), on which any points of the same features are drawn.
 *
 * @param mean of the rows
 * @param axes two of length 1, the larger variance first; the feature that counts most counts positively
 * @param shares of the variance
 */
record PrincipalAxes(double[] mean, double[][] axes, double[] shares) {
    /** So many rows are looked at, at most, evenly spaced. */
    private static final int MOST_ROWS = 5_000;

    /** With more features nothing is computed. */
    private static final int MOST_FEATURES = 500;

    /** Returns those of the rows; empty with one feature, too many, or rows that are all alike. */
    static Optional<PrincipalAxes> of(EncodedTable rows) {
        int width = rows.width();
        if (width < 2 || width > MOST_FEATURES || rows.rows() < 2) {
            return Optional.empty();
        }
        int some = Math.min(rows.rows(), MOST_ROWS);
        double[] mean = new double[width];
        for (int i = 0; i < some; i++) {
            for (int j = 0; j < width; j++) {
                mean[j] += (double) rows.feature(row(rows, i, some), j) / some;
            }
        }
        DMatrixRMaj covariance = new DMatrixRMaj(width, width);
        double[] differences = new double[width];
        for (int i = 0; i < some; i++) {
            for (int j = 0; j < width; j++) {
                differences[j] = rows.feature(row(rows, i, some), j) - mean[j];
            }
            for (int j = 0; j < width; j++) {
                for (int k = 0; k < width; k++) {
                    covariance.add(j, k, differences[j] * differences[k] / some);
                }
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> found = DecompositionFactory_DDRM
                .eig(width, true, true);
        if (!found.decompose(covariance)) {
            return Optional.empty();
        }
        double[] variances = IntStream.range(0, width)
                .mapToDouble(j -> found.getEigenvalue(j).getReal()).toArray();
        double all = Arrays.stream(variances).sum();
        if (!(all > 0)) {
            return Optional.empty();
        }
        List<Integer> largest = IntStream.range(0, width).boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -variances[j])).limit(2)
                .toList();
        return Optional.of(new PrincipalAxes(
                mean,
                largest.stream().map(j -> pointed(found.getEigenVector(j).getData()))
                        .toArray(double[][]::new),
                largest.stream().mapToDouble(j -> variances[j] / all).toArray()));
    }

    private static int row(EncodedTable rows, int i, int some) {
        return (int) ((long) i * rows.rows() / some);
    }

    /** An axis has no direction: one is chosen. */
    private static double[] pointed(double[] axis) {
        double largest = axis[most(axis).getFirst()];
        return Arrays.stream(axis).map(x -> largest < 0 ? -x : x).toArray();
    }

    /** Returns the features of an axis, those that count most first. */
    static List<Integer> most(double[] axis) {
        return IntStream.range(0, axis.length).boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -Math.abs(axis[j]))).toList();
    }

    /** Returns a point's place on an axis. */
    double place(int axis, float[] point) {
        double sum = 0;
        for (int j = 0; j < point.length; j++) {
            sum += (point[j] - mean[j]) * axes[axis][j];
        }
        return sum;
    }
}
