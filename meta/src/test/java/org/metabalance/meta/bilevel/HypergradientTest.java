package org.metabalance.meta.bilevel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Optimizer;
import org.metabalance.nn.optimize.Sgd;

class HypergradientTest {

    @Test
    void exactIsTheSlopeOfTheWholeTwoLevelProblem() {
        for (Optimizer rule : List.of(Sgd.of(0.5), Sgd.of(0.3).withNesterov(0.9), Adam.of(0.05))) {
            Perceptron p = new Perceptron(Activation.tanh(), 3);
            Hypergradient.Result result = Hypergradients.EXACT.of(p.problem(rule, 3, 0.1));
            List<Tensor> outputs = new ArrayList<>(List.of(result.total()));
            outputs.addAll(result.gradient());
            Program program = p.tape.compile(outputs);
            program.run();
            List<NdArray> gradient = new ArrayList<>();
            for (int i = 0; i < result.gradient().size(); i++) {
                gradient.add(program.output(1 + i).copy());
            }
            for (int i = 0; i < gradient.size(); i++) {
                Variable variable = p.variables.variables().get(i);
                for (int j = 0; j < variable.value().size(); j += 5) {
                    double at = variable.value().get(j);
                    double h = 1e-5;
                    double above = total(program, variable, j, at + h);
                    double below = total(program, variable, j, at - h);
                    total(program, variable, j, at);
                    double slope = (above - below) / (2 * h);
                    assertEquals(slope, gradient.get(i).get(j), 1e-7 * (1 + Math.abs(slope)),
                            () -> rule + " " + variable.name());
                }
            }
        }
    }

    private static double total(Program program, Variable variable, int index, double value) {
        variable.value().set(index, value);
        program.run();
        return program.output(0).item();
    }

    /** Paths are cut in them, so a second derivative would be wrong: it must not be had in silence. */
    @ParameterizedTest
    @ValueSource(strings = {"exact-checkpointed", "finite-difference", "conjugate-gradient-3"})
    void whatCannotBeDifferentiatedAgainSaysSo(String label) {
        Perceptron p = new Perceptron(Activation.tanh(), 5);
        Tensor slope = Hypergradients.parse(label)
                .of(p.problem(Sgd.of(0.1), 2, 0.1), p.theta.tensors()).gradient().get(0);
        Tensor x = p.theta.tensors().get(0);
        String message = assertThrows(IllegalArgumentException.class,
                () -> Gradients.gradient(slope.sum(), x)).getMessage();
        assertTrue(message.contains("no derivative path"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "exact", "first-order", "exact-checkpointed", "truncated-1", "finite-difference"})
    void withoutInnerMotionItIsAnOrdinaryGradient(String label) {
        Hypergradient mode = Hypergradients.parse(label);
        Perceptron p = new Perceptron(Activation.relu(), 5);
        List<Tensor> tensors = p.theta.tensors();
        Tensor outer = p.loss(p.theta, 0);
        double[] ordinary = Perceptron.values(Gradients.gradient(outer, tensors));
        double[] leaked = Perceptron.values(
                Gradients.gradient(outer.add(p.loss(p.theta, 1).mul(0.25)), tensors));
        for (Bilevel still : List.of(p.problem(Sgd.of(0.0), 1, 0), p.problem(Sgd.of(0.0), 2, 0),
                p.problem(Sgd.of(0.5), 0, 0))) {
            assertArrayEquals(ordinary, Perceptron.gradient(mode, still), 1e-15);
        }
        for (Bilevel still : List.of(p.problem(Sgd.of(0.0), 1, 0.25),
                p.problem(Sgd.of(0.5), 0, 0.25))) {
            assertArrayEquals(leaked, Perceptron.gradient(mode, still), 1e-15);
        }
    }

    @Test
    void firstOrderIsExactWhereTheHessianVanishes() {
        Tape tape = Tape.f64();
        Tensor w = tape.constant(new double[] {0.3, -0.7, 1.1});
        Tensor slope = tape.constant(new double[] {2, -1, 0.5});
        for (Optimizer rule : List.of(Sgd.of(0.4), Sgd.of(0.4).withMomentum(0.9), Adam.of(0.1))) {
            Bilevel problem = new Bilevel(
                    Parameters.of("w", w), (at, step) -> at.get("w").dot(slope), rule, 3,
                    at -> at.get("w").tanh().square().sum()).leak(0.1);
            assertArrayEquals(
                    Perceptron.gradient(Hypergradients.EXACT, problem),
                    Perceptron.gradient(Hypergradients.FIRST_ORDER, problem), 1e-15);
        }
    }

    @Test
    void firstOrderIsOffWhereItDoesNot() {
        for (long seed = 0; seed < 5; seed++) {
            Perceptron p = new Perceptron(Activation.relu(), seed);
            double[] exact = Perceptron.gradient(
                    Hypergradients.EXACT, p.problem(Sgd.of(0.1), 1, 0));
            double[] first = Perceptron.gradient(
                    Hypergradients.FIRST_ORDER, p.problem(Sgd.of(0.1), 1, 0));
            double off = Perceptron.distance(exact, first) / Perceptron.norm(exact);
            assertTrue(off > 0.01 && off < 0.3, "relative difference " + off);
        }
    }

    @Test
    void bothModesSeeTheSameLosses() {
        Perceptron p = new Perceptron(Activation.relu(), 8);
        Bilevel problem = p.problem(Adam.of(0.05), 2, 0.1);
        Hypergradient.Result exact = Hypergradients.EXACT.of(problem);
        Hypergradient.Result first = Hypergradients.FIRST_ORDER.of(problem);
        assertEquals(exact.total().item(), first.total().item());
        assertEquals(exact.outer().item(), first.outer().item());
        assertEquals(exact.inner().item(), first.inner().item());
        assertArrayEquals(
                Perceptron.values(exact.adapted().tensors()),
                Perceptron.values(first.adapted().tensors()));
        assertEquals(exact.outer().item() + 0.1 * exact.inner().item(), exact.total().item(),
                1e-15);
        assertSame(Hypergradients.EXACT, exact.mode());
        assertSame(Hypergradients.FIRST_ORDER, first.mode());
    }

    /**
     * With weights c on the inner examples, d outer / d c_i = -alpha times the derivative of loss i
     * along the outer gradient, v: all of them in one forward pass.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 1})
    void exampleWeightsFollowTheLossesAlongTheOuterGradient(double alpha) {
        Perceptron p = new Perceptron(Activation.tanh(), 11);
        Tensor weights = p.tape.full(1.0 / Perceptron.ROWS, p.losses(p.theta, 1).shape());
        Hypergradient.Result result = Hypergradients.EXACT.of(
                new Bilevel(p.theta, (at, step) -> p.losses(at, 1).dot(weights), Sgd.of(alpha), 1,
                        at -> p.loss(at, 0)),
                List.of(weights));
        List<Tensor> v = Gradients.gradient(result.outer(), result.adapted().tensors());
        Tensor along = Gradients.jvp(p.losses(p.theta, 1), p.theta.tensors(), v).mul(-alpha);
        double[] expected = along.value().toDoubles();
        double[] actual = result.gradient().get(0).value().toDoubles();
        assertEquals(Perceptron.ROWS, actual.length);
        assertArrayEquals(expected, actual, 1e-12 * Perceptron.norm(expected));
        assertTrue(Perceptron.norm(actual) > 1e-4 * alpha);
    }

    @Test
    void exampleWeightsOfALaterStepAreReachedThroughTheEarlierOnes() {
        Perceptron p = new Perceptron(Activation.tanh(), 12);
        double[] w = new double[Perceptron.ROWS];
        Arrays.fill(w, 0.1);
        Tensor weights = p.tape.input("weights", Perceptron.ROWS);
        Hypergradient.Result result = Hypergradients.EXACT.of(
                new Bilevel(p.theta, (at, step) -> p.losses(at, 1 + step).dot(weights), Sgd.of(0.2),
                        3, at -> p.loss(at, 0)),
                List.of(weights));
        Program program = p.tape.compile(result.total(), result.gradient().get(0));
        program.set("weights", w).run();
        double[] gradient = program.output(1).toDoubles();
        for (int i = 0; i < w.length; i++) {
            double[] shifted = w.clone();
            shifted[i] = w[i] + 1e-5;
            program.set("weights", shifted).run();
            double above = program.output(0).item();
            shifted[i] = w[i] - 1e-5;
            program.set("weights", shifted).run();
            assertEquals((above - program.output(0).item()) / 2e-5, gradient[i], 1e-8);
        }
    }

    @Test
    void firstOrderHasNoPathToWhatTheInnerLossIsMadeOf() {
        Perceptron p = new Perceptron(Activation.tanh(), 13);
        Tensor weights = p.tape.full(0.1, p.losses(p.theta, 1).shape()).named("weights");
        Bilevel problem = new Bilevel(
                p.theta, (at, step) -> p.losses(at, 1).dot(weights), Sgd.of(0.1), 1,
                at -> p.loss(at, 0));
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class,
                () -> Hypergradients.FIRST_ORDER.of(problem, List.of(weights)));
        assertTrue(error.getMessage().contains("no derivative path"), error.getMessage());
        assertTrue(error.getMessage().contains("'weights'"), error.getMessage());
    }

    @Test
    void aParameterThatTheOuterLossIgnoresIsNamed() {
        Tape tape = Tape.f64();
        Parameters theta = Parameters.of(
                List.of("used", "idle"),
                List.of(tape.constant(1).named("used"), tape.constant(2).named("idle")));
        Bilevel problem = new Bilevel(
                theta, (at, step) -> at.get("used").square().add(at.get("idle").square()),
                Sgd.of(0.1), 1, at -> at.get("used").square());
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class,
                () -> Hypergradients.EXACT.of(problem));
        assertTrue(error.getMessage().contains("'idle'"), error.getMessage());
    }

    @Test
    void theInnerLossIsRecordedOnceAStepAndOnlyIfNeeded() {
        Perceptron p = new Perceptron(Activation.tanh(), 14);
        List<Integer> asked = new ArrayList<>();
        Bilevel.Inner inner = (at, step) -> {
            asked.add(step);
            return p.loss(at, 1 + step);
        };
        Bilevel.Outer outer = at -> p.loss(at, 0);
        Hypergradients.EXACT.of(new Bilevel(p.theta, inner, Sgd.of(0.1), 3, outer).leak(0.5));
        assertEquals(List.of(0, 1, 2), asked);
        asked.clear();
        assertNotNull(
                Hypergradients.EXACT
                        .of(new Bilevel(p.theta, inner, Sgd.of(0.1), 0, outer).leak(0.5))
                        .inner());
        assertEquals(List.of(0), asked);
        asked.clear();
        Hypergradient.Result still = Hypergradients.EXACT.of(
                new Bilevel(p.theta, inner, Sgd.of(0.1), 0, outer));
        assertNull(still.inner());
        assertSame(p.theta, still.adapted());
        assertEquals(List.of(), asked);
    }

    @Test
    void aHypergradientMayBeDifferentiatedAgain() {
        // inner loss w^3 / 6, outer loss w'^2 / 2 at w' = w - alpha w^2 / 2
        Tape tape = Tape.f64();
        double alpha = 0.3;
        double at = 0.8;
        Tensor w = tape.constant(at);
        Hypergradient.Result result = Hypergradients.EXACT.of(new Bilevel(
                Parameters.of("w", w), (q, step) -> q.get("w").pow(3).div(6), Sgd.of(alpha), 1,
                q -> q.get("w").square().mul(0.5)));
        double adapted = at - alpha * at * at / 2;
        double slope = 1 - alpha * at;
        assertEquals(adapted * slope, result.gradient().get(0).item(), 1e-15);
        assertEquals(slope * slope - alpha * adapted,
                Gradients.gradient(result.gradient().get(0), w).item(), 1e-15);
    }

    @Test
    void negativeStepsAreRefused() {
        Perceptron p = new Perceptron(Activation.tanh(), 15);
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class,
                () -> p.problem(Sgd.of(0.1), -1, 0));
        assertEquals("bilevel: steps must not be negative, got -1", error.getMessage());
    }

    @Test
    void aProblemSaysWhatIsDone() {
        Tensor w = Tape.f64().constant(1);
        assertTrue(Hypergradients.EXACT.of(new Bilevel(
                Parameters.of("w", w), (q, step) -> q.get("w"), Sgd.of(.1), 1,
                q -> q.get("w").square())).toString().startsWith(
                        "Hypergradient exact: outer loss "));
        Bilevel problem = new Bilevel(
                Parameters.of("w", w), (q, step) -> q.get("w"), Sgd.of(.1), 2, q -> q.get("w"));
        assertEquals("Bilevel: 2 inner updates of [w] by Sgd", problem.toString());
    }
}
