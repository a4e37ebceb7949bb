package org.metabalance.meta.bilevel.solver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Unconnected;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Convergence;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.Trajectory;
import org.metabalance.nn.Parameters;

/**
 * The hypergradient at a solution of the inner problem, by the implicit function theorem: where the
 * gradient G of the inner objective is 0, the solution moves with x by - A^-1 dG/dx, with A the Hessian
 * of the inner objective. With a proximal weight mu, dG/dtheta is - mu I, and the hypergradient with
 * respect to theta mu (H + mu I)^-1 grad L_out. The result cannot be differentiated again.
 *
 * @param solver of the linear system A v = grad L_out; its label is this one's
 */
public record Implicit(LinearSolver solver) implements Hypergradient {

    @Override
    public Result of(Bilevel problem, List<Tensor> xs) {
        requireSense(problem, xs);
        Trajectory inner = Trajectory.of(problem, step -> true, step -> false);
        Parameters solution = inner.end().parameters().map(Tensor::stopGradient);
        List<Tensor> at = solution.tensors();
        Tensor objective = problem.objective(problem.inner(solution, problem.steps()), solution);
        List<Tensor> slope = Gradients.gradient(objective, at);
        Tensor outer = problem.outer(solution);
        Tensor total = inner.total(outer);
        return total.tape().scope("hypergradient", () -> {
            List<Tensor> g = Gradients.gradient(total, at, Unconnected.ZERO);
            UnaryOperator<List<Tensor>> hessian = vector -> Gradients.gradient(
                    Vectors.dot(slope, constant(vector)), at, Unconnected.ZERO);
            List<Tensor> v = solver.solve(hessian, g);
            // its derivative is that of the total where the solution moves along
            Tensor moving = total.sub(Vectors.dot(slope, constant(v)).expand(total.shape()));
            return new Result(
                    total, outer, inner.first(), solution,
                    // v is a constant in it: a second derivative would be wrong
                    constant(Gradients.gradient(moving, xs)), this,
                    Optional.of(convergence(inner, slope, g, hessian.apply(v))));
        });
    }

    @Override
    public String label() {
        return solver.label();
    }

    @Override
    public boolean implicit() {
        return true;
    }

    private void requireSense(Bilevel problem, List<Tensor> xs) {
        if (problem.proximal() == 0 && problem.leak() == 0
                && !Collections.disjoint(xs, problem.start().tensors())) {
            throw new IllegalArgumentException(
                    label() + ": a solution of the inner problem does not depend on where the"
                            + " steps begin, unless a proximal weight above 0 holds it there");
        }
    }

    private static List<Tensor> constant(List<Tensor> vector) {
        return vector.stream().map(Tensor::stopGradient).toList();
    }

    private static Convergence convergence(
            Trajectory inner, List<Tensor> slope, List<Tensor> g, List<Tensor> product) {
        List<Tensor> misfit = new ArrayList<>();
        for (int i = 0; i < g.size(); i++) {
            misfit.add(product.get(i).sub(g.get(i)));
        }
        Tensor innerGradient = Vectors.norm(slope);
        Tensor atStart = inner.steps().isEmpty()
                ? innerGradient
                : Vectors.norm(inner.steps().get(0).gradient().tensors());
        return new Convergence(
                Vectors.quotient(Vectors.norm(misfit), Vectors.norm(g)), innerGradient, atStart);
    }
}
