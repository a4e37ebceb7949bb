package org.metabalance.examples;

import static java.util.Locale.ROOT;

import java.util.List;
import java.util.function.UnaryOperator;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.ConjugateGradient;
import org.metabalance.meta.bilevel.solver.Implicit;
import org.metabalance.meta.bilevel.solver.LinearSolver;
import org.metabalance.meta.bilevel.solver.Vectors;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Sgd;

/**
 * A linear solver of one's own for implicit hypergradients: Richardson's iteration, v = v + (b - A v) / 16. It is
 * code on the tape like any other. The inner problem here is min (x - z)' D (x - z), whose solution is z.
 */
final class OwnSolver {
    private record Richardson(int steps) implements LinearSolver {
        @Override
        public List<Tensor> solve(UnaryOperator<List<Tensor>> a, List<Tensor> b) {
            Tensor sixteenth = b.getFirst().tape().constant(1. / 16);
            List<Tensor> v = Vectors.scale(b, 1. / 16);
            for (int i = 1; i < steps; i++) {
                List<Tensor> residual = Vectors.add(b, b.getFirst().tape().constant(-1),
                        a.apply(v));
                v = Vectors.add(v, sixteenth, residual);
            }
            return v;
        }

        @Override
        public String label() {
            return "richardson-" + steps;
        }
    }

    private OwnSolver() {}

    static void main() {
        for (LinearSolver solver : List.of(
                new Richardson(2), new Richardson(10), new Richardson(50),
                new ConjugateGradient(3))) {
            Tape tape = Tape.f64();
            Tensor z = tape.constant(new double[] {1, 2, 3}, 3);
            Tensor d = tape.constant(new double[] {1, 2, 4}, 3);
            Bilevel problem = new Bilevel(
                    Parameters.of("x", tape.zeros(3)),
                    (theta, step) -> theta.get("x").sub(z).square().mul(d).sum(),
                    Sgd.of(.1), 200, theta -> theta.get("x").square().sum());
            Hypergradient.Result result = new Implicit(solver).of(problem, List.of(z));
            Tensor residual = result.convergence().orElseThrow().residual();
            Program program = tape.compile(result.gradient().getFirst(), residual);
            program.run();
            double[] g = program.output(0).toDoubles();
            System.out.printf(ROOT, "%s: %.4f %.4f %.4f, residual %.0e%n", solver.label(), g[0],
                    g[1],
                    g[2], program.output(1).item());
        }
        System.out.println("true: 2 z = 2 4 6");
    }
}
