package org.metabalance.engine.compile.rewrite;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.Movement.Expand;
import org.metabalance.engine.op.Unary;

/**
 * Matrices that are sums: {@code W - s B C} and what is made of such by addition, subtraction, negation
 * and multiplication with a single number.
 */
public final class Sums {
    private static final int MOST_PARTS = 100;

    private Sums() {}

    /** Returns whether {@code t} is a matrix made of others as a sum, a difference or a multiple. */
    static boolean isSum(Tensor t) {
        return t.rank() == 2
                && (t.op() == Binary.ADD || t.op() == Binary.SUB || t.op() == Unary.NEG
                        || t.op() == Binary.MUL && scale(t) >= 0);
    }

    /** Returns whether {@code t} is a product of two matrices. */
    static boolean isProduct(Tensor t) {
        return t.rank() == 2 && t.op() instanceof MatMul;
    }

    /** Returns which input of a multiplication is one number everywhere; -1 if none is. */
    static int scale(Tensor t) {
        for (int i = 1; i >= 0; i--) {
            Tensor input = t.input(i);
            if (input.op() instanceof Expand && input.input(0).size() == 1 && t.size() > 1) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the inputs of a sum that are summed: all but the single number of a multiple. */
    static List<Tensor> summands(Tensor sum) {
        return sum.op() == Binary.MUL ? List.of(sum.input(1 - scale(sum))) : sum.inputs();
    }

    /**
     * Returns what a matrix is a sum of, itself if it is none; nothing if that takes too long to tell, as
     * with weights after a hundred steps.
     */
    static Set<Tensor> leaves(Tensor t) {
        Set<Tensor> leaves = new LinkedHashSet<>();
        Set<Tensor> seen = new LinkedHashSet<>(List.of(t));
        Deque<Tensor> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            Tensor next = open.pop();
            if (isSum(next)) {
                summands(next).stream().filter(seen::add).forEach(open::push);
            } else {
                leaves.add(next);
            }
            if (seen.size() > MOST_PARTS) {
                return Set.of();
            }
        }
        return leaves;
    }

    /** Returns the multiply-adds of a product of matrices, 0 for another tensor. */
    public static long multiplyAdds(Tensor t) {
        return t.op() instanceof MatMul product
                ? (long) t.size() * t.input(0).dim(product.transposeA() ? -2 : -1)
                : 0;
    }
}
