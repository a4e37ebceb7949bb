package org.metabalance.meta.bilevel.solver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Leaf;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.Trajectory;

/**
 * The exact hypergradient by a reverse sweep over segments of inner steps. Paths are cut between
 * segments; the sweep goes through each segment as computed again from where it began.
 */
public final class Checkpoints {
    private final Hypergradient mode;
    private final Bilevel problem;
    private final int segments;

    public Checkpoints(Hypergradient mode, Bilevel problem, int segments) {
        this.mode = mode;
        this.problem = problem;
        this.segments = Math.clamp(segments, 1, Math.max(1, problem.steps()));
    }

    public Hypergradient.Result result(List<Tensor> xs) {
        if (problem.steps() == 0) {
            return Unrolled.result(mode, problem, xs, 0);
        }
        Trajectory inner = Trajectory.of(problem, step -> false, this::endsSegment);
        Tensor outer = problem.outer().loss(inner.end().theta());
        Tensor total = inner.total(problem, outer);
        Adjoints sums = new Adjoints(xs);
        List<Tensor> seed = List.of(total.tape().ones(total.shape()));
        List<Tensor> adjoints = pull(List.of(total), seed, inner.end().tensors(), xs, sums);
        for (int s = segments - 1; s >= 0; s--) {
            adjoints = back(inner, s, adjoints, xs, sums);
        }
        return new Hypergradient.Result(
                total, outer, inner.first(), inner.end().theta(), sums.gradient(), mode,
                Optional.empty());
    }

    /** The first step of segment {@code s}. */
    private int begin(int s) {
        return (int) ((long) s * problem.steps() / segments);
    }

    private boolean endsSegment(int step) {
        for (int s = 1; s <= segments; s++) {
            if (begin(s) == step + 1) {
                return true;
            }
        }
        return false;
    }

    /** Takes adjoints of where segment {@code s} leads to where it begins. */
    private List<Tensor> back(
            Trajectory inner, int s, List<Tensor> adjoints, List<Tensor> xs, Adjoints sums) {
        // theta itself is reached as, or through, the xs
        List<Tensor> from = s == 0 ? List.of() : inner.steps().get(begin(s)).from().tensors();
        List<Tensor> to = inner.steps().get(begin(s + 1) - 1).to().tensors();
        if (s == segments - 1) {
            // what its steps left behind is used at once: nothing to gain
            return pull(to, adjoints, from, xs, sums);
        }
        Map<Tensor, Tensor> again = new IdentityHashMap<>();
        from.forEach(t -> again.put(t, t.barrier()));
        xs.forEach(x -> again.computeIfAbsent(x, Tensor::barrier));
        Tape tape = to.get(0).tape();
        // so that what is made of a batch is not kept either
        List.copyOf(tape.nodes()).stream()
                .filter(t -> t.op() instanceof Leaf.Input)
                .forEach(t -> again.computeIfAbsent(t, Tensor::barrier));
        List<Tensor> now = tape.substitute(to, again);
        return pull(
                now, adjoints, from.stream().map(again::get).toList(),
                xs.stream().map(again::get).toList(), sums);
    }

    /** Adds what reaches the xs and returns what reaches {@code from}. */
    private static List<Tensor> pull(
            List<Tensor> ys, List<Tensor> cotangents, List<Tensor> from, List<Tensor> xs,
            Adjoints sums) {
        List<Tensor> wanted = new ArrayList<>(from);
        wanted.addAll(xs);
        List<Tensor> parts = Adjoints.pull(ys, cotangents, wanted);
        sums.add(parts.subList(from.size(), parts.size()));
        return Collections.unmodifiableList(parts.subList(0, from.size()));
    }
}
