package org.metabalance.meta.data.table;

import java.util.Arrays;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/**
 * What is known of each feature from the training rows.
 *
 * @param lowest value
 * @param highest value
 * @param deviation sigma, the population standard deviation
 * @param numeric whether it is a quantity, not a choice
 */
public record FeatureRanges(float[] lowest, float[] highest, double[] deviation,
        boolean[] numeric) {

    /**
     * Records features with normal noise on those that are quantities, kept within their range.
     *
     * @param x [n, width]
     * @param scale the standard deviation of the noise, in sigma
     */
    public Tensor blurred(Tensor x, double scale) {
        Tape tape = x.tape();
        double[] deviations = new double[deviation.length];
        Arrays.setAll(deviations, j -> numeric[j] ? scale * deviation[j] : 0);
        Tensor noise = tape.normal(x.shape()).mul(tape.constant(deviations));
        return x.add(noise).maximum(tape.constant(lowest)).minimum(tape.constant(highest));
    }

    /** Returns what {@code train} tells. */
    public static FeatureRanges of(EncodedTable train) {
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
