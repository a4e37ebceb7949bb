package org.metabalance.engine.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.lanes.DoubleLanes;

/**
 * exp(x) and exp(x) - 1 in double precision: x = n ln 2 + r with r at most ln(2) / 2 in size, and
 * exp(x) = 2^n exp(r). The Taylor series of (exp(r) - 1 - r) / r^2 to eleven terms past the first
 * is off by 1e-17. See {@link DoubleVectorUnary} for why the loops call nothing but the Vector API.
 */
final class F64Exponential {

    private static final VectorSpecies<Double> SPECIES = DoubleLanes.SPECIES;
    private static final int LANES = DoubleLanes.LANES;

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0.6931471805599453;
    private static final double LN2_LOW = 2.3190468138462996e-17;

    /** Added to a number below 2^51 in size, it leaves the nearest integer in the low bits. */
    private static final double ROUND = 0x1.8p52;

    private static final int MANTISSA_BITS = 52;

    private static final double OVERFLOWS = 710;
    private static final double UNDERFLOWS = -746;

    private F64Exponential() {}

    // 2^n in two factors: n may lie beyond the exponents there are where the product does not.
    // Comparing and blending, unlike min and max, leaves NaN alone at no cost.
    static void exp(double[] x, int xAt, double[] z, int zAt, int n) {
        DoubleVector low = DoubleVector.broadcast(SPECIES, UNDERFLOWS);
        DoubleVector high = DoubleVector.broadcast(SPECIES, OVERFLOWS);
        DoubleVector round = DoubleVector.broadcast(SPECIES, ROUND);
        DoubleVector log2e = DoubleVector.broadcast(SPECIES, LOG2_E);
        DoubleVector minusLn2High = DoubleVector.broadcast(SPECIES, -LN2_HIGH);
        DoubleVector minusLn2Low = DoubleVector.broadcast(SPECIES, -LN2_LOW);
        DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        LongVector bits = one.reinterpretAsLongs();
        DoubleVector t3 = DoubleVector.broadcast(SPECIES, 1 / 6.0);
        DoubleVector t4 = DoubleVector.broadcast(SPECIES, 1 / 24.0);
        DoubleVector t5 = DoubleVector.broadcast(SPECIES, 1 / 120.0);
        DoubleVector t6 = DoubleVector.broadcast(SPECIES, 1 / 720.0);
        DoubleVector t7 = DoubleVector.broadcast(SPECIES, 1 / 5040.0);
        DoubleVector t8 = DoubleVector.broadcast(SPECIES, 1 / 40320.0);
        DoubleVector t9 = DoubleVector.broadcast(SPECIES, 1 / 362880.0);
        DoubleVector t10 = DoubleVector.broadcast(SPECIES, 1 / 3628800.0);
        DoubleVector t11 = DoubleVector.broadcast(SPECIES, 1 / 39916800.0);
        DoubleVector t12 = DoubleVector.broadcast(SPECIES, 1 / 479001600.0);
        DoubleVector t13 = DoubleVector.broadcast(SPECIES, 1 / 6227020800.0);
        for (int i = 0; i < n; i += LANES) {
            DoubleVector y = DoubleVector.fromArray(SPECIES, x, xAt + i);
            y = y.blend(low, y.compare(VectorOperators.LT, low));
            y = y.blend(high, high.compare(VectorOperators.LT, y));
            DoubleVector k = y.fma(log2e, round).sub(round);
            DoubleVector r = k.fma(minusLn2Low, k.fma(minusLn2High, y));
            DoubleVector q = t13.fma(r, t12).fma(r, t11).fma(r, t10).fma(r, t9).fma(r, t8);
            q = q.fma(r, t7).fma(r, t6).fma(r, t5).fma(r, t4).fma(r, t3).fma(r, half);
            DoubleVector e = q.fma(r.mul(r), r).add(one);
            DoubleVector first = k.fma(half, round);
            DoubleVector second = k.sub(first.sub(round)).add(round);
            DoubleVector scale1 = first.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .add(bits)
                    .reinterpretAsDoubles();
            DoubleVector scale2 = second.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .add(bits)
                    .reinterpretAsDoubles();
            e.mul(scale1).mul(scale2).intoArray(z, zAt + i);
        }
    }

    // exp(x) - 1 = 2^n (exp(r) - 1) + (2^n - 1), at half its size so that 2^n stays in range up to
    // the overflow; below 2^-55 it is x.
    static void expm1(double[] x, int xAt, double[] z, int zAt, int n) {
        DoubleVector low = DoubleVector.broadcast(SPECIES, -40);
        DoubleVector high = DoubleVector.broadcast(SPECIES, OVERFLOWS);
        DoubleVector tiny = DoubleVector.broadcast(SPECIES, 0x1p-55);
        DoubleVector round = DoubleVector.broadcast(SPECIES, ROUND);
        DoubleVector log2e = DoubleVector.broadcast(SPECIES, LOG2_E);
        DoubleVector minusLn2High = DoubleVector.broadcast(SPECIES, -LN2_HIGH);
        DoubleVector minusLn2Low = DoubleVector.broadcast(SPECIES, -LN2_LOW);
        DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
        LongVector bits = half.reinterpretAsLongs();
        DoubleVector t3 = DoubleVector.broadcast(SPECIES, 1 / 6.0);
        DoubleVector t4 = DoubleVector.broadcast(SPECIES, 1 / 24.0);
        DoubleVector t5 = DoubleVector.broadcast(SPECIES, 1 / 120.0);
        DoubleVector t6 = DoubleVector.broadcast(SPECIES, 1 / 720.0);
        DoubleVector t7 = DoubleVector.broadcast(SPECIES, 1 / 5040.0);
        DoubleVector t8 = DoubleVector.broadcast(SPECIES, 1 / 40320.0);
        DoubleVector t9 = DoubleVector.broadcast(SPECIES, 1 / 362880.0);
        DoubleVector t10 = DoubleVector.broadcast(SPECIES, 1 / 3628800.0);
        DoubleVector t11 = DoubleVector.broadcast(SPECIES, 1 / 39916800.0);
        DoubleVector t12 = DoubleVector.broadcast(SPECIES, 1 / 479001600.0);
        DoubleVector t13 = DoubleVector.broadcast(SPECIES, 1 / 6227020800.0);
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
            DoubleVector y = v.blend(low, v.compare(VectorOperators.LT, low));
            y = y.blend(high, high.compare(VectorOperators.LT, y));
            DoubleVector shifted = y.fma(log2e, round);
            DoubleVector k = shifted.sub(round);
            DoubleVector r = k.fma(minusLn2Low, k.fma(minusLn2High, y));
            DoubleVector q = t13.fma(r, t12).fma(r, t11).fma(r, t10).fma(r, t9).fma(r, t8);
            q = q.fma(r, t7).fma(r, t6).fma(r, t5).fma(r, t4).fma(r, t3).fma(r, half);
            DoubleVector e = q.fma(r.mul(r), r);
            DoubleVector scale = shifted.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .add(bits)
                    .reinterpretAsDoubles();
            DoubleVector halved = scale.fma(e, scale.sub(half));
            halved.add(halved)
                    .blend(v, v.abs().compare(VectorOperators.LT, tiny))
                    .intoArray(z, zAt + i);
        }
    }
}
