package org.metabalance.engine.op;

import java.util.List;
import java.util.Locale;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/**
 * Functions of two numbers, applied element by element to tensors of one shape (broadcasting is an
 * expansion recorded before). Each constant holds its value rule and its two derivative rules.
 */
public enum Binary implements Op {
    /** a + b. */
    ADD {
        @Override
        public double apply(double a, double b) {
            return a + b;
        }

        @Override
        Tensor left(Tensor g, Tensor a, Tensor b, Tensor y) {
            return g;
        }

        @Override
        Tensor right(Tensor g, Tensor a, Tensor b, Tensor y) {
            return g;
        }
    },
    /** a - b. */
    SUB {
        @Override
        public double apply(double a, double b) {
            return a - b;
        }

        @Override
        Tensor left(Tensor g, Tensor a, Tensor b, Tensor y) {
            return g;
        }

        @Override
        Tensor right(Tensor g, Tensor a, Tensor b, Tensor y) {
            return g.neg();
        }
    },
    /** a b. */
    MUL {
        @Override
        public double apply(double a, double b) {
            return a * b;
        }

        @Override
        Tensor left(Tensor g, Tensor a, Tensor b, Tensor y) {
            return g.mul(b);
        }

        @Override
        Tensor right(Tensor g, Tensor a, Tensor b, Tensor y) {
            return g.mul(a);
        }
    },
    /** a / b. */
    DIV {
        @Override
        public double apply(double a, double b) {
            return a / b;
        }

        @Override
        Tensor left(Tensor g, Tensor a, Tensor b, Tensor y) {
            return g.div(b);
        }

        @Override
        Tensor right(Tensor g, Tensor a, Tensor b, Tensor y) {
            return g.mul(y).div(b).neg();
        }
    },
    /** a to the power b. Constant exponents (b = 0 included) never meet the logarithm of a. */
    POW {
        @Override
        public double apply(double a, double b) {
            return Math.pow(a, b);
        }

        @Override
        Tensor left(Tensor g, Tensor a, Tensor b, Tensor y) {
            // b = 0 gives 0 even where a to the power -1 is infinite
            Tensor slope = g.mul(b.mul(a.pow(b.sub(1))));
            return Tensor.where(b.eq(0), g.tape().zeros(g.shape()), slope);
        }

        @Override
        Tensor right(Tensor g, Tensor a, Tensor b, Tensor y) {
            // 0 to the power b stays 0 when b > 0 moves: the slope there is 0, not 0 times -infinity
            Tensor still = a.eq(0).mul(b.ge(0));
            Tensor safe = Tensor.where(still, g.tape().ones(g.shape()), a);
            return Tensor.where(still, g.tape().zeros(g.shape()), g.mul(y).mul(safe.log()));
        }
    },
    /** The larger one; where both are equal each receives half of the cotangent. */
    MAXIMUM {
        @Override
        public double apply(double a, double b) {
            return Math.max(a, b);
        }

        @Override
        Tensor left(Tensor g, Tensor a, Tensor b, Tensor y) {
            return g.mul(a.gt(b).add(a.eq(b).mul(0.5)));
        }

        @Override
        Tensor right(Tensor g, Tensor a, Tensor b, Tensor y) {
            return g.mul(b.gt(a).add(a.eq(b).mul(0.5)));
        }
    },
    /** The smaller one; where both are equal each receives half of the cotangent. */
    MINIMUM {
        @Override
        public double apply(double a, double b) {
            return Math.min(a, b);
        }

        @Override
        Tensor left(Tensor g, Tensor a, Tensor b, Tensor y) {
            return g.mul(a.lt(b).add(a.eq(b).mul(0.5)));
        }

        @Override
        Tensor right(Tensor g, Tensor a, Tensor b, Tensor y) {
            return g.mul(b.lt(a).add(a.eq(b).mul(0.5)));
        }
    },
    /** 1 where a = b, otherwise 0. */
    EQ {
        @Override
        public double apply(double a, double b) {
            return a == b ? 1 : 0;
        }
    },
    /** 1 where a differs from b, otherwise 0. */
    NE {
        @Override
        public double apply(double a, double b) {
            return a != b ? 1 : 0;
        }
    },
    /** 1 where a &gt; b, otherwise 0. */
    GT {
        @Override
        public double apply(double a, double b) {
            return a > b ? 1 : 0;
        }
    },
    /** 1 where a &gt;= b, otherwise 0. */
    GE {
        @Override
        public double apply(double a, double b) {
            return a >= b ? 1 : 0;
        }
    },
    /** 1 where a &lt; b, otherwise 0. */
    LT {
        @Override
        public double apply(double a, double b) {
            return a < b ? 1 : 0;
        }
    },
    /** 1 where a &lt;= b, otherwise 0. */
    LE {
        @Override
        public double apply(double a, double b) {
            return a <= b ? 1 : 0;
        }
    };

    /** Returns f(a, b). */
    public abstract double apply(double a, double b);

    /** The cotangent of a; comparisons, being piecewise constant, have none. */
    Tensor left(Tensor g, Tensor a, Tensor b, Tensor y) {
        return null;
    }

    /** The cotangent of b; comparisons, being piecewise constant, have none. */
    Tensor right(Tensor g, Tensor a, Tensor b, Tensor y) {
        return null;
    }

    /** Returns whether this is a comparison, with values 0 and 1. */
    public boolean isComparison() {
        return ordinal() >= EQ.ordinal();
    }

    @Override
    public Tensor adjoint(int i, Tensor g, Tensor y) {
        Tensor a = y.input(0);
        Tensor b = y.input(1);
        return i == 0 ? left(g, a, b, y) : right(g, a, b, y);
    }

    @Override
    public boolean differentiable(int i) {
        return !isComparison();
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return Shapes.same(label(), inputs.get(0), inputs.get(1));
    }
}
