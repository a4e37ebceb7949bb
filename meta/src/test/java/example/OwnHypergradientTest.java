package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.Trajectory;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.bilevel.solver.Implicit;
import org.metabalance.meta.bilevel.solver.LinearSolver;
import org.metabalance.meta.bilevel.solver.Vectors;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Sgd;

/** A hypergradient and a linear solver of one's own, on a problem with a closed form. */
class OwnHypergradientTest {

    /** The gradient through the inner steps from the one of that number on, which go before forgotten. */
    record Forgetful(int from) implements Hypergradient {
        @Override
        public Result of(Bilevel problem, List<Tensor> xs) {
            return Trajectory.of(problem, step -> step < from, step -> false)
                    .result(this, total -> Gradients.gradient(total, xs));
        }

        @Override
        public String label() {
            return "forgetful-" + from;
        }
    }

    /** Steepest descent: each step as long as is best along the residual. */
    record Steepest(int iterations) implements LinearSolver {
        @Override
        public List<Tensor> solve(UnaryOperator<List<Tensor>> a, List<Tensor> b) {
            List<Tensor> v = Vectors.scale(b, 0);
            List<Tensor> r = b;
            for (int i = 0; i < iterations; i++) {
                List<Tensor> ar = a.apply(r);
                Tensor length = Vectors.quotient(Vectors.dot(r, r), Vectors.dot(r, ar));
                v = Vectors.add(v, length, r);
                r = Vectors.add(r, length.neg(), ar);
            }
            return v;
        }

        @Override
        public String label() {
            return "steepest-" + iterations;
        }
    }

    /** The inner loss h w^2 / 2, the outer one (w - 1)^2 / 2. */
    private static Bilevel problem(double h, int steps) {
        Tensor w = Tape.f64().constant(2);
        return new Bilevel(
                Parameters.of("w", w), (at, step) -> at.get("w").square().mul(h / 2), Sgd.of(0.25),
                steps, at -> at.get("w").sub(1).square().mul(0.5));
    }

    @Test
    void anOwnHypergradientIsUsedAsAnyOther() {
        // each step multiplies w by 1 - 0.25 h = 0.5, and so does its derivative
        Hypergradient.Result own = new Forgetful(1).of(problem(2, 3));
        double w = 2 * 0.125;
        assertEquals((w - 1) * 0.25, own.gradient().get(0).item(), 1e-15);
        assertEquals((w - 1) * 0.125,
                Hypergradients.EXACT.of(problem(2, 3)).gradient().get(0).item());
        assertEquals("forgetful-1", own.mode().label());
    }

    @Test
    void anOwnSolverIsUsedAsAnyOther() {
        double h = 2;
        double mu = 1;
        Hypergradient own = new Implicit(new Steepest(1));
        Hypergradient.Result result = own.of(problem(h, 60).proximal(mu));
        // at the solution w = mu theta / (h + mu) the slope is mu / (h + mu) (w - 1)
        double w = mu * 2 / (h + mu);
        assertEquals(mu / (h + mu) * (w - 1), result.gradient().get(0).item(), 1e-12);
        assertEquals(0, result.convergence().orElseThrow().residual().item(), 1e-12);
        assertSame(own, result.mode());
        assertEquals("steepest-1", own.label());
    }
}
