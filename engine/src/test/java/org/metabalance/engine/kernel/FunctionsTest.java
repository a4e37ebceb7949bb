package org.metabalance.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metabalance.engine.kernel.AnyKernels.values;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metabalance.engine.kernel.scalar.DoubleScalarKernels;
import org.metabalance.engine.kernel.scalar.FloatScalarKernels;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/** How far our own elementary functions, which every provider has, are from those of {@link StrictMath}. */
class FunctionsTest {
    private static final List<AnyKernels> TYPES = List.of(
            new FloatAdapter(new FloatScalarKernels()),
            new DoubleAdapter(new DoubleScalarKernels()));

    private static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private static DoubleUnaryOperator reference(Unary op) {
        return switch (op) {
            case EXP -> StrictMath::exp;
            case EXPM1 -> StrictMath::expm1;
            case LOG -> StrictMath::log;
            case LOG1P -> StrictMath::log1p;
            case TANH -> StrictMath::tanh;
            case SIGMOID -> FunctionsTest::sigmoid;
            case SOFTPLUS -> FunctionsTest::softplus;
            case SIN -> StrictMath::sin;
            case COS -> StrictMath::cos;
            default -> op::apply;
        };
    }

    @ParameterizedTest
    @EnumSource
    void ofOneNumber(Unary op) {
        DoubleUnaryOperator reference = reference(op);
        for (AnyKernels type : TYPES) {
            for (double[] x : List.of(special(type), sweep(type))) {
                double[] got = type.unary(op, x, false);
                for (int i = 0; i < x.length; i++) {
                    near(type, op + "(" + x[i] + ")", reference.applyAsDouble(x[i]), got[i]);
                }
            }
        }
    }

    @Test
    void power() {
        DoubleBinaryOperator reference = (a, b) -> a == 1 || a == -1 && Double.isInfinite(b) ? 1
                : StrictMath.pow(a, b);
        for (AnyKernels type : TYPES) {
            double[] x = special(type);
            for (double y : x) {
                double[] got = type.binaryRight(Binary.POW, x, y);
                for (int i = 0; i < x.length; i++) {
                    near(type, x[i] + "^" + y, reference.applyAsDouble(x[i], y), got[i]);
                }
            }
            Random random = new Random(5);
            double[] a = values(50_000, i -> type.round(Math.exp(20 * random.nextGaussian())));
            double[] b = values(50_000, i -> type.round(4 * random.nextGaussian()));
            double[] got = type.binary(Binary.POW, a, b, false);
            for (int i = 0; i < a.length; i++) {
                near(type, a[i] + "^" + b[i], reference.applyAsDouble(a[i], b[i]), got[i]);
            }
        }
    }

    @Test
    void powersThatAreNumbersOfTheTypeAreExact() {
        for (int a = -20; a <= 20; a++) {
            long power = 1;
            for (int n = 0; n <= 12; n++, power *= a) {
                assertEquals(power, Binary.POW.apply(a, n), a + "^" + n);
            }
        }
    }

    private static double[] special(AnyKernels type) {
        double[] x = SpecialNumbers.of(single(type));
        return values(x.length, i -> type.round(x[(int) i]));
    }

    private static double[] sweep(AnyKernels type) {
        Random random = new Random(3);
        return values(200_000, i -> type.round((i % 2 == 0 ? 1 : -1)
                * Math.exp(random.nextDouble(-50, i % 3 == 0 ? 12 : 3))));
    }

    private static boolean single(AnyKernels type) {
        return type.ulp(1) > 1e-10;
    }

    private static void near(AnyKernels type, String what, double reference, double got) {
        double expected = type.round(reference);
        if (Double.compare(expected, got) == 0) {
            return;
        }
        double limit = single(type) ? Float.MAX_VALUE : Double.MAX_VALUE;
        double apart = Math.abs(Math.clamp(expected, -limit, limit)
                - Math.clamp(got, -limit, limit));
        assertTrue(expected != 0 || got != 0, () -> what + ": the sign of zero");
        assertTrue(apart <= 3 * type.ulp(expected),
                () -> type.name() + ": " + what + ": expected " + expected + ", got " + got);
    }
}
