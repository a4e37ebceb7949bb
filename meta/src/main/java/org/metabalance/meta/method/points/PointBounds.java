package org.metabalance.meta.method.points;

import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.FeatureRanges;

/**
 * The box in which each learned point stays: the cap around its beginning, cut by the range of the
 * training rows; for a feature that may not move it is a single value. One clipping then keeps all
 * three rules exactly.
 *
 * @param lower the least value of each feature of each point, [points, width] in row-major order
 * @param upper the greatest
 * @param deviations sigma of each feature, [width]; 0 for features that do not move
 */
record PointBounds(float[] lower, float[] upper, float[] deviations) {

    static PointBounds of(EncodedTable train, EncodedTable points, PointStep step) {
        FeatureRanges ranges = FeatureRanges.of(train);
        int width = train.width();
        float[] deviations = new float[width];
        for (int j = 0; j < width; j++) {
            boolean moves = ranges.numeric()[j]
                    || step.categorical() == PointStep.CategoricalFeatures.RELAXED;
            deviations[j] = moves ? (float) ranges.deviation()[j] : 0;
        }
        float[] start = points.features();
        float[] lower = start.clone();
        float[] upper = start.clone();
        for (int i = 0; i < start.length; i++) {
            int j = i % width;
            if (deviations[j] > 0) {
                double reach = step.cap() * ranges.deviation()[j];
                float least = (float) (start[i] - reach);
                float greatest = (float) (start[i] + reach);
                if (step.range()) {
                    least = Math.max(least, ranges.lowest()[j]);
                    greatest = Math.min(greatest, ranges.highest()[j]);
                }
                // a point given from outside the range may come back but need not
                lower[i] = Math.min(start[i], least);
                upper[i] = Math.max(start[i], greatest);
            }
        }
        return new PointBounds(lower, upper, deviations);
    }
}
