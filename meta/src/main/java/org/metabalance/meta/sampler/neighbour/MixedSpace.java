package org.metabalance.meta.sampler.neighbour;

import java.util.Arrays;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.EncodedTable;

/**
 * The space in which SMOTE-NC measures distance (Chawla et al. 2002, section 6.1): numeric features
 * as they are, and for each categorical column whose value differs, the median of the standard
 * deviations of the numeric features. Without categorical columns it is the plain Euclidean space.
 */
public final class MixedSpace {
    private MixedSpace() {}

    /**
     * Returns the median standard deviation of the numeric features over {@code rows}; 1 if no
     * feature is numeric, so that distance then counts the columns that differ.
     */
    public static double penalty(EncodedTable data, int[] rows) {
        double[] deviations = data.groups().stream()
                .filter(group -> !group.categorical())
                .mapToDouble(group -> Features.deviation(data, rows, group.from()))
                .sorted()
                .toArray();
        int n = deviations.length;
        if (n == 0) {
            return 1;
        }
        return n % 2 == 1 ? deviations[n / 2] : (deviations[n / 2 - 1] + deviations[n / 2]) / 2;
    }

    /**
     * Returns the coordinates of {@code rows}, {@code [rows, width]} in row-major order, the penalty
     * taken over {@code reference}.
     */
    public static double[] coordinates(EncodedTable data, int[] rows, int[] reference) {
        double[] scale = new double[data.width()];
        Arrays.fill(scale, 1);
        if (data.groups().stream().anyMatch(ColumnGroup::categorical)) {
            double penalty = penalty(data, reference);
            for (ColumnGroup group : data.groups()) {
                double factor = switch (group.kind()) {
                    case NUMERIC -> 1;
                    case INDICATOR -> penalty;
                    // two features differ: 2 (penalty / sqrt 2)^2 = penalty^2
                    case ONE_HOT, EMBEDDED -> penalty / Math.sqrt(2);
                };
                Arrays.fill(scale, group.from(), group.from() + group.width(), factor);
            }
        }
        double[] coordinates = new double[Math.multiplyExact(rows.length, data.width())];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < scale.length; j++) {
                coordinates[i * scale.length + j] = scale[j] * data.feature(rows[i], j);
            }
        }
        return coordinates;
    }
}
