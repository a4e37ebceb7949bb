package org.metabalance.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transcendental functions on vectors, by lanewise arithmetic alone: as fast on every processor
 * as on those for which the JVM brings a vector mathematics library, the same bits on all of them,
 * and no allocation. Each is within 4 units in the last place for all inputs, and its value does
 * not depend on the lane.
 *
 * <p>The methods are static and short so that the JIT compiler inlines them into the loops. They
 * compare and blend rather than take minima, which costs less and leaves NaN alone.
 */
final class FloatMath {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;

    private FloatMath() {}

    // x = n ln 2 + r, then exp(x) = 2^n exp(r); 2^n in two factors, because n may lie beyond the
    // exponents there are while the product does not.
    static FloatVector exp(FloatVector x) {
        FloatVector y = clamp(x, F32Math.EXP_LEAST, F32Math.EXP_MOST);
        FloatVector round = FloatVector.broadcast(SPECIES, F32Math.ROUND);
        FloatVector n = y.fma(FloatVector.broadcast(SPECIES, F32Math.LOG2_E), round).sub(round);
        FloatVector e = expm1Reduced(y, n).add(1);
        FloatVector half = n.fma(FloatVector.broadcast(SPECIES, F32Math.HALF), round);
        FloatVector rest = n.sub(half.sub(round)).add(round);
        return e.mul(F32Math.power2(half)).mul(F32Math.power2(rest));
    }

    // As above: exp(x) - 1 = 2^n (exp(r) - 1) + (2^n - 1), computed at half its size so that 2^n
    // stays in range up to the overflow.
    static FloatVector expm1(FloatVector x) {
        FloatVector y = clamp(x, F32Math.EXPM1_LEAST, F32Math.EXP_MOST);
        FloatVector round = FloatVector.broadcast(SPECIES, F32Math.ROUND);
        FloatVector n = y.fma(FloatVector.broadcast(SPECIES, F32Math.LOG2_E), round).sub(round);
        FloatVector half = F32Math.power2(n.sub(1).add(round));
        FloatVector z = half.fma(expm1Reduced(y, n), half.sub(F32Math.HALF));
        return z.add(z).blend(x, x.abs().lt(F32Math.TINY));
    }

    /** exp(y - n ln 2) - 1. */
    private static FloatVector expm1Reduced(FloatVector y, FloatVector n) {
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -F32Math.LN2_HIGH), y);
        r = n.fma(FloatVector.broadcast(SPECIES, -F32Math.LN2_LOW), r);
        return F32Math.expTail(r).fma(r.mul(r), r);
    }

    private static FloatVector clamp(FloatVector x, float least, float most) {
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        FloatVector high = FloatVector.broadcast(SPECIES, most);
        FloatVector y = x.blend(low, x.lt(low));
        return y.blend(high, high.lt(y));
    }

    static FloatVector log(FloatVector x) {
        FloatVector y = F32Math.normal(x);
        FloatVector e = F32Math.exponent(y).sub(F32Math.subnormalExponent(x));
        FloatVector z = logReduced(F32Math.mantissa(y).sub(1), e, FloatVector.zero(SPECIES));
        return logSpecial(z, x, x);
    }

    // log(1 + x) = log(u) + (1 + x - u) / u for u the rounded sum, whose error is known exactly.
    static FloatVector log1p(FloatVector x) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector u = x.add(one);
        FloatVector lost = x.sub(u.sub(one)).blend(one.sub(u.sub(x)), one.lt(x));
        FloatVector z =
                logReduced(F32Math.mantissa(u).sub(one), F32Math.exponent(u), lost.div(u));
        return logSpecial(z, u, x).blend(x, x.abs().lt(F32Math.TINY));
    }

    /** log((1 + f) 2^e) + c, as fdlibm groups it. */
    private static FloatVector logReduced(FloatVector f, FloatVector e, FloatVector c) {
        FloatVector s = f.div(f.add(2));
        FloatVector square = f.mul(f).mul(F32Math.HALF);
        FloatVector tail = F32Math.logTail(s.mul(s)).add(square);
        FloatVector low = e.fma(FloatVector.broadcast(SPECIES, F32Math.LN2_LOW), c);
        FloatVector small = s.fma(tail, low).sub(square);
        return e.fma(FloatVector.broadcast(SPECIES, F32Math.LN2_HIGH), small.add(f));
    }

    /** The logarithm z of u where u is positive and finite, and the limits elsewhere. */
    private static FloatVector logSpecial(FloatVector z, FloatVector u, FloatVector x) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector infinity = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
        FloatVector y = z.blend(infinity.neg(), u.eq(zero)).blend(x, x.eq(infinity));
        return y.blend(FloatVector.broadcast(SPECIES, Float.NaN), u.lt(zero)).blend(x, x.test(VectorOperators.IS_NAN));
    }

    // tanh|x| = -u / (u + 2) with u = exp(-2|x|) - 1, which neither overflows nor cancels.
    static FloatVector tanh(FloatVector x) {
        FloatVector u = expm1(x.abs().mul(-2));
        FloatVector y = u.div(u.add(2));
        return y.neg().blend(y, x.lt(FloatVector.zero(SPECIES))).blend(x, x.test(VectorOperators.IS_NAN));
    }

    // Never the exponential of a large positive number.
    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        return e.blend(one, FloatVector.zero(SPECIES).lt(x)).div(e.add(one));
    }

    static FloatVector softplus(FloatVector x) {
        FloatVector zero = FloatVector.zero(SPECIES);
        return log1p(exp(x.abs().neg())).add(x.blend(zero, x.lt(zero)));
    }
}
