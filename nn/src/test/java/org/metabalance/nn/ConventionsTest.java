package org.metabalance.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.math.Elementwise;
import org.metabalance.engine.math.Norms;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.CosineClassifier;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;

/** docs/conventions.md is true: what PyTorch gives, what we give, and that they differ. */
class ConventionsTest {
    private static final double OUT = Double.NEGATIVE_INFINITY;

    /** What we give, and how. */
    private record Ours(Function<Tape, Tensor> f, double... expected) {}

    private static final Map<String, Ours> OURS = new LinkedHashMap<>();

    static {
        UnaryOperator<Tensor> elu = Activation.elu(2).function();
        ours("relu at NaN", t -> slope(t, Tensor::relu, Double.NaN), 0);
        ours("abs at NaN", t -> slope(t, Tensor::abs, Double.NaN), Double.NaN);
        ours("sign of NaN", t -> t.constant(Double.NaN).sign(), Double.NaN);
        ours("maximum at NaN", t -> slope(t, x -> x.maximum(1), Double.NaN), 0);
        ours("maximum along an axis, tied", t -> slope(t, x -> x.max(0), 2, 2, 1), .5, .5, 0);
        ours("clamped at the limits",
                t -> slope(t, x -> x.maximum(-1).minimum(1), -1, 1), .5, .5);
        ours("elu at NaN", t -> slope(t, elu, Double.NaN), Double.NaN);
        ours("elu at 0, second", t -> second(t, elu, 0), 2);
        ours("expm1 far below 0", t -> slope(t, Tensor::expm1, -40), Math.exp(-40));
        ours("softplus of 25", t -> t.constant(25).softplus(), 25 + Math.log1p(Math.exp(-25)));
        ours("x to the 0 at 0, second",
                t -> second(t, x -> x.pow(t.constant(new double[] {0, 1})), 0, 0)
                        .slice(0, 0, 1),
                0);
        ours("a to the b at b = 0, mixed", t -> {
            Tensor a = t.constant(2).barrier();
            Tensor b = t.constant(0).barrier();
            return Gradients.gradient(Gradients.gradient(a.pow(b), a), b);
        }, .5);
        ours("0 x at infinity", t -> t.constant(Double.POSITIVE_INFINITY).barrier().mul(0), 0);
        ours("cross-entropy of shares, one out", t -> Losses.crossEntropy(
                t.constant(new double[] {1, OUT, 0}, 1, 3),
                t.constant(new double[] {1, 0, 0}, 1, 3), LossOptions.NONE),
                Math.log1p(Math.exp(-1)));
        ours("binary cross-entropy, out", t -> Losses.bceWithLogits(
                t.constant(new double[] {OUT}), t.zeros(1), LossOptions.NONE), 0);
        ours("clamp at NaN", t -> slope(t, x -> Elementwise.clamp(x, -1, 1), Double.NaN), 1);
        ours("norm 1.5 with a zero, second",
                t -> second(t, x -> Norms.norm(x, 1.5), 0, 1).slice(0, 0, 1), 0);
        ours("log-add-exp of -infinity twice",
                t -> slope(t, x -> Elementwise.logAddExp(x, t.constant(OUT)), OUT), .5);
        ours("fmod, slope by the divisor",
                t -> slope(t, x -> Elementwise.fmod(t.constant(90), x), 1e-10), -899999999999.0);
        ours("remainder by infinity, slope",
                t -> slope(t, x -> t.constant(-3).remainder(x), Double.POSITIVE_INFINITY),
                Double.NaN);
        ours("cross-entropy, all ignored", t -> Losses.crossEntropy(
                t.zeros(2, 3), t.full(-100, Shape.of(2)), LossOptions.NONE.withIgnoreIndex(-100)),
                0);
        ours("atan2 at 0, 0, second", t -> slopesAgain(t, Tensor::atan2, 0, 0), 0, 0);
        ours("powers of 0, second", t -> slopesAgain(t, Tensor::pow, 0, 1.5), 0, 0);
        ours("norm of zeros, second", t -> second(t, x -> Norms.norm(x, 2), 0, 0), 0, 0);
        ours("x log y at 0", t -> slope(t, y -> {
            Tensor none = y.eq(0);
            return Tensor.where(none, t.zeros(), Tensor.where(none, t.ones(), y).log().mul(0));
        }, 0), 0);
        ours("hypot at 0 and infinity", t -> slope(t, x -> Elementwise.hypot(x, t.zeros(2)), 0,
                Double.POSITIVE_INFINITY), 0, 0);
        // functions of PyTorch that are a line here
        ours("copysign at 0, infinity and NaN",
                t -> slope(t, Tensor::abs, Double.POSITIVE_INFINITY), 1);
        ours("mish of 1000, second",
                t -> second(t, x -> x.mul(x.softplus().tanh()), 1000), 0);
        ours("celu in F64",
                t -> slope(t, x -> Activation.elu(1).function().apply(x.div(1.6)).mul(1.6), -.25),
                Math.exp(-.25 / 1.6));
        ours("hardsigmoid in F64", t -> slope(t, x -> Elementwise.clamp(x.add(3), 0, 6).div(6), .5),
                1 / 6.0);
        ours("binary cross-entropy of shares, second",
                t -> second(t, p -> p.log().neg(), .01), 1e4);
        ours("direction of zeros",
                t -> slope(t, x -> CosineClassifier.normalized(x, 0), 0), 0);
        ours("variance", t -> t.constant(new double[] {1, 2, 3}).variance(), 2 / 3.0);
    }

    private static void ours(String name, Function<Tape, Tensor> f, double... expected) {
        OURS.put(name, new Ours(f, expected));
    }

    private static Tensor slope(Tape tape, UnaryOperator<Tensor> f, double... at) {
        Tensor x = tape.constant(at);
        return Gradients.gradient(f.apply(x).sum(), x);
    }

    private static Tensor second(Tape tape, UnaryOperator<Tensor> f, double... at) {
        Tensor x = tape.constant(at);
        return Gradients.gradient(Gradients.gradient(f.apply(x).sum(), x).sum(), x);
    }

    /** The derivatives by a and by b of the derivative of f by b. */
    private static Tensor slopesAgain(Tape tape, BinaryOperator<Tensor> f, double a, double b) {
        List<Tensor> xs = List.of(tape.constant(a).barrier(), tape.constant(b).barrier());
        Tensor byB = Gradients.gradient(f.apply(xs.get(0), xs.get(1)), xs.get(1));
        return Tensor.stack(0, Gradients.gradient(byB, xs).toArray(Tensor[]::new));
    }

    static Stream<Golden> conventions() {
        return Golden.cases("conventions.json");
    }

    @ParameterizedTest
    @MethodSource("conventions")
    void oursIsAsTheTableSays(Golden golden) {
        Ours ours = OURS.get(golden.name());
        assertNotNull(ours, golden.name());
        double[] theirs = golden.json().get("torch").valueStream()
                .mapToDouble(x -> number(x.stringValue())).toArray();
        double[] got = ours.f().apply(Tape.f64()).value().toDoubles();
        assertEquals(ours.expected().length, got.length);
        boolean differs = false;
        for (int i = 0; i < got.length; i++) {
            double expected = ours.expected()[i];
            double delta = expected == 0 || Double.isNaN(expected) ? 1e-300
                    : 1e-15 * Math.abs(expected);
            assertEquals(expected, got[i], delta);
            differs |= Double.compare(theirs[i], got[i]) != 0;
        }
        assertTrue(differs, "the same as in PyTorch: " + Arrays.toString(theirs));
    }

    private static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** What elu has in common with PyTorch's and y + alpha has not. */
    @Test
    void eluKeepsItsSlopeFarBelowZero() {
        UnaryOperator<Tensor> elu = Activation.elu(2).function();
        double[] at = {-100, -40, -20, -1, 0, 3};
        for (Tape tape : new Tape[] {Tape.f64(), Tape.f32()}) {
            double[] first = slope(tape, elu, at).value().toDoubles();
            double[] second = second(tape, elu, at).value().toDoubles();
            for (int i = 0; i < at.length; i++) {
                double e = 2 * Math.exp(at[i]);
                double delta = 1e-6 * e + 2 * Float.MIN_VALUE;
                assertEquals(at[i] > 0 ? 1 : e, first[i], delta);
                assertEquals(at[i] > 0 ? 0 : e, second[i], delta);
            }
        }
    }

    @Test
    void theDocumentHasTheseRowsAndNoOther() throws IOException {
        String document = Files.readString(
                Golden.path("").resolve("../../../docs/conventions.md").normalize());
        assertEquals(
                OURS.keySet().stream().sorted().toList(),
                document.lines().filter(line -> line.startsWith("| ")).skip(1)
                        .map(line -> line.split("\\|")[1].strip())
                        .sorted().collect(Collectors.toList()));
        assertEquals(OURS.size(), conventions().count());
    }
}
