package org.metabalance.meta.augment;

import org.metabalance.meta.data.ColumnGroup;
import org.metabalance.meta.data.DataSet;

/**
 * What is known of each feature from the training rows.
 *
 * @param lowest value
 * @param highest value
 * @param deviation sigma, the population standard deviation
 * @param numeric whether it is a quantity, not a choice
 */
record FeatureRanges(float[] lowest, float[] highest, double[] deviation, boolean[] numeric) {

    static FeatureRanges of(DataSet train) {
        int width = train.width();
        float[] lowest = new float[width];
        float[] highest = new float[width];
        double[] deviation = new double[width];
        boolean[] numeric = new boolean[width];
        for (ColumnGroup group : train.groups()) {
            for (int j = group.from(); j < group.from() + group.width(); j++) {
                numeric[j] = !group.categorical();
            }
        }
        for (int j = 0; j < width; j++) {
            double mean = 0;
            lowest[j] = Float.POSITIVE_INFINITY;
            highest[j] = Float.NEGATIVE_INFINITY;
            for (int row = 0; row < train.rows(); row++) {
                float x = train.feature(row, j);
                lowest[j] = Math.min(lowest[j], x);
                highest[j] = Math.max(highest[j], x);
                mean += x;
            }
            mean /= train.rows();
            double squares = 0;
            for (int row = 0; row < train.rows(); row++) {
                double difference = train.feature(row, j) - mean;
                squares += difference * difference;
            }
            deviation[j] = Math.sqrt(squares / train.rows());
        }
        return new FeatureRanges(lowest, highest, deviation, numeric);
    }
}
