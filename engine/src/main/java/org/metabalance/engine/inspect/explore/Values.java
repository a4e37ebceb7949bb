package org.metabalance.engine.inspect.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.metabalance.engine.Shape;

/**
 * How the elements of a tensor lie in one run.
 *
 * @param min the smallest finite element, NaN if there is none
 * @param max the largest finite element, NaN if there is none
 * @param mean of the finite elements, NaN if there is none
 * @param deviation the standard deviation of the finite elements, NaN if there is none
 * @param zeros the share of elements that are 0, in [0, 1]; 0 if there are no elements
 * @param nan how many elements are NaN
 * @param infinite how many elements are infinite
 * @param histogram how many finite elements lie in each of equal intervals from min to max; empty if all are
 *     the same
 * @param first the first elements, in row-major order
 */
public record Values(
        double min,
        double max,
        double mean,
        double deviation,
        double zeros,
        int nan,
        int infinite,
        List<Integer> histogram,
        List<Double> first) {
    /** Intervals of a histogram. */
    private static final int INTERVALS = 16;

    /** Elements kept. */
    private static final int FIRST = 64;

    static Values of(Shape shape, IntToDoubleFunction element) {
        int size = shape.size();
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int zeros = 0;
        int nan = 0;
        int infinite = 0;
        for (int i = 0; i < size; i++) {
            double value = element.applyAsDouble(i);
            if (Double.isNaN(value)) {
                nan++;
            } else if (Double.isInfinite(value)) {
                infinite++;
            } else {
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
                zeros += value == 0 ? 1 : 0;
            }
        }
        int finite = size - nan - infinite;
        double mean = sum / finite;
        double squares = 0;
        int[] counts = new int[INTERVALS];
        for (int i = 0; i < size; i++) {
            double value = element.applyAsDouble(i);
            if (Double.isFinite(value)) {
                squares += (value - mean) * (value - mean);
                double at = INTERVALS * (value / 2 - min / 2) / (max / 2 - min / 2);
                counts[min == max ? 0 : Math.min(INTERVALS - 1, (int) at)]++;
            }
        }
        List<Integer> histogram = new ArrayList<>();
        for (int i = 0; i < INTERVALS && min < max; i++) {
            histogram.add(counts[i]);
        }
        List<Double> first = new ArrayList<>();
        for (int i = 0; i < Math.min(FIRST, size); i++) {
            first.add(element.applyAsDouble(i));
        }
        boolean none = finite == 0;
        return new Values(
                none ? Double.NaN : min,
                none ? Double.NaN : max,
                mean,
                Math.sqrt(squares / finite),
                size == 0 ? 0 : (double) zeros / size,
                nan,
                infinite,
                histogram,
                first);
    }

    /** Returns whether some element is NaN. */
    public boolean hasNan() {
        return nan > 0;
    }
}
