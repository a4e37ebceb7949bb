package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers at the edges of their range, zeros with a sign, and derivatives behind guards. */
class EdgesTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static double[] compiled(DType dtype, UnaryOperator<Tensor> f, double... x) {
        Tape tape = new Tape(dtype);
        Program program = tape.compile(f.apply(tape.input("x", x.length)));
        program.set("x", x).run();
        return program.output(0).toDoubles();
    }

    private static double[] filled(int n, double value) {
        double[] all = new double[n];
        Arrays.fill(all, value);
        return all;
    }

    @Test
    void constantsInARowStayInRange() {
        double[] got = compiled(DType.F32, x -> x.mul(1e30f).mul(1e30f), 1e-38);
        assertEquals(1e22, got[0], 1e16);
    }

    @Test
    void aFactorStaysInASum() {
        double[] got = compiled(DType.F32, x -> x.mul(.1).sum(), 3e38, 3e38, 3e38);
        assertEquals(9e37, got[0], 1e32);
    }

    @Test
    void aDivisionIsNoProductWithAReciprocal() {
        double[] got = compiled(DType.F32, x -> x.div(x.sum()), 0, 1e-40, 3e-40);
        assertArrayEquals(new double[] {0, .25, .75}, got, 1e-4);
        for (int n : new int[] {1, 3, 41, 47, 49, 55, 61, 82, 83, 94, 97, 98, 107}) {
            double[] one = compiled(DType.F64, x -> x.div(x.sumKeep(0)), n);
            assertEquals(1, one[0], n + " / " + n);
            double of = n;
            assertEquals(1, compiled(DType.F64, x -> x.div(of), n)[0], n + " / " + n);
        }
    }

    @ParameterizedTest
    @EnumSource
    void zerosKeepTheirSign(DType dtype) {
        int n = 40;
        double[] zeros = new double[n];
        double[] minus = filled(n, -0.0);
        assertArrayEquals(minus, compiled(dtype, Tensor::tanh, minus));
        assertArrayEquals(zeros, compiled(dtype, Tensor::tanh, zeros));
        assertArrayEquals(zeros, compiled(dtype, x -> x.rsub(0), zeros));
        assertArrayEquals(zeros, compiled(dtype, x -> x.rsub(0), minus));
        assertArrayEquals(zeros, compiled(dtype, x -> x.add(0), minus));
        assertArrayEquals(minus, compiled(dtype, x -> x.sub(0), minus));
        assertArrayEquals(minus, compiled(dtype, x -> x.sub(x).neg(), zeros));
        assertArrayEquals(minus, compiled(dtype, x -> x.add(-0.0), minus));
        Tape tape = new Tape(dtype);
        assertEquals(INFINITE, 1 / tape.full(-0.0, Shape.of(1)).pad(0, 1, 0).value().get(0));
    }

    @ParameterizedTest
    @EnumSource
    void powersAreThoseOfTheStandard(DType dtype) {
        int n = 40;
        Tape tape = new Tape(dtype);
        Tensor one = tape.input("one", n);
        for (double b : new double[] {Double.NaN, INFINITE, -INFINITE, 0, -0.0, 3.7}) {
            Program program = tape.compile(one.pow(tape.input("b" + b, n)), one.pow(b));
            double[] ones = filled(n, 1);
            double[] bs = filled(n, b);
            program.set("one", ones).set("b" + b, bs).run();
            assertArrayEquals(ones, program.output(0).toDoubles());
            assertArrayEquals(ones, program.output(1).toDoubles());
        }
        assertEquals(1, tape.constant(-1).pow(INFINITE).item());
        assertEquals(1, tape.constant(-1).pow(-INFINITE).item());
        assertEquals(1, tape.constant(Double.NaN).pow(0).item());
        assertTrue(Double.isNaN(tape.constant(Double.NaN).pow(1).item()));
    }

    /** At the last number whose cube is finite, and at the first whose cube is not. */
    @ParameterizedTest
    @EnumSource
    void theCubeIsFiniteAsLongAsThePowerIs(DType dtype) {
        double largest = dtype == DType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
        double x = dtype.round(Math.cbrt(largest));
        for (int i = -3; i <= 3; i++) {
            double at = dtype == DType.F32
                    ? (float) x + i * Math.ulp((float) x) : x + i * Math.ulp(x);
            boolean finite = new BigDecimal(at).pow(3)
                    .compareTo(new BigDecimal(largest)) <= 0;
            assertEquals(finite, compiled(dtype, t -> t.pow(3), at)[0] < INFINITE, "" + at);
        }
    }

    /** The derivatives of the sum of x to some powers, at 0 and beside it. */
    @ParameterizedTest
    @EnumSource
    void derivativesOfPowersAreFiniteToFourthOrder(DType dtype) {
        double[] expected = {0 + 1 + 0 + 0, 2, 6, 0};
        for (double at : new double[] {0, -0.0, 1e-38, -1e-30, 1e-20, 1e-12}) {
            Tape tape = new Tape(dtype);
            Tensor x = tape.constant(new double[] {at});
            Tensor d = x.pow(tape.constant(new double[] {0, 1, 2, 3})).sum();
            for (int order = 0; order < expected.length; order++) {
                d = Gradients.gradient(d, x).sum();
                assertEquals(expected[order], d.item(), 1e-10, order + 1 + " at " + at);
            }
        }
    }

    @Test
    void theSlopesOfAPowerHaveTheirOwnSlopes() {
        Tape tape = Tape.f64();
        Tensor a = tape.constant(new double[] {2, 0, 0, 0, 3});
        Tensor b = tape.constant(new double[] {0, 0, 2, 3, 1});
        Tensor y = a.pow(b).sum();
        Tensor byBase = Gradients.gradient(y, a);
        Tensor byExponent = Gradients.gradient(y, b);
        double[] mixed = {.5, 0, 0, 0, 1 + Math.log(3)};
        assertArrayEquals(mixed, Gradients.gradient(byBase.sum(), b).value().toDoubles(), 1e-15);
        assertArrayEquals(mixed, Gradients.gradient(byExponent.sum(), a).value().toDoubles(),
                1e-15);
    }

    private static Arguments of(String name, UnaryOperator<Tensor> f, double... at) {
        return Arguments.of(name, f, at);
    }

    static Stream<Arguments> guarded() {
        double out = -INFINITE;
        return Stream.of(
                of("norm at 0", Tensor::norm, 0, 0),
                of("learned powers of 0", x -> x.add(0).mul(0).pow(x), .5, 1, 2),
                of("powers of itself", x -> x.pow(x.stopGradient()), 0, 1, 2),
                of("logSoftmax, one out", x -> x.logSoftmax(0).slice(0, 0, 1), 1, out, 0),
                of("softmax, one out", x -> x.softmax(0), 1, out, 0),
                of("logSumExp, one out", x -> x.logSumExp(0), 1, out, 0),
                of("expm1 far below", Tensor::expm1, -1e4, out),
                of("sigmoid far out", Tensor::sigmoid, -1e4, 1e4, out, INFINITE),
                of("tanh far out", Tensor::tanh, -1e4, 1e4),
                of("softplus far out", Tensor::softplus, -1e4, 1e4, out),
                of("relu, abs, max at ties", x -> x.relu().add(x.abs()).add(x.max(0)), 0, 0, -1));
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void guardsHoldToThirdOrder(String name, UnaryOperator<Tensor> f, double[] at) {
        for (DType dtype : DType.values()) {
            Tape tape = new Tape(dtype);
            Tensor x = tape.constant(at);
            Tensor d = f.apply(x);
            for (int order = 1; order <= 3; order++) {
                Tensor y = order == 1 ? d.sum() : d.mul(tape.constant(3)).sum();
                d = Gradients.gradient(y, List.of(x), Unconnected.ZERO).get(0);
                for (double slope : d.value().toDoubles()) {
                    assertTrue(Double.isFinite(slope), name + ", order " + order + ": " + slope);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSlopeOfExpm1IsTheExponential(DType dtype) {
        Tape tape = new Tape(dtype);
        Tensor x = tape.constant(new double[] {-40, -20, -1, 0, 2});
        double[] slopes = Gradients.gradient(x.expm1().sum(), x).value().toDoubles();
        for (int i = 0; i < slopes.length; i++) {
            double e = Math.exp(x.value().get(i));
            assertEquals(e, slopes[i], 1e-6 * e);
        }
    }
}
