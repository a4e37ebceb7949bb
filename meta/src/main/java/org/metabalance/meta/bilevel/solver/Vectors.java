package org.metabalance.meta.bilevel.solver;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Tensor;

/** Lists of tensors as vectors, for solvers. */
public final class Vectors {
    private Vectors() {}

    /** Returns a . b. */
    public static Tensor dot(List<Tensor> a, List<Tensor> b) {
        Tensor sum = null;
        for (int i = 0; i < a.size(); i++) {
            sum = Adjoints.sum(sum, a.get(i).dot(b.get(i)));
        }
        return sum;
    }

    /** Returns |a|, whose slope at 0 is infinite. */
    public static Tensor norm(List<Tensor> a) {
        return dot(a, a).sqrt();
    }

    /** Returns a + factor b. */
    public static List<Tensor> add(List<Tensor> a, Tensor factor, List<Tensor> b) {
        List<Tensor> sums = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            sums.add(a.get(i).add(b.get(i).mul(factor)));
        }
        return sums;
    }

    /** Returns factor a. */
    public static List<Tensor> scale(List<Tensor> a, double factor) {
        return a.stream().map(t -> t.mul(factor)).toList();
    }

    /** Returns a / b, and 0 where b is not positive. */
    public static Tensor quotient(Tensor a, Tensor b) {
        Tensor positive = b.gt(0);
        Tensor one = b.tape().ones(b.shape());
        return Tensor.where(positive, a.div(Tensor.where(positive, b, one)),
                b.tape().zeros(b.shape()));
    }
}
