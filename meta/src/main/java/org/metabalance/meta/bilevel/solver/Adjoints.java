package org.metabalance.meta.bilevel.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Unconnected;

/**
 * What a reverse sweep over inner steps collects: the derivative with respect to each x, in parts, and
 * none where no path leads.
 */
final class Adjoints {
    private final List<Tensor> xs;
    private final Tensor[] sums;

    Adjoints(List<Tensor> xs) {
        this.xs = xs;
        sums = new Tensor[xs.size()];
    }

    /** Adds parts, one for each x; null for none. */
    void add(List<Tensor> parts) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sum(sums[i], parts.get(i));
        }
    }

    /**
     * Returns the derivatives. They cannot be differentiated again: what they are made of is cut, so that a
     * second derivative would be wrong, and asking for one is an error.
     *
     * @throws IllegalArgumentException if no path has led to some x
     */
    List<Tensor> gradient() {
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] == null) {
                Tensor x = xs.get(i);
                throw new IllegalArgumentException(
                        "hypergradient: no derivative path from the outer loss to "
                                + (x.name().isEmpty() ? "x " + i + " " + x.shape()
                                        : "'" + x.name() + "'"));
            }
        }
        return Arrays.stream(sums).map(Tensor::stopGradient).toList();
    }

    /** The sum of two parts, either of which may be missing. */
    static Tensor sum(Tensor a, Tensor b) {
        return a == null ? b : b == null ? a : a.add(b);
    }

    /** Part by part {@link #sum}. */
    static List<Tensor> sum(List<Tensor> a, List<Tensor> b) {
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            all.add(sum(a.get(i), b.get(i)));
        }
        return all;
    }

    /**
     * Returns sum_k cotangent_k^T dy_k / dx for each x, null where no path leads. Cotangents count as
     * constants; one that is null is 0.
     */
    static List<Tensor> pull(List<Tensor> ys, List<Tensor> cotangents, List<Tensor> xs) {
        Tensor product = null;
        for (int k = 0; k < ys.size(); k++) {
            if (cotangents.get(k) != null) {
                product = sum(product, ys.get(k).dot(cotangents.get(k).stopGradient()));
            }
        }
        List<Tensor> parts = new ArrayList<>();
        if (product == null) {
            xs.forEach(x -> parts.add(null));
            return parts;
        }
        boolean[] reached = reached(product);
        List<Tensor> gradients = Gradients.gradient(product, xs, Unconnected.ZERO);
        for (int i = 0; i < xs.size(); i++) {
            int index = xs.get(i).index();
            parts.add(index < reached.length && reached[index] ? gradients.get(i) : null);
        }
        return parts;
    }

    /** Which tensors a derivative path leads to from {@code y}, by their index. */
    private static boolean[] reached(Tensor y) {
        Tape tape = y.tape();
        boolean[] reached = new boolean[y.index() + 1];
        reached[y.index()] = true;
        for (int i = y.index(); i >= 0; i--) {
            if (reached[i]) {
                Tensor node = tape.nodes().get(i);
                for (int k = 0; k < node.inputs().size(); k++) {
                    if (node.op().differentiable(k)) {
                        reached[node.input(k).index()] = true;
                    }
                }
            }
        }
        return reached;
    }
}
