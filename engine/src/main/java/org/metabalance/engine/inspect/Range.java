package org.metabalance.engine.inspect;

import java.util.function.IntToDoubleFunction;
import org.metabalance.engine.Shape;
import org.metabalance.engine.inspect.model.NumberText;

/**
 * How the elements of an array lie.
 *
 * @param name what the array is called
 * @param min the smallest finite element, NaN if there is none
 * @param max the largest finite element, NaN if there is none
 * @param nan how many elements are NaN
 * @param infinite how many elements are infinite
 */
public record Range(String name, Shape shape, double min, double max, long nan, long infinite) {

    static Range of(String name, Shape shape, IntToDoubleFunction element) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        long nan = 0;
        long infinite = 0;
        for (int i = 0; i < shape.size(); i++) {
            double value = element.applyAsDouble(i);
            if (Double.isFinite(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            } else if (Double.isNaN(value)) {
                nan++;
            } else {
                infinite++;
            }
        }
        boolean none = min > max;
        return new Range(name, shape, none ? Double.NaN : min, none ? Double.NaN : max, nan,
                infinite);
    }

    /** Returns whether some element is NaN or infinite. */
    public boolean poisoned() {
        return nan + infinite > 0;
    }

    /** Returns the interval of the finite elements and the number of the others. */
    public String summary() {
        String text = "no element";
        if (min <= max) {
            text = min == max
                    ? "all " + NumberText.rounded(min)
                    : NumberText.rounded(min) + " to " + NumberText.rounded(max);
        } else if (poisoned()) {
            text = "none finite";
        }
        return text
                + (nan > 0 ? ", " + NumberText.count(nan) + " NaN" : "")
                + (infinite > 0 ? ", " + NumberText.count(infinite) + " infinite" : "");
    }

    @Override
    public String toString() {
        return name + " " + shape + ": " + summary();
    }
}
