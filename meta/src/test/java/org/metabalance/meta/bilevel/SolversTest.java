package org.metabalance.meta.bilevel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.ConjugateGradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.bilevel.solver.Implicit;
import org.metabalance.meta.bilevel.solver.Truncated;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.optimize.Sgd;

/**
 * All solvers on one problem with a closed form: least squares held near theta. The inner objective
 * |A w - b|^2 / 2n + rho |w|^2 / 2 + mu |w - theta|^2 / 2 has its minimum where (H + mu I) w = A'b / n +
 * mu theta, and the hypergradient at the minimum is mu (H + mu I)^-1 grad L_out.
 */
class SolversTest {
    private static final int WIDTH = 5;
    private static final double RHO = 0.2;
    private static final double MU = 3;
    private static final double RATE = 0.19;
    /** Enough: the eigenvalues are between 3 and 8, and every step halves the distance. */
    private static final int STEPS = 40;

    private final LeastSquares p = new LeastSquares(WIDTH, 21, RHO);
    private final SimpleMatrix a = p.hessian.plus(SimpleMatrix.identity(WIDTH).scale(MU));
    private final SimpleMatrix solution = a.solve(p.rightSide().plus(p.start.scale(MU)));
    private final SimpleMatrix solved = a.solve(p.outerGradient(solution));

    @ParameterizedTest
    @CsvSource({
        "exact, 1e-10", "exact-checkpointed, 1e-10", "exact-checkpointed-7, 1e-10",
        "truncated-40, 1e-10", "finite-difference, 1e-7", "conjugate-gradient-5, 1e-10",
        "conjugate-gradient-20, 1e-10", "gmres-5, 1e-10", "gmres-20, 1e-10",
        "neumann-50-0.19, 1e-10"})
    void allFindTheHypergradientAtTheSolution(String label, double tolerance) {
        Hypergradient mode = Hypergradients.parse(label);
        double leak = 0.1;
        SimpleMatrix expected = solved.scale(MU).plus(p.innerGradient(p.start).scale(leak));
        Tape tape = Tape.f64();
        Tensor start = p.on(tape, p.start);
        Hypergradient.Result result = mode.of(problem(tape, start, STEPS, leak));
        close(expected, result.gradient().get(0), tolerance);
        close(solution, result.adapted().get("w"), 1e-10);
        assertEquals(mode, result.mode());
    }

    @ParameterizedTest
    @CsvSource({
        "exact, 1e-10", "exact-checkpointed, 1e-10", "finite-difference, 1e-7",
        "conjugate-gradient-5, 1e-10", "gmres-5, 1e-10", "neumann-50-0.19, 1e-10"})
    void allDifferentiateBySettingsOfTheInnerLossToo(String label, double tolerance) {
        Hypergradient mode = Hypergradients.parse(label);
        // d w / d rho = - (H + mu I)^-1 w
        Tape tape = Tape.f64();
        Tensor rho = tape.constant(RHO);
        Hypergradient.Result result = mode.of(
                new Bilevel(
                        Parameters.of("w", p.on(tape, p.start)),
                        (at, step) -> p.inner(tape, at.get("w"), rho), Sgd.of(RATE), STEPS,
                        at -> p.outer(tape, at.get("w"))).proximal(MU),
                List.of(rho));
        assertEquals(-solved.dot(solution), result.gradient().get(0).item(), tolerance);
    }

    @Test
    void differencesAreLongEnoughForSinglePrecision() {
        Tape tape = Tape.f32();
        Hypergradient.Result result = Hypergradients.FINITE_DIFFERENCE
                .of(problem(tape, p.on(tape, p.start), STEPS, 0));
        close(solved.scale(MU), result.gradient().get(0), 1e-3);
    }

    @Test
    void truncationErrsTheLessTheMoreStepsAreKept() {
        SimpleMatrix expected = solved.scale(MU);
        double last = Double.POSITIVE_INFINITY;
        for (int kept : new int[] {0, 1, 2, 4, 8}) {
            Tape tape = Tape.f64();
            Tensor gradient = new Truncated(kept)
                    .of(problem(tape, p.on(tape, p.start), STEPS, 0)).gradient().get(0);
            double error = Perceptron.distance(
                    gradient.value().toDoubles(), expected.getDDRM().getData());
            assertTrue(error < last, kept + " steps: " + error + " after " + last);
            last = error;
        }
    }

    @Test
    void theResidualIsThatOfTheLinearSystem() {
        for (String label : List.of("conjugate-gradient-1", "gmres-1", "neumann-3-0.19")) {
            Tape tape = Tape.f64();
            Tensor start = p.on(tape, p.start);
            Hypergradient.Result result = Hypergradients.parse(label)
                    .of(problem(tape, start, STEPS, 0));
            SimpleMatrix v = column(result.gradient().get(0)).divide(MU);
            SimpleMatrix g = p.outerGradient(solution);
            double expected = a.mult(v).minus(g).normF() / g.normF();
            Convergence convergence = result.convergence().orElseThrow();
            assertTrue(expected > 0.01, label + ": " + expected);
            assertEquals(expected, convergence.residual().item(), 1e-9);
            assertEquals(0, convergence.solved(0.01).item());
            assertEquals(1, convergence.solved(1).item());
        }
    }

    @Test
    void anInnerProblemThatHasNotConvergedIsReported() {
        Hypergradient mode = new Implicit(new ConjugateGradient(WIDTH));
        for (int steps : new int[] {0, 1, 3, STEPS}) {
            Tape tape = Tape.f64();
            Hypergradient.Result result = mode.of(problem(tape, p.on(tape, p.start), steps, 0));
            SimpleMatrix w = column(result.adapted().get("w"));
            double left = a.mult(w).minus(p.rightSide()).minus(p.start.scale(MU)).normF();
            Convergence convergence = result.convergence().orElseThrow();
            assertEquals(left, convergence.innerGradient().item(), 1e-12);
            assertEquals(p.innerGradient(p.start).normF(),
                    convergence.innerGradientAtStart().item(), 1e-12);
            assertEquals(steps == STEPS ? 1 : 0, convergence.innerConverged(1e-3).item());
            assertTrue(convergence.residual().item() < 1e-10);
        }
    }

    @Test
    void withoutProximalTermASolutionForgetsWhereItBegan() {
        Tape tape = Tape.f64();
        Bilevel problem = problem(tape, p.on(tape, p.start), 3, 0).proximal(0);
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class,
                () -> new Implicit(new ConjugateGradient(2)).of(problem));
        assertEquals(
                "conjugate-gradient-2: a solution of the inner problem does not depend on where the"
                        + " steps begin, unless a proximal weight above 0 holds it there",
                error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"conjugate-gradient-30", "gmres-30"})
    void iterationsPastTheSolutionDoNoHarmInSinglePrecision(String label) {
        Hypergradient mode = Hypergradients.parse(label);
        Tape tape = Tape.f32();
        Hypergradient.Result result = mode
                .of(problem(tape, p.on(tape, p.start), STEPS, 0));
        close(solved.scale(MU), result.gradient().get(0), 1e-5);
        // nothing to solve for: the outer loss is at its minimum
        Tensor w = p.on(tape, p.start);
        Hypergradient.Result flat = mode.of(new Bilevel(
                Parameters.of("w", w), (at, step) -> at.get("w").square().sum(), Sgd.of(0.1), 1,
                at -> at.get("w").sum().mul(0)).proximal(MU));
        assertArrayEquals(new double[WIDTH], flat.gradient().get(0).value().toDoubles());
        assertEquals(0, flat.convergence().orElseThrow().residual().item());
    }

    /** Inner curvatures of both signs, d: with u = d + mu, the hypergradient is mu (w - 1) / u. */
    @Test
    void gmresSolvesWhereTheInnerProblemIsASaddle() {
        double[] d = {2, -1, 0.5, -3, 1};
        double mu = 0.7;
        double[] start = {1, 2, -1, 0.5, 3};
        for (String label : List.of("gmres-5", "conjugate-gradient-5")) {
            Tape tape = Tape.f64();
            Tensor curvature = tape.constant(d);
            Hypergradient.Result result = Hypergradients.parse(label).of(new Bilevel(
                    Parameters.of("w", tape.constant(start)),
                    (at, step) -> at.get("w").square().dot(curvature).mul(0.5), Sgd.of(0.1), 1,
                    at -> at.get("w").sub(1).square().sum().mul(0.5)).proximal(mu));
            double residual = result.convergence().orElseThrow().residual().item();
            if (label.startsWith("gmres")) {
                assertEquals(0, residual, 1e-13);
                for (int i = 0; i < d.length; i++) {
                    double w = start[i] * (1 - 0.1 * d[i]);
                    assertEquals(
                            mu * (w - 1) / (d[i] + mu),
                            result.gradient().get(0).value().get(i), 1e-12);
                }
            } else {
                assertTrue(residual > 0.1, "conjugate gradients leave " + residual);
            }
        }
    }

    @Test
    void theMemoryOfImplicitSolversDoesNotGrowWithTheSteps() {
        double few = arena("conjugate-gradient-2", 5);
        assertEquals(few, arena("conjugate-gradient-2", 20), few / 20);
        assertTrue(arena("exact", 20) > 2 * arena("exact", 5));
    }

    private static int arena(String label, int steps) {
        Perceptron network = new Perceptron(Activation.tanh(), 2);
        Bilevel problem = network.problem(Sgd.of(0.2), steps, 0).proximal(MU);
        return network.tape.compile(Hypergradients.parse(label).of(problem).gradient()).plan()
                .arena();
    }

    private Bilevel problem(Tape tape, Tensor start, int steps, double leak) {
        Tensor rho = tape.constant(RHO);
        return new Bilevel(
                Parameters.of("w", start), (at, step) -> p.inner(tape, at.get("w"), rho),
                Sgd.of(RATE), steps, at -> p.outer(tape, at.get("w"))).leak(leak).proximal(MU);
    }

    private static SimpleMatrix column(Tensor tensor) {
        return new SimpleMatrix(tensor.value().toDoubles());
    }

    private static void close(SimpleMatrix expected, Tensor actual, double tolerance) {
        assertArrayEquals(
                expected.getDDRM().getData(), actual.value().toDoubles(),
                tolerance * (1 + expected.normF()));
    }
}
