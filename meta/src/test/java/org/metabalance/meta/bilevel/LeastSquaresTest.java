package org.metabalance.meta.bilevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.doubles;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Optimizer;
import org.metabalance.nn.optimize.Schedule;
import org.metabalance.nn.optimize.Sgd;

/**
 * Hypergradients through gradient descent on regularised least squares, where everything has a
 * closed form: with the inner loss |A w - b|^2 / 2n + rho |w|^2 / 2, of Hessian H = A'A / n + rho I,
 * inner steps are affine maps of w, and so the exact hypergradient is a product of their matrices
 * with the outer gradient.
 */
class LeastSquaresTest {

    @Test
    void gradientDescentIsThePowerOfItsMatrix() {
        qt().withExamples(60).withShrinkCycles(50).forAll(
                integers().between(1, 6), integers().between(0, 5), doubles().between(0, 0.9),
                longs().all())
                .checkAssert((width, steps, rate, seed) -> {
                    LeastSquares p = new LeastSquares(width, seed, 0.2);
                    SimpleMatrix step = SimpleMatrix.identity(width).minus(p.hessian.scale(rate));
                    SimpleMatrix w = p.start;
                    SimpleMatrix chain = SimpleMatrix.identity(width);
                    for (int k = 0; k < steps; k++) {
                        w = w.minus(p.innerGradient(w).scale(rate));
                        chain = step.mult(chain);
                    }
                    SimpleMatrix last = p.outerGradient(w);
                    SimpleMatrix leak = p.innerGradient(p.start).scale(0.3);
                    Optimizer rule = Sgd.of(rate);
                    close(chain.transpose().mult(last).plus(leak),
                            hypergradient(p, Hypergradients.EXACT, rule, steps, 0.3));
                    close(last.plus(leak),
                            hypergradient(p, Hypergradients.FIRST_ORDER, rule, steps, 0.3));
                    close(chain.transpose().mult(last),
                            hypergradient(p, Hypergradients.EXACT, rule, steps, 0));
                });
    }

    @Test
    void momentumIsThePowerOfItsBlockMatrix() {
        qt().withExamples(40).withShrinkCycles(50).forAll(
                integers().between(1, 5), integers().between(1, 5), doubles().between(0.05, 0.9),
                longs().all())
                .checkAssert((width, steps, momentum, seed) -> {
                    LeastSquares p = new LeastSquares(width, seed, 0.2);
                    double rate = 0.4;
                    SimpleMatrix one = SimpleMatrix.identity(width);
                    // (w, v) -> (w - rate v', v') with v' = momentum v + H w - c
                    SimpleMatrix step = one.minus(p.hessian.scale(rate))
                            .concatColumns(one.scale(-rate * momentum))
                            .concatRows(p.hessian.concatColumns(one.scale(momentum)));
                    SimpleMatrix w = p.start;
                    SimpleMatrix v = new SimpleMatrix(width, 1);
                    SimpleMatrix chain = SimpleMatrix.identity(2 * width);
                    for (int k = 0; k < steps; k++) {
                        v = v.scale(momentum).plus(p.innerGradient(w));
                        w = w.minus(v.scale(rate));
                        chain = step.mult(chain);
                    }
                    SimpleMatrix ofStart = chain.extractMatrix(0, width, 0, width);
                    close(ofStart.transpose().mult(p.outerGradient(w)),
                            hypergradient(p,
                                    Hypergradients.EXACT, Sgd.of(rate).withMomentum(momentum),
                                    steps,
                                    0));
                });
    }

    @Test
    void stepsToTheMinimumForgetWhereTheyBegan() {
        // with H = I one step of rate 1 is the solution itself, whatever the start
        Tape tape = Tape.f64();
        Tensor w = tape.constant(new double[] {3, -4});
        Tensor target = tape.constant(new double[] {1, 2});
        Hypergradient.Result result = Hypergradients.EXACT.of(new Bilevel(
                Parameters.of("w", w),
                (at, step) -> at.get("w").sub(target).square().sum().mul(0.5),
                Sgd.of(1.0), 1, at -> at.get("w").square().sum()));
        assertEquals(5, result.outer().item(), 1e-15);
        assertEquals(0, result.gradient().get(0).norm().item(), 1e-15);
        // what does change the outcome is the target: d |t|^2 / dt = 2 t
        Hypergradient.Result ofTarget = Hypergradients.EXACT.of(new Bilevel(
                Parameters.of("w", w),
                (at, step) -> at.get("w").sub(target).square().sum().mul(0.5),
                Sgd.of(1.0), 1, at -> at.get("w").square().sum()), List.of(target));
        assertEquals(2, ofTarget.gradient().get(0).value().get(0), 1e-15);
        assertEquals(4, ofTarget.gradient().get(0).value().get(1), 1e-15);
    }

    @Test
    void regularisationAndLearningRateHaveHypergradientsToo() {
        LeastSquares p = new LeastSquares(4, 7, 0.2);
        Tape tape = Tape.f64();
        Tensor w = p.on(tape, p.start);
        Tensor rho = tape.constant(p.rho);
        Tensor rate = tape.constant(0.4);
        Hypergradient.Result result = Hypergradients.EXACT.of(new Bilevel(
                Parameters.of("w", w), (at, step) -> p.inner(tape, at.get("w"), rho),
                Sgd.of(Schedule.of(rate)), 1, at -> p.outer(tape, at.get("w"))),
                List.of(rho, rate));
        SimpleMatrix g = p.innerGradient(p.start);
        SimpleMatrix last = p.outerGradient(p.start.minus(g.scale(0.4)));
        assertEquals(-0.4 * last.dot(p.start), result.gradient().get(0).item(), 1e-13);
        assertEquals(-last.dot(g), result.gradient().get(1).item(), 1e-13);
    }

    private static void close(SimpleMatrix expected, double[] actual) {
        for (int i = 0; i < actual.length; i++) {
            assertEquals(expected.get(i), actual[i], 1e-11 * (1 + Math.abs(expected.get(i))));
        }
    }

    private static double[] hypergradient(LeastSquares p, Hypergradient mode, Optimizer rule,
            int steps, double leak) {
        Tape tape = Tape.f64();
        Tensor rhoTensor = tape.constant(p.rho);
        Hypergradient.Result result = mode.of(new Bilevel(
                Parameters.of("w", p.on(tape, p.start)),
                (at, step) -> p.inner(tape, at.get("w"), rhoTensor),
                rule, steps, at -> p.outer(tape, at.get("w"))).leak(leak));
        return result.gradient().get(0).value().toDoubles();
    }
}
