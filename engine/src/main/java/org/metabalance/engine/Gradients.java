package org.metabalance.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metabalance.engine.op.Custom;

/**
 * Derivatives. Each method appends the derivative to the tape, in the same primitives, and returns
 * it: so a derivative can be differentiated again, to any order.
 *
 * <pre>{@code
 * Tape tape = Tape.f64();
 * Tensor x = tape.constant(new double[] {1, 2, 3});
 * Tensor slope = Gradients.gradient(x.pow(3).sum(), x); // 3 x^2
 * Gradients.gradient(slope.sum(), x); // [6.0, 12.0, 18.0]
 * }</pre>
 */
public final class Gradients {
    private Gradients() {}

    /**
     * Returns dy/dx, of the shape of x.
     *
     * @throws IllegalArgumentException if y has not exactly one element or no path leads to x
     */
    public static Tensor gradient(Tensor y, Tensor x) {
        return gradient(y, List.of(x)).get(0);
    }

    /**
     * Returns dy/dx for each x, of the shape of that x.
     *
     * @throws IllegalArgumentException if y has not exactly one element or no path leads to some x
     */
    public static List<Tensor> gradient(Tensor y, List<Tensor> xs) {
        return gradient(y, xs, Unconnected.ERROR);
    }

    /**
     * Returns dy/dx for each x, of the shape of that x; y has one element.
     *
     * @throws IllegalArgumentException if y has not exactly one element, or if no path leads to some x and
     *     that is an error
     */
    public static List<Tensor> gradient(Tensor y, List<Tensor> xs, Unconnected onMissing) {
        if (y.size() != 1) {
            throw new IllegalArgumentException(
                    "gradient: y must have one element, got " + y.shape() + y.origin().suffix()
                            + "; take a sum or mean, or use vjp or jacobian");
        }
        return vjp(y, y.tape().ones(y.shape()), xs, onMissing);
    }

    /** Returns cotangent^T dy/dx for each x: one reverse pass. No path is an error. */
    public static List<Tensor> vjp(Tensor y, Tensor cotangent, List<Tensor> xs) {
        return vjp(y, cotangent, xs, Unconnected.ERROR);
    }

    /**
     * Returns cotangent^T dy/dx for each x: one reverse pass.
     *
     * @throws IllegalArgumentException if the cotangent has not the shape of y, or if no path leads to some x
     *     and that is an error
     */
    public static List<Tensor> vjp(Tensor y, Tensor cotangent, List<Tensor> xs,
            Unconnected onMissing) {
        if (!cotangent.shape().equals(y.shape())) {
            throw new IllegalArgumentException(
                    "vjp: y and its cotangent must have one shape, got " + y.shape() + " and "
                            + cotangent.shape());
        }
        return pull(y.tape(), List.of(y), List.of(cotangent), xs, onMissing);
    }

    /** The sum of the products of several tensors' derivatives with their cotangents, in one pass. */
    private static List<Tensor> pull(
            Tape tape,
            List<Tensor> ys,
            List<Tensor> cotangents,
            List<Tensor> xs,
            Unconnected onMissing) {
        Paths paths = new Paths(tape, ys, xs);
        Tensor[] adjoints = new Tensor[paths.last() + 1];
        for (int i = 0; i < ys.size(); i++) {
            if (paths.lead(ys.get(i))) {
                receive(adjoints, ys.get(i), cotangents.get(i));
            }
        }
        for (int i = paths.last(); i >= paths.first(); i--) {
            Tensor node = tape.nodes().get(i);
            if (adjoints[i] != null) {
                tape.recordAs(node.origin().adjoint(i, tape.scope()),
                        () -> propagate(node, paths, adjoints));
            }
        }
        List<Tensor> result = new ArrayList<>(xs.size());
        for (Tensor x : xs) {
            Tensor adjoint = x.index() <= paths.last() ? adjoints[x.index()] : null;
            if (adjoint == null && onMissing == Unconnected.ERROR) {
                throw new IllegalArgumentException(paths.missing(x));
            }
            result.add(adjoint != null ? adjoint : tape.zeros(x.shape()));
        }
        return result;
    }

    private static void receive(Tensor[] adjoints, Tensor node, Tensor part) {
        Tensor sum = adjoints[node.index()];
        adjoints[node.index()] = sum == null ? part : sum.add(part);
    }

    private static void propagate(Tensor node, Paths paths, Tensor[] adjoints) {
        Tensor g = adjoints[node.index()];
        List<Tensor> parts = node.op() instanceof Custom custom ? custom.adjoints(g, node) : null;
        for (int k = 0; k < node.inputs().size(); k++) {
            Tensor input = node.input(k);
            if (node.op().differentiable(k) && paths.lead(input)) {
                Tensor part = parts != null ? parts.get(k) : node.op().adjoint(k, g, node);
                if (part != null) {
                    receive(adjoints, input, part);
                } else {
                    paths.end(node, k);
                }
            }
        }
    }

    /**
     * Returns the derivative of y along the tangents of xs, of the shape of y.
     *
     * <p>Forward mode from two reverse passes: u -&gt; u^T dy/dx is linear in u, and the transpose of
     * that map, applied to the tangents, is the derivative wanted. No value of u is ever used, so the
     * compiler leaves nothing of the first pass but the forward-mode work.
     */
    public static Tensor jvp(Tensor y, List<Tensor> xs, List<Tensor> tangents) {
        checkTangents("jvp", xs, tangents);
        Tape tape = y.tape();
        Tensor u = tape.zeros(y.shape());
        // a node of its own: zeros may be shared with the function that is differentiated
        u = tape.record(new org.metabalance.engine.op.StopGradient(), u);
        List<Tensor> pulled = vjp(y, u, xs, Unconnected.ZERO);
        Tensor along = tape.zeros();
        for (int i = 0; i < xs.size(); i++) {
            along = along.add(pulled.get(i).dot(tangents.get(i)));
        }
        return gradient(along, List.of(u), Unconnected.ZERO).get(0);
    }

    private static void checkTangents(String operation, List<Tensor> xs, List<Tensor> vs) {
        if (xs.size() != vs.size()) {
            throw new IllegalArgumentException(
                    operation + ": needs one vector for each x, got " + xs.size() + " and "
                            + vs.size());
        }
        for (int i = 0; i < xs.size(); i++) {
            if (!xs.get(i).shape().equals(vs.get(i).shape())) {
                throw xs.get(i).tape()
                        .wrong(operation + ": x and its vector must have one shape, got "
                                + xs.get(i).shape() + " and " + vs.get(i).shape());
            }
        }
    }

    /** Returns the Hessian of y (one element) times vs: for each x the derivative of its gradient along vs. */
    public static List<Tensor> hvp(Tensor y, List<Tensor> xs, List<Tensor> vs) {
        checkTangents("hvp", xs, vs);
        // vs are cotangents of the gradient: they stay constant here, yet what comes out can be
        // differentiated with respect to them
        List<Tensor> gradients = gradient(y, xs, Unconnected.ZERO);
        return pull(y.tape(), gradients, vs, xs, Unconnected.ZERO);
    }

    /** Returns dy/dx as a matrix [y.size, x.size]: one reverse pass for each element of y. */
    public static Tensor jacobian(Tensor y, Tensor x) {
        Tensor flat = y.flatten();
        List<Tensor> rows = new ArrayList<>();
        for (int i = 0; i < flat.size(); i++) {
            rows.add(gradient(flat.slice(0, i, i + 1), List.of(x), Unconnected.ZERO).get(0)
                    .reshape(1, x.size()));
        }
        return rows.isEmpty() ? y.tape().zeros(0, x.size()) : Tensor.concat(0, rows);
    }

    /** Returns the second derivatives of y (one element) as a matrix [x.size, x.size]. */
    public static Tensor hessian(Tensor y, Tensor x) {
        return jacobian(gradient(y, List.of(x), Unconnected.ZERO).get(0), x);
    }

    /** Which tensors lie on a derivative path from y to some x. */
    private static final class Paths {
        private final Tape tape;
        private final List<Tensor> ys;
        private final boolean[] lead;
        private final int first;
        private final int last;
        /** Pairs of a tensor and the place of an argument that its rule gave no cotangent. */
        private final Set<List<Integer>> ends = new HashSet<>();

        Paths(Tape tape, List<Tensor> ys, Collection<Tensor> xs) {
            this.tape = tape;
            this.ys = ys;
            last = ys.stream().mapToInt(Tensor::index).max().orElse(-1);
            lead = new boolean[last + 1];
            int lowest = last;
            for (Tensor x : xs) {
                if (x.tape() != tape) {
                    throw new IllegalArgumentException(
                            "gradient: y and x must be on one tape, got " + x + " of another");
                }
                if (x.index() <= last) {
                    lead[x.index()] = true;
                    lowest = Math.min(lowest, x.index());
                }
            }
            first = lowest;
            boolean[] ancestor = ancestors(first);
            List<Tensor> nodes = tape.nodes();
            for (int i = first; i <= last; i++) {
                if (!ancestor[i]) {
                    lead[i] = false;
                } else if (!lead[i]) {
                    Tensor node = nodes.get(i);
                    for (int k = 0; k < node.inputs().size() && !lead[i]; k++) {
                        lead[i] = node.input(k).index() >= first
                                && lead[node.input(k).index()]
                                && node.op().differentiable(k);
                    }
                }
            }
        }

        int first() {
            return first;
        }

        int last() {
            return last;
        }

        boolean lead(Tensor t) {
            return t.index() >= first && lead[t.index()];
        }

        /** Notes that a rule, asked for the cotangent of argument {@code k}, had none. */
        void end(Tensor node, int k) {
            ends.add(List.of(node.index(), k));
        }

        String missing(Tensor x) {
            Tensor y = ys.get(0);
            String what = "gradient: no derivative path from " + label(y) + " to " + label(x);
            if (x.index() < y.index()) {
                boolean[] ancestor = ancestors(x.index());
                boolean[] reached = new boolean[y.index() + 1];
                reached[x.index()] = true;
                for (int i = x.index() + 1; i <= y.index(); i++) {
                    Tensor node = tape.nodes().get(i);
                    for (int k = 0; ancestor[i] && k < node.inputs().size(); k++) {
                        int from = node.input(k).index();
                        if (from >= x.index() && reached[from]) {
                            if (!node.op().differentiable(k) || ends.contains(List.of(i, k))) {
                                return what + ": it ends at " + node.op().label()
                                        + node.origin().suffix();
                            }
                            reached[i] = true;
                        }
                    }
                }
            }
            return what
                    + ": the one does not depend on the other; ask for Unconnected.ZERO if that is meant";
        }

        private static String label(Tensor t) {
            return t.name().isEmpty() ? t.op().label() + " " + t.shape() + t.origin().suffix()
                    : "'" + t.name() + "'";
        }

        private boolean[] ancestors(int from) {
            boolean[] ancestor = new boolean[last + 1];
            ys.forEach(y -> ancestor[y.index()] = true);
            for (int i = last; i >= from; i--) {
                if (ancestor[i]) {
                    Tensor node = tape.nodes().get(i);
                    // what a user's operation computes its value from is no way for derivatives
                    List<Tensor> behind = node.op() instanceof Custom ? Custom.arguments(node)
                            : node.inputs();
                    behind.forEach(input -> ancestor[input.index()] = true);
                }
            }
            return ancestor;
        }
    }
}
