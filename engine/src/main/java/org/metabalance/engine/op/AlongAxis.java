package org.metabalance.engine.op;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/** Operations that look at an axis as a whole and keep the shape. */
public sealed interface AlongAxis extends Op {

    /** The axis, counted from the front. */
    int axis();

    @Override
    default Shape shape(List<Shape> inputs) {
        inputs.get(0).axis(axis());
        return inputs.get(0);
    }

    /** The sum of all elements up to each one, or from each one on; itself included. */
    record CumulativeSum(int axis, boolean reverse) implements AlongAxis {
        @Override
        public String label() {
            return "cumulativeSum";
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return g.tape().record(new CumulativeSum(axis, !reverse), g);
        }
    }

    /**
     * The indices that sort an axis: of equal elements the first stays first, and NaN counts as larger than
     * all. No derivative path leads through them.
     */
    record ArgSort(int axis, boolean descending) implements AlongAxis {
        @Override
        public String label() {
            return "argsort";
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            return null;
        }

        @Override
        public boolean differentiable(int i) {
            return false;
        }
    }
}
