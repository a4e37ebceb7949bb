package org.metabalance.engine.op;

import java.util.List;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;

/** What stands at the beginning of every path: values that no other tensor explains. */
public sealed interface Leaf extends Op {

    /** The shape of the value. */
    Shape shape();

    @Override
    default Shape shape(List<Shape> inputs) {
        return shape();
    }

    @Override
    default Tensor adjoint(int i, Tensor g, Tensor y) {
        return null;
    }

    @Override
    default boolean differentiable(int i) {
        return false;
    }

    /** A value the user sets before each run. */
    record Input(String name, Shape shape) implements Leaf {
        @Override
        public String label() {
            return "input";
        }
    }

    /** A value fixed when it was recorded; equal only to itself, unless it is a scalar. */
    record Constant(NdArray value) implements Leaf {
        @Override
        public Shape shape() {
            return value.shape();
        }

        @Override
        public String label() {
            return "constant";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Constant constant
                    && (value == constant.value
                            || isScalar()
                                    && constant.isScalar()
                                    && value.dtype() == constant.value.dtype()
                                    && bits() == constant.bits());
        }

        @Override
        public int hashCode() {
            return isScalar() ? Long.hashCode(bits()) : System.identityHashCode(value);
        }

        private boolean isScalar() {
            return value.shape().rank() == 0;
        }

        private long bits() {
            return Double.doubleToLongBits(value.get(0));
        }
    }

    /** The value a variable has at the beginning of a run. */
    record Read(Variable variable) implements Leaf {
        @Override
        public Shape shape() {
            return variable.shape();
        }

        @Override
        public String label() {
            return "variable";
        }
    }

    /** Random numbers, new in each run: element i is what the stream gives at counter i. */
    record Random(Distribution distribution, long stream, Shape shape) implements Leaf {
        @Override
        public String label() {
            return distribution == Distribution.UNIFORM ? "uniform" : "normal";
        }
    }

    /** How random numbers are distributed. */
    enum Distribution {
        /** Uniform in [0, 1). */
        UNIFORM,
        /** Normal with mean 0 and variance 1. */
        NORMAL
    }
}
