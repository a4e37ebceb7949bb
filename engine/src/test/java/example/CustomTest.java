package example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.metabalance.engine.GradCheck;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Unconnected;
import org.metabalance.engine.Variable;
import org.metabalance.engine.inspect.Inspect;
import org.metabalance.engine.op.Custom;

/** Operations that users add, with derivative rules of their own. */
class CustomTest {
    /** The nearest whole number, with the slope of x itself (Bengio et al., 2013). */
    private static final Custom ROUND = new Custom("round",
            xs -> xs.get(0).add(0x1.8p52).sub(0x1.8p52), (g, xs, y) -> List.of(g));

    /** The root of x by Newton's method; the derivative is that of the equation y y = x. */
    private static final Custom ROOT = new Custom("root", xs -> {
        Tensor x = xs.get(0);
        Tensor y = x.add(1).mul(0.5);
        for (int i = 0; i < 8; i++) {
            y = y.add(x.div(y)).mul(0.5);
        }
        return y;
    }, (g, xs, y) -> List.of(g.div(y.mul(2))));

    /** The y with y = tanh(w y + x), element by element, found by iteration. */
    private static final Custom EQUILIBRIUM = new Custom("equilibrium", xs -> {
        Tensor y = xs.get(0).mul(0);
        for (int i = 0; i < 60; i++) {
            y = xs.get(1).mul(y).add(xs.get(0)).tanh();
        }
        return y;
    }, (g, xs, y) -> {
        Tensor slope = y.square().rsub(1);
        Tensor inner = g.mul(slope).div(xs.get(1).mul(slope).rsub(1));
        return List.of(inner, inner.mul(y));
    });

    private static final NdArray POSITIVE = NdArray.of(new double[] {0.3, 1.7, 4, 0.9}, 4);
    private static final NdArray WEIGHTS = NdArray.of(new double[] {0.3, -0.4, 0.1, 0.25}, 4);

    private final Tape tape = Tape.f64();
    private final Tensor x = tape.input("x", 4);

    @Test
    void aStraightThroughEstimatorHasTheSlopeOfItsRule() {
        Tensor loss = ROUND.on(x).square().sum();
        Tensor gradient = Gradients.gradient(loss, x);
        Tensor second = Gradients.gradient(gradient.sum(), x);
        Program program = tape.compile(gradient, second).set("x", 0.4, 0.6, -1.7, 2.2);
        program.run();
        assertArrayEquals(new double[] {0, 2, -4, 4}, program.output(0).toDoubles());
        assertArrayEquals(new double[] {2, 2, 2, 2}, program.output(1).toDoubles());
    }

    @Test
    void anImplicitDerivativeIsRightToAnyOrder() {
        GradCheck.check(3, xs -> ROOT.on(xs.get(0)), POSITIVE);
        GradCheck.check(3, xs -> EQUILIBRIUM.on(xs.get(0), xs.get(1)).exp(), POSITIVE, WEIGHTS);
    }

    @Test
    void operationsNest() {
        Custom outer = new Custom("outer", xs -> ROOT.on(xs.get(0)).exp(),
                (g, xs, y) -> List.of(g.mul(y).div(ROOT.on(xs.get(0)).mul(2))));
        GradCheck.check(3, xs -> outer.on(xs.get(0)).mul(EQUILIBRIUM.on(xs.get(0), xs.get(1))),
                POSITIVE, WEIGHTS);
    }

    @Test
    void aWrongRuleIsCaughtAtTheOrderWhereItIsWrong() {
        Custom first = new Custom("cube", xs -> xs.get(0).pow(3),
                (g, xs, y) -> List.of(g.mul(xs.get(0).square()).mul(2)));
        Custom second = new Custom("cube", xs -> xs.get(0).pow(3),
                (g, xs, y) -> List.of(g.mul(xs.get(0).square().stopGradient()).mul(3)));
        assertTrue(assertThrows(IllegalStateException.class,
                () -> GradCheck.check(2, xs -> first.on(xs.get(0)), POSITIVE)).getMessage()
                .contains("order 1"));
        assertTrue(assertThrows(IllegalStateException.class,
                () -> GradCheck.check(2, xs -> second.on(xs.get(0)), POSITIVE)).getMessage()
                .contains("order 2"));
    }

    @Test
    void whereTheRuleGivesNothingTheDerivativePathEnds() {
        Custom gate = new Custom("gate", xs -> xs.get(0).mul(xs.get(1)),
                (g, xs, y) -> Arrays.asList(g.mul(xs.get(1)), null));
        Tensor w = tape.input("w", 4);
        Tensor y = gate.on(x, w).sum();
        Gradients.gradient(y, x);
        fails("gradient: no derivative path from sum .* to 'w': it ends at gate "
                + "\\(recorded at CustomTest\\.java:\\d+\\)", () -> Gradients.gradient(y, w));
        assertEquals(0, Gradients.gradient(y, List.of(w), Unconnected.ZERO).get(0).value().get(0));
        Tensor also = y.add(w.sum());
        assertEquals(1, Gradients.gradient(also, w).value().get(0));
    }

    @Test
    void errorsNameTheOperationAndTheLine() {
        String line = " \\(recorded at CustomTest\\.java:\\d+( in .*)?\\)";
        Tensor few = new Custom("few", xs -> xs.get(0), (g, xs, y) -> List.of()).on(x).sum();
        fails("few: the derivative must have one cotangent for each argument, got 0 for 1" + line,
                () -> Gradients.gradient(few, x));
        Tensor flat = new Custom("flat", xs -> xs.get(0), (g, xs, y) -> List.of(g.sum())).on(x)
                .sum();
        fails("flat: the cotangent of argument 0 must have its shape, got .*\\[\\] for .*\\[4\\]"
                + line, () -> Gradients.gradient(flat, x));
        fails("own: the value must be made of the arguments alone.*, got x = input F64\\[4\\]"
                + line,
                () -> new Custom("own", xs -> xs.get(0).mul(x), (g, xs, y) -> List.of(g)).on(x));
        fails("own: needs at least one argument, got none",
                () -> new Custom("own", xs -> x, (g, xs, y) -> List.of(g)).on());
        assertEquals("own", new Custom("own", xs -> xs.get(0).mul(x.stopGradient()),
                (g, xs, y) -> List.of(g)).on(x.exp()).op().label());
    }

    @Test
    void aProgramComputesNothingButTheValueAndWhatIsLeftOfTheRule() {
        Tensor y = ROUND.on(x);
        Program gradient = tape.compile(Gradients.gradient(y.mul(3).sum(), x));
        assertTrue(gradient.inputs().isEmpty(), "the slope of a straight line needs no x");
        assertTrue(Inspect.text(tape).contains("round(x, #"), Inspect.text(tape));
        assertTrue(Inspect.text(tape).contains(" in round"), Inspect.text(tape));
        Tensor again = tape.substitute(List.of(y), Map.of(x, x.neg())).get(0);
        Program both = tape.compile(y, again).set("x", 1.2, 1.6, -0.9, 7d);
        both.run();
        assertArrayEquals(new double[] {1, 2, -1, 7}, both.output(0).toDoubles());
        assertArrayEquals(new double[] {-1, -2, 1, -7}, both.output(1).toDoubles());
    }

    @Test
    void aReplayOfTwoKindsAllocatesNothing() {
        Variable w = new Variable("w", WEIGHTS);
        Tensor loss = ROUND.on(EQUILIBRIUM.on(x, tape.read(w)).mul(8)).sub(ROOT.on(x)).square()
                .sum();
        Tensor inner = tape.read(w).sub(Gradients.gradient(loss, tape.read(w)).mul(1e-3));
        Tensor outer = EQUILIBRIUM.on(x, inner).square().sum();
        tape.assign(w, tape.read(w).sub(Gradients.gradient(outer, tape.read(w)).mul(1e-3)));
        Program program = tape.compile(outer).set("x", 0.3, 1.7, 4, 0.9);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // vectors are objects until the JVM has compiled the loops around them
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        long allocated = Long.MAX_VALUE;
        while (allocated > 0 && System.nanoTime() < deadline) {
            long first = thread.getCurrentThreadAllocatedBytes();
            long second = thread.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                program.run();
            }
            allocated = thread.getCurrentThreadAllocatedBytes() - second - (second - first);
        }
        assertTrue(allocated <= 0, allocated + " bytes in 500 replays");
        assertTrue(Double.isFinite(program.output(0).item()));
    }

    private static void fails(String pattern, Executable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
        assertTrue(message.matches(pattern), message);
    }
}
