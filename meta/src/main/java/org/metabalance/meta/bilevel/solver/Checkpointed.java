package org.metabalance.meta.bilevel.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Leaf;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.Trajectory;

/**
 * Everything, but of a segment of inner steps only the end is kept: the rest is computed again when
 * the derivative passes (Griewank 1992; Chen et al., arXiv 1604.06174). The result cannot be
 * differentiated again.
 *
 * @param segments into how many the steps are cut; {@link #ROOT} for the root of their number
 */
public record Checkpointed(int segments) implements Hypergradient {
    /** As many segments as the root of the number of steps, which needs the least memory. */
    public static final int ROOT = 0;

    /** Checks the number. */
    public Checkpointed {
        Hypergradients.require(segments >= 0, "checkpointed: segments must not be negative",
                segments);
    }

    @Override
    public Result of(Bilevel problem, List<Tensor> xs) {
        int steps = problem.steps();
        if (steps == 0) {
            return Unrolled.result(this, problem, xs, 0);
        }
        int wanted = segments == ROOT ? (int) Math.round(Math.sqrt(steps)) : segments;
        int count = Math.clamp(wanted, 1, steps);
        int[] begins = IntStream.rangeClosed(0, count)
                .map(s -> (int) ((long) s * steps / count)).toArray();
        // paths are cut between segments; the sweep goes through each as computed again
        Trajectory inner = Trajectory.of(
                problem, step -> false, step -> Arrays.binarySearch(begins, step + 1) >= 0);
        return inner.result(this, total -> {
            Adjoints sums = new Adjoints(xs);
            List<Tensor> seed = List.of(total.tape().ones(total.shape()));
            List<Tensor> adjoints = pull(List.of(total), seed, inner.end().tensors(), xs, sums);
            for (int s = count - 1; s >= 0; s--) {
                adjoints = back(inner, begins[s], begins[s + 1], adjoints, xs, sums);
            }
            return sums.gradient();
        });
    }

    @Override
    public String label() {
        return "exact-checkpointed" + (segments == ROOT ? "" : "-" + segments);
    }

    /** Takes adjoints of where the segment of steps [begin, end) leads to where it begins. */
    private static List<Tensor> back(
            Trajectory inner, int begin, int end, List<Tensor> adjoints, List<Tensor> xs,
            Adjoints sums) {
        // theta itself is reached as, or through, the xs
        List<Tensor> from = begin == 0 ? List.of() : inner.steps().get(begin).from().tensors();
        List<Tensor> to = inner.steps().get(end - 1).to().tensors();
        if (end == inner.steps().size()) {
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
