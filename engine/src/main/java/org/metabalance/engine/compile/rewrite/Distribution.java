package org.metabalance.engine.compile.rewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.Movement.Expand;
import org.metabalance.engine.op.Op;

/**
 * Multiplies products out where that takes fewer multiply-adds: {@code X (W - s B C)} is {@code X W - s
 * (X B) C}.
 *
 * <p>An inner step makes weights {@code W - s B C} of a gradient that is a product: of the transposed
 * inputs of a layer, [in, rows], and the cotangents of its outputs, [rows, out]. Where a batch has fewer
 * rows than the layer has inputs and outputs, {@code X B}, of rows by rows, is small. Multiplied out,
 * the new weights are never computed; with the same rows in every inner step neither is {@code X W} more
 * than once. The same holds for the direction of a Hessian-vector product, which is such a sum, too.
 *
 * <p>All products with matrices that have a summand in common are multiplied out together, or none of
 * them is: the summand is saved only if nothing needs it any more. What that brings is found out by
 * doing it.
 *
 * <p>Multiplied out, numbers meet in another order: X meets B before C. This is the one rewrite that
 * could leave the range where the order written does not, and it is done because it cannot for the numbers
 * of a training: as long as every factor, the scales included, is 0 or between 2^-24 and 2^24 in size (in
 * F64 2^-240 and 2^240), no product of four and no sum of 2^30 such products is infinite, and none is
 * subnormal. For numbers beyond, {@link Tensor#barrier} behind the weights keeps the order written.
 */
public final class Distribution {
    private static final String NAME = "multiplied out: X (W - s B C) = X W - s (X B) C";

    /** What a product costs beside its multiply-adds, in multiply-adds. */
    private static final long START = 1 << 15;

    /** What an element of another operation costs, in multiply-adds. */
    private static final long ELEMENT = 2;

    /** The cost of a graph must fall to this share, or it stays as it is. */
    private static final double WORTH = .99;

    /** So that compiling stays quick. */
    private static final int MOST_TRIES = 16;

    /**
     * A product one of whose operands is a sum with products in it.
     *
     * @param side which operand, 0 or 1
     * @param products the products in the sum
     * @param base whether there is something else in it
     */
    private record Use(Tensor product, int side, List<Tensor> products, boolean base) {
        static Use of(Tensor product, int side) {
            Set<Tensor> leaves = Sums.leaves(product.input(side));
            List<Tensor> products = leaves.stream().filter(Sums::isProduct).toList();
            return new Use(product, side, products, products.size() < leaves.size());
        }

        Tensor other() {
            return product.input(1 - side);
        }

        boolean transposes(int operand) {
            MatMul op = (MatMul) product.op();
            return operand == 0 ? op.transposeA() : op.transposeB();
        }

        /** Which factor of a summand {@code B C} meets the other operand: 0 for B, 1 for C. */
        int near() {
            return (side == 1) == transposes(side) ? 1 : 0;
        }
    }

    private record Key(Op op, List<Tensor> inputs) {}

    private final Tape tape;
    private final Map<Tensor, Tensor> now = new IdentityHashMap<>();
    private final Map<Tensor, Use> group = new IdentityHashMap<>();
    private final Map<Key, Tensor> products = new HashMap<>();
    private final Map<List<Object>, Tensor> distributed = new HashMap<>();
    private Tensor current;
    private Watch watch;

    private Distribution(Tape tape, List<Use> group) {
        this.tape = tape;
        group.forEach(use -> this.group.putIfAbsent(use.product(), use));
    }

    /** Returns a graph, simplified, that computes the same with fewer multiply-adds if it can. */
    public static Graph run(Graph graph) {
        return run(graph, null);
    }

    /** Multiplies out likewise, and tells what becomes of each operation where that is done. */
    public static Graph run(Graph graph, Watch watch) {
        Graph best = graph;
        int tries = 0;
        List<List<Use>> groups = groups(best);
        for (int i = 0; i < groups.size() && tries < MOST_TRIES; i++, tries++) {
            Graph other = Simplify.run(
                    new Distribution(new Tape(best.tape().dtype()), groups.get(i)).rewrite(best));
            if (cost(other) < WORTH * cost(best)) {
                best = watch == null ? other : watched(watch, best, groups.get(i));
                groups = groups(best);
                i = -1;
            }
        }
        return best;
    }

    /** The same once more, watched: only of what is kept anybody wants to know. */
    private static Graph watched(Watch watch, Graph graph, List<Use> group) {
        Distribution distribution = new Distribution(new Tape(graph.tape().dtype()), group);
        watch.begin(graph, distribution.tape);
        distribution.watch = watch;
        return Simplify.run(distribution.rewrite(graph), watch);
    }

    private static long cost(Graph graph) {
        long cost = 0;
        for (Tensor t : graph.live()) {
            cost += t.op() instanceof MatMul
                    ? START + Sums.multiplyAdds(t)
                    : ELEMENT * t.size();
        }
        return cost;
    }

    /** What can be multiplied out with a gain, as far as can be told: the largest gain first. */
    private static List<List<Use>> groups(Graph graph) {
        Map<Tensor, Tensor> likes = new IdentityHashMap<>();
        List<Use> uses = new ArrayList<>();
        for (Tensor t : graph.live()) {
            for (int side = 1; side >= 0 && Sums.isProduct(t); side--) {
                Use use = Use.of(t, side);
                if (!use.products().isEmpty()) {
                    uses.add(use);
                    Tensor first = find(likes, use.products().getFirst());
                    use.products().forEach(product -> likes.put(find(likes, product), first));
                }
            }
        }
        Map<Tensor, List<Use>> groups = new LinkedHashMap<>();
        for (Use use : uses) {
            groups.computeIfAbsent(
                    find(likes, use.products().getFirst()), _ -> new ArrayList<>()).add(use);
        }
        Map<List<Use>, Long> gains = new IdentityHashMap<>();
        groups.values().forEach(group -> gains.put(group, gain(group)));
        return groups.values().stream().filter(group -> gains.get(group) > 0)
                .sorted(Comparator.comparingLong(gains::get).reversed()).toList();
    }

    /** The one that stands for all summands of a group. */
    private static Tensor find(Map<Tensor, Tensor> likes, Tensor product) {
        Tensor found = product;
        for (Tensor next = likes.get(found); next != null && next != found;) {
            found = next;
            next = likes.get(found);
        }
        likes.put(product, found);
        return found;
    }

    /**
     * An estimate of what is gained: that summands need not be computed, if they are added to something
     * that is no product; the products themselves otherwise.
     */
    private static long gain(List<Use> group) {
        Set<Tensor> saved = new HashSet<>();
        Set<List<Tensor>> needed = new HashSet<>();
        long gain = 0;
        for (Use use : group) {
            gain += use.base() ? 0 : START + Sums.multiplyAdds(use.product());
            long rows = use.product().dim(use.side() == 1 ? -2 : -1);
            for (Tensor product : use.products()) {
                if (use.base() && saved.add(product)) {
                    gain += START + Sums.multiplyAdds(product);
                }
                Tensor near = product.input(use.near());
                Tensor far = product.input(1 - use.near());
                if (needed.add(List.of(use.other(), near))) {
                    gain -= START + rows * near.size();
                }
                if (needed.add(List.of(use.other(), near, far))) {
                    gain -= START + rows * far.size();
                }
            }
        }
        return gain;
    }

    private Graph rewrite(Graph graph) {
        for (Tensor t : graph.live()) {
            current = t;
            Use use = group.get(t);
            Tensor[] inputs = t.inputs().stream().map(now::get).toArray(Tensor[]::new);
            Tensor result;
            if (use != null) {
                result = distribute(use, t.input(use.side()));
            } else if (t.op() instanceof MatMul product) {
                result = multiply(product, inputs[0], inputs[1]);
            } else {
                result = tape.recordLike(t, t.op(), inputs);
            }
            if (result.name().isEmpty()) {
                result.named(t.name());
            }
            now.put(t, result);
            if (watch != null) {
                watch.rewritten(t, result, use == null ? List.of() : List.of(NAME));
            }
        }
        return graph.on(tape, now);
    }

    /** The product of the use, with {@code sum} in place of the sum. */
    private Tensor distribute(Use use, Tensor sum) {
        List<Object> key = List.of(use.other(), use.product().op(), use.side(), sum);
        Tensor before = distributed.get(key);
        if (before == null) {
            before = Sums.isSum(sum) ? ofSum(use, sum)
                    : Sums.isProduct(sum) ? ofProduct(use, sum)
                            : ordered(use, now.get(use.other()), use.transposes(1 - use.side()),
                                    now.get(sum), use.transposes(use.side()));
            distributed.put(key, before);
        }
        return before;
    }

    private Tensor ofSum(Use use, Tensor sum) {
        List<Tensor> parts = new ArrayList<>(
                Sums.summands(sum).stream().map(summand -> distribute(use, summand)).toList());
        if (sum.op() == Binary.MUL) {
            Shape shape = parts.getFirst().shape();
            Tensor number = now.get(sum.input(Sums.scale(sum)).input(0));
            parts.add(tape.recordLike(current, new Expand(shape), number));
        }
        return tape.recordLike(current, sum.op(), parts.toArray(Tensor[]::new));
    }

    /** X (B C) as (X B) C, or (B C) X as B (C X). */
    private Tensor ofProduct(Use use, Tensor product) {
        MatMul op = (MatMul) product.op();
        boolean turned = use.transposes(use.side());
        int near = use.near();
        boolean[] transposes = {op.transposeA() != turned, op.transposeB() != turned};
        Tensor x = now.get(use.other());
        boolean xTransposes = use.transposes(1 - use.side());
        Tensor first = now.get(product.input(near));
        // a product that is there the other way round is taken, transposed
        Tensor turnedAround = products.get(use.side() == 1
                ? new Key(new MatMul(!transposes[near], !xTransposes), List.of(first, x))
                : new Key(new MatMul(!xTransposes, !transposes[near]), List.of(x, first)));
        Tensor small = turnedAround != null
                ? turnedAround
                : ordered(use, x, xTransposes, first, transposes[near]);
        return ordered(
                use, small, turnedAround != null, now.get(product.input(1 - near)),
                transposes[1 - near]);
    }

    /** x times y, or y times x if the sum of the use is on the left. */
    private Tensor ordered(
            Use use, Tensor x, boolean xTransposes, Tensor y, boolean yTransposes) {
        return use.side() == 1
                ? multiply(new MatMul(xTransposes, yTransposes), x, y)
                : multiply(new MatMul(yTransposes, xTransposes), y, x);
    }

    private Tensor multiply(MatMul op, Tensor a, Tensor b) {
        return products.computeIfAbsent(
                new Key(op, Arrays.asList(a, b)), _ -> tape.recordLike(current, op, a, b));
    }
}
