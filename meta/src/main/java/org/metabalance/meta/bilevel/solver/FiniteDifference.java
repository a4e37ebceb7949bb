package org.metabalance.meta.bilevel.solver;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.DType;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.Trajectory;

/**
 * As {@link Exact}, but the products of the inner loss's second derivatives with a vector w are
 * differences of its gradient, [grad(theta + h w) - grad(theta - h w)] / 2h, as in DARTS (Liu et
 * al., ICLR 2019). The result cannot be differentiated again.
 *
 * @param step the length of h w over 1 + |theta|; {@link #BY_TYPE} for the third root of the
 *     rounding error, 5e-3 in F32 and 6e-6 in F64
 */
public record FiniteDifference(double step) implements Hypergradient {
    /** The length that suits the tape's type. */
    public static final double BY_TYPE = 0;

    /** Checks the number. */
    public FiniteDifference {
        Hypergradients.require(
                step >= 0 && Double.isFinite(step),
                "finite difference: the step must not be negative", step);
    }

    @Override
    public Result of(Bilevel problem, List<Tensor> xs) {
        if (problem.steps() == 0) {
            return Unrolled.result(this, problem, xs, 0);
        }
        Trajectory inner = Trajectory.of(problem, step -> true, step -> true);
        return inner.result(this, total -> {
            Adjoints sums = new Adjoints(xs);
            List<Tensor> end = inner.end().tensors();
            List<Tensor> parts = Adjoints.pull(
                    List.of(total), List.of(total.tape().ones(total.shape())), joined(end, xs));
            sums.add(parts.subList(end.size(), parts.size()));
            List<Tensor> adjoints = parts.subList(0, end.size());
            for (int i = problem.steps() - 1; i >= 0; i--) {
                adjoints = back(inner.steps().get(i), i == 0, adjoints, xs, sums);
            }
            return sums.gradient();
        });
    }

    @Override
    public String label() {
        return "finite-difference" + (step == BY_TYPE ? "" : "-" + Hypergradients.text(step));
    }

    /** Takes adjoints of where a step leads to where it begins. */
    private List<Tensor> back(
            Trajectory.Step taken, boolean first, List<Tensor> adjoints, List<Tensor> xs,
            Adjoints sums) {
        List<Tensor> gradient = taken.gradient().tensors();
        // theta itself is reached as, or through, the xs
        List<Tensor> from = first ? List.of() : taken.from().tensors();
        List<Tensor> parts = Adjoints.pull(
                taken.to().tensors(), adjoints, joined(gradient, joined(from, xs)));
        int at = gradient.size() + from.size();
        sums.add(parts.subList(at, parts.size()));
        List<Tensor> theta = taken.from().parameters().tensors();
        List<Tensor> curvature = curvature(taken, parts.subList(0, gradient.size()), xs, sums);
        if (first) {
            sums.add(Adjoints.pull(theta, curvature, xs));
            return List.of();
        }
        List<Tensor> result = new ArrayList<>(parts.subList(gradient.size(), at));
        for (int i = 0; i < theta.size(); i++) {
            result.set(i, Adjoints.sum(result.get(i), curvature.get(i)));
        }
        return result;
    }

    /**
     * The derivative of grad L . w with respect to where the step begins, for the cotangents w of the
     * gradient; adds those with respect to the xs.
     */
    private List<Tensor> curvature(
            Trajectory.Step taken, List<Tensor> cotangents, List<Tensor> xs, Adjoints sums) {
        List<Tensor> theta = taken.from().parameters().tensors();
        List<Tensor> w = new ArrayList<>();
        for (int i = 0; i < theta.size(); i++) {
            Tensor part = cotangents.get(i);
            w.add(part == null ? theta.get(i).tape().zeros(theta.get(i).shape()) : part);
        }
        Tensor norm = Vectors.norm(w);
        Tensor length = Vectors.norm(theta).add(1).mul(relativeStep(norm.dtype()));
        Tensor scale = length.mul(Vectors.quotient(norm.tape().ones(), norm));
        Map<Tensor, Tensor> forward = new IdentityHashMap<>();
        Map<Tensor, Tensor> backward = new IdentityHashMap<>();
        for (int i = 0; i < theta.size(); i++) {
            Tensor shift = w.get(i).mul(scale);
            forward.put(theta.get(i), theta.get(i).add(shift).stopGradient());
            backward.put(theta.get(i), theta.get(i).sub(shift).stopGradient());
        }
        Tensor objective = taken.objective();
        Tensor above = norm.tape().substitute(List.of(objective), forward).get(0);
        Tensor below = norm.tape().substitute(List.of(objective), backward).get(0);
        Tensor slope = norm.div(length.mul(2)).expand(objective.shape());
        List<Tensor> parts = Adjoints.pull(
                List.of(above, below),
                List.of(slope, slope.neg()),
                joined(
                        joined(
                                theta.stream().map(forward::get).toList(),
                                theta.stream().map(backward::get).toList()),
                        xs));
        int n = theta.size();
        sums.add(parts.subList(2 * n, parts.size()));
        return Adjoints.sum(parts.subList(0, n), parts.subList(n, 2 * n));
    }

    private double relativeStep(DType type) {
        if (step != BY_TYPE) {
            return step;
        }
        // where the error of the formula, of order h^2, meets that of rounding, of order 1 / h
        return StrictMath.cbrt(type == DType.F32 ? Math.ulp(1f) : Math.ulp(1d));
    }

    private static List<Tensor> joined(List<Tensor> a, List<Tensor> b) {
        List<Tensor> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }
}
