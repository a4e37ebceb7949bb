package org.metabalance.engine.op;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/** Reductions that take some axes away: sum and maximum. */
public sealed interface Reduce extends Op {

    /** The axes to take away, sorted, counted from the front. */
    List<Integer> axes();

    @Override
    default Shape shape(List<Shape> inputs) {
        Shape x = inputs.get(0);
        for (int axis : axes()) {
            x.axis(axis);
        }
        return x.without(axes(), false);
    }

    private static Tensor spread(Tensor t, Tensor x, List<Integer> axes) {
        return t.reshape(x.shape().without(axes, true)).expand(x.shape());
    }

    /** The sum over the axes; 0 over no elements. */
    record Sum(List<Integer> axes) implements Reduce {
        @Override
        public String label() {
            return "sum";
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return spread(g, y.input(0), axes);
        }
    }

    /** The maximum over the axes; elements that tie for it share the cotangent equally. */
    record Max(List<Integer> axes) implements Reduce {
        @Override
        public String label() {
            return "max";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            for (int axis : axes) {
                Shapes.require(x.dim(axis) > 0, "max", "an axis to reduce must not be empty", x);
            }
            return Reduce.super.shape(inputs);
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            Tensor x = y.input(0);
            Tensor at = x.eq(spread(y, x, axes));
            Tensor ties = x.tape().record(new Sum(axes), at);
            return spread(g.div(ties), x, axes).mul(at);
        }
    }
}
