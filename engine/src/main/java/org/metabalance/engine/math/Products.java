package org.metabalance.engine.math;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/** Products of elements. They are made of products alone, so zeros are as good as other factors. */
public final class Products {
    private Products() {}

    /** Returns the product over the axes, 1 over no elements. The factors are multiplied as a tree. */
    public static Tensor product(Tensor x, int... axes) {
        List<Integer> reduced = Axes.axes("product", x, axes);
        List<Integer> kept = new ArrayList<>(x.shape().axes());
        kept.removeAll(reduced);
        Shape to = Shape.of(kept.stream().map(x::dim).toList());
        if (to.size() == 0) {
            return x.sum(axes);
        }
        int[] order = Stream.concat(reduced.stream(), kept.stream()).mapToInt(a -> a).toArray();
        int n = x.size() / to.size();
        Tensor factors = x.permute(order).reshape(n, to.size());
        Tensor over = x.tape().ones(1, to.size());
        if (n == 0) {
            factors = Tensor.concat(0, factors, over);
        }
        for (; n > 1; n /= 2) {
            if (n % 2 == 1) {
                over = over.mul(factors.slice(0, n - 1, n));
            }
            factors = factors.slice(0, 0, n / 2).mul(factors.slice(0, n / 2, n / 2 * 2));
        }
        return factors.mul(over).reshape(to);
    }

    /** Returns the product over the axes, which stay with extent 1. */
    public static Tensor productKeep(Tensor x, int... axes) {
        return product(x, axes).reshape(x.shape().without(x.shape().axes(axes), true));
    }
}
