package org.metabalance.engine.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.lanes.DoubleLanes;

/**
 * log(x) in double precision: x = 2^e (1 + f) with 1 + f between sqrt(1/2) and sqrt(2), and log(1 +
 * f) by the minimax polynomial of Sun's fdlibm in s^2, s = f / (2 + f), off by 2^-58. See {@link
 * DoubleVectorUnary} for why the loop calls nothing but the Vector API.
 */
final class F64Logarithm {

    private static final VectorSpecies<Double> SPECIES = DoubleLanes.SPECIES;
    private static final int LANES = DoubleLanes.LANES;

    private static final double LN2_HIGH = 0.6931471805599453;
    private static final double LN2_LOW = 2.3190468138462996e-17;

    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = 0x000fffffffffffffL;
    private static final long SQRT_HALF = 0x3fe6a09e667f3bcdL;
    private static final long ONE_LESS_SQRT_HALF = 0x3ff0000000000000L - SQRT_HALF;

    /** The bits of 2^52, whose last is worth 1: the exponent put into them becomes a number. */
    private static final long EXPONENT_BASE = 0x4330000000000000L;

    private static final double EXPONENT_BIAS = 0x1p52 + 1023;

    private F64Logarithm() {}

    /** {@code z[i] = log(x[i])} where x is positive and finite; anything elsewhere. */
    static void log(double[] x, int xAt, double[] z, int zAt, int n) {
        DoubleVector leastNormal = DoubleVector.broadcast(SPECIES, Double.MIN_NORMAL);
        DoubleVector scale = DoubleVector.broadcast(SPECIES, 0x1p52);
        DoubleVector bias = DoubleVector.broadcast(SPECIES, EXPONENT_BIAS);
        DoubleVector scaledBias = DoubleVector.broadcast(SPECIES, EXPONENT_BIAS + MANTISSA_BITS);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
        DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
        DoubleVector ln2High = DoubleVector.broadcast(SPECIES, LN2_HIGH);
        DoubleVector ln2Low = DoubleVector.broadcast(SPECIES, LN2_LOW);
        DoubleVector c1 = DoubleVector.broadcast(SPECIES, 6.666666666666735130e-01);
        DoubleVector c2 = DoubleVector.broadcast(SPECIES, 3.999999999940941908e-01);
        DoubleVector c3 = DoubleVector.broadcast(SPECIES, 2.857142874366239149e-01);
        DoubleVector c4 = DoubleVector.broadcast(SPECIES, 2.222219843214978396e-01);
        DoubleVector c5 = DoubleVector.broadcast(SPECIES, 1.818357216161805012e-01);
        DoubleVector c6 = DoubleVector.broadcast(SPECIES, 1.531383769920937332e-01);
        DoubleVector c7 = DoubleVector.broadcast(SPECIES, 1.479819860511658591e-01);
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xAt + i);
            VectorMask<Double> subnormal = v.compare(VectorOperators.LT, leastNormal);
            LongVector bits = v.blend(v.mul(scale), subnormal).reinterpretAsLongs()
                    .add(ONE_LESS_SQRT_HALF);
            DoubleVector e = bits.lanewise(VectorOperators.LSHR, MANTISSA_BITS)
                    .or(EXPONENT_BASE)
                    .reinterpretAsDoubles()
                    .sub(bias.blend(scaledBias, subnormal));
            DoubleVector f = bits.and(MANTISSA).add(SQRT_HALF).reinterpretAsDoubles().sub(one);
            DoubleVector s = f.div(f.add(two));
            DoubleVector w = s.mul(s);
            DoubleVector q = c7.fma(w, c6).fma(w, c5).fma(w, c4).fma(w, c3).fma(w, c2);
            q = q.fma(w, c1).mul(w);
            DoubleVector square = f.mul(f).mul(half);
            DoubleVector small = s.fma(q.add(square), e.mul(ln2Low)).sub(square).add(f);
            e.fma(ln2High, small).intoArray(z, zAt + i);
        }
    }
}
