package org.metabalance.meta.bilevel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Checkpointed;
import org.metabalance.meta.bilevel.solver.FiniteDifference;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.bilevel.solver.Truncated;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Optimizer;
import org.metabalance.nn.optimize.Schedule;
import org.metabalance.nn.optimize.Sgd;

/** Solvers that sweep backwards step by step, against the gradient of the whole. */
class CheckpointedTest {
    private static final List<Optimizer> RULES = List.of(
            Sgd.of(0.5), Sgd.of(0.3).withMomentum(0.9),
            Adam.of(Schedule.cosine(0.05, 0.01, 9)).withWeightDecay(1e-3));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 50})
    void theGradientIsTheSameToRounding(int segments) {
        for (Optimizer rule : RULES) {
            Perceptron p = new Perceptron(Activation.tanh(), 3);
            for (Bilevel problem : List.of(
                    p.problem(rule, 5, 0.1), p.problem(rule, 4, 0).proximal(0.3))) {
                double[] exact = Perceptron.gradient(Hypergradients.EXACT, problem);
                double[] again = Perceptron.gradient(new Checkpointed(segments),
                        problem);
                assertArrayEquals(exact, again, 1e-12 * (1 + Perceptron.norm(exact)));
            }
        }
    }

    @Test
    void memoryGrowsLikeTheRootOfTheSteps() {
        int kept = program(Hypergradients.EXACT, 64).plan().arena();
        int again = program(Hypergradients.EXACT_CHECKPOINTED, 64).plan().arena();
        int quarter = program(Hypergradients.EXACT_CHECKPOINTED, 16).plan().arena();
        assertTrue(again * 3 < kept, again + " elements against " + kept);
        assertTrue(again < quarter * 2.5, again + " elements against " + quarter);
    }

    @Test
    void compiledAsOneProgramTheGradientIsStillTheSame() {
        Program exact = program(Hypergradients.EXACT, 16);
        Program again = program(Hypergradients.EXACT_CHECKPOINTED, 16);
        exact.run();
        again.run();
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(
                    exact.output(i).toDoubles(), again.output(i).toDoubles(), 1e-12);
        }
    }

    private static Program program(Hypergradient mode, int steps) {
        Perceptron p = new Perceptron(Activation.tanh(), 5);
        Program program = p.tape.compile(mode.of(p.problem(Sgd.of(0.2), steps, 0)).gradient());
        return program;
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact-checkpointed", "finite-difference", "truncated-2"})
    void theInnerLossIsRecordedOnceAStep(String label) {
        Perceptron p = new Perceptron(Activation.tanh(), 14);
        List<Integer> asked = new ArrayList<>();
        Hypergradients.parse(label).of(new Bilevel(
                p.theta,
                (at, step) -> {
                    asked.add(step);
                    return p.loss(at, 1 + step);
                },
                Sgd.of(0.1), 5, at -> p.loss(at, 0)).leak(0.5));
        assertEquals(List.of(0, 1, 2, 3, 4), asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact-checkpointed", "exact-checkpointed-5", "finite-difference"})
    void whatTheLossesAreMadeOfIsReachedWhereverItIsUsed(String label) {
        for (Optimizer rule : RULES) {
            Perceptron p = new Perceptron(Activation.tanh(), 12);
            // weights in every inner loss, what they are made of, a factor in both losses, theta
            Tensor logits = p.tape.input("logits", Perceptron.ROWS);
            Tensor weights = logits.exp();
            Tensor factor = p.tape.constant(1.5);
            List<Tensor> xs = new ArrayList<>(List.of(logits, factor));
            xs.addAll(p.theta.tensors());
            Bilevel problem = new Bilevel(
                    p.theta,
                    (at, step) -> p.losses(at, 1 + step).dot(weights).mul(factor),
                    rule, 5, at -> p.loss(at, 0).mul(factor)).leak(0.2);
            double[] values = new double[Perceptron.ROWS];
            for (int i = 0; i < values.length; i++) {
                values[i] = -2.5 + 0.1 * i;
            }
            List<Tensor> outputs = new ArrayList<>(Hypergradients.EXACT.of(problem, xs).gradient());
            outputs.addAll(Hypergradients.parse(label).of(problem, xs).gradient());
            Program program = p.tape.compile(outputs);
            program.set("logits", values).run();
            double tolerance = label.startsWith("finite") ? 1e-6 : 1e-12;
            for (int i = 0; i < xs.size(); i++) {
                double[] exact = program.output(i).toDoubles();
                assertArrayEquals(
                        exact, program.output(xs.size() + i).toDoubles(),
                        tolerance * (1 + Perceptron.norm(exact)), label + " " + rule + " x " + i);
            }
            assertTrue(Perceptron.norm(program.output(0).toDoubles()) > 1e-5);
        }
    }

    @Test
    void shorterDifferencesAreBetter() {
        Perceptron p = new Perceptron(Activation.tanh(), 6);
        Bilevel problem = p.problem(Sgd.of(0.5), 4, 0.1);
        double[] exact = Perceptron.gradient(Hypergradients.EXACT, problem);
        double[] first = Perceptron.gradient(Hypergradients.FIRST_ORDER, problem);
        double[] fine = Perceptron.gradient(Hypergradients.FINITE_DIFFERENCE, problem);
        double[] coarse = Perceptron.gradient(new FiniteDifference(5e-3), problem);
        double off = Perceptron.distance(exact, first);
        assertTrue(Perceptron.distance(exact, fine) < 1e-8 * off);
        assertTrue(Perceptron.distance(exact, coarse) < 1e-2 * off);
    }

    @Test
    void randomNumbersAreTheSameWhenAStepIsComputedAgain() {
        List<double[]> gradients = new ArrayList<>();
        for (Hypergradient mode : List.of(Hypergradients.EXACT, new Checkpointed(3))) {
            Perceptron p = new Perceptron(Activation.tanh(), 4);
            Bilevel problem = new Bilevel(
                    p.theta,
                    (at, step) -> p.losses(at, 1).mul(p.tape.uniform(Perceptron.ROWS)).mean(),
                    Sgd.of(0.5), 6, at -> p.loss(at, 0));
            gradients.add(Perceptron.gradient(mode, problem));
        }
        assertArrayEquals(gradients.get(0), gradients.get(1), 1e-12);
    }

    @Test
    void truncationEndsAtTheExactAndTheFirstOrderGradient() {
        for (Optimizer rule : RULES) {
            Perceptron p = new Perceptron(Activation.relu(), 8);
            Bilevel problem = p.problem(rule, 3, 0.1);
            assertArrayEquals(
                    Perceptron.gradient(Hypergradients.FIRST_ORDER, problem),
                    Perceptron.gradient(new Truncated(0), problem));
            assertArrayEquals(
                    Perceptron.gradient(Hypergradients.EXACT, problem),
                    Perceptron.gradient(new Truncated(9), problem));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact-checkpointed", "finite-difference"})
    void whatTheOuterLossDoesNotDependOnIsNamed(String label) {
        Perceptron p = new Perceptron(Activation.tanh(), 13);
        Tensor unused = p.tape.constant(1).named("unused");
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class,
                () -> Hypergradients.parse(label).of(
                        p.problem(Sgd.of(0.1), 3, 0), List.of(unused)));
        assertEquals(
                "hypergradient: no derivative path from the outer loss to 'unused'",
                error.getMessage());
    }
}
