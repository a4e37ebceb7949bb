package org.metabalance.engine.kernel;

import java.util.stream.DoubleStream;

/** Numbers at which functions change their behaviour, and some between. */
final class SpecialNumbers {

    private static final double[] ORDINARY = {0, 1e-30, 1e-12, 1e-8, 6e-8, 1e-6, 1e-4, 0.1, 0.3465,
        0.3466, 0.5, 0.7071067, 0.99999994, 1, 1.00000012, 1.4142135, 1.5, 2, 2.5, 3, 7, 8.9,
        9.1, 10, 15.9, 16.7, 17.4, 20, 36, 37, 40, 50, 86.9, 87.4, 88.3, 88.7, 88.73, 89, 100,
        103, 103.9, 104, 105, 127, 128, 500, 700, 708.5, 709.7, 709.8, 710, 744, 745, 745.2, 746,
        1000, 1e5, 1e10, 1e30, Double.POSITIVE_INFINITY};

    private SpecialNumbers() {}

    /** Of both signs, with NaN, infinities, and the limits of float or else double. */
    static double[] of(boolean single) {
        double least = single ? Float.MIN_VALUE : Double.MIN_VALUE;
        double normal = single ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        double largest = single ? Float.MAX_VALUE : Double.MAX_VALUE;
        DoubleStream limits = DoubleStream.of(least, 3 * least, normal - least, normal, largest);
        double[] positive = DoubleStream.concat(DoubleStream.of(ORDINARY), limits).toArray();
        DoubleStream negative = DoubleStream.of(positive).map(x -> -x);
        return DoubleStream.concat(
                DoubleStream.concat(DoubleStream.of(positive), negative),
                DoubleStream.of(Double.NaN)).toArray();
    }
}
