package org.metabalance.engine.op;

import java.util.List;
import java.util.Locale;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/**
 * Functions of one number, applied to each element. Each constant holds its value rule and, in terms
 * of x, y = f(x) and the cotangent g, its derivative rule.
 */
public enum Unary implements Op {
    /** -x. */
    NEG {
        @Override
        public double apply(double x) {
            return -x;
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.neg();
        }
    },
    /** The exponential. */
    EXP {
        @Override
        public double apply(double x) {
            return Math.exp(x);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.mul(y);
        }
    },
    /** The natural logarithm. */
    LOG {
        @Override
        public double apply(double x) {
            return Math.log(x);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.div(x);
        }
    },
    /** log(1 + x), accurate near 0. */
    LOG1P {
        @Override
        public double apply(double x) {
            return Math.log1p(x);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.div(x.add(1));
        }
    },
    /** exp(x) - 1, accurate near 0. */
    EXPM1 {
        @Override
        public double apply(double x) {
            return Math.expm1(x);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.mul(y.add(1));
        }
    },
    /** The square root; its derivative at 0 is infinite. */
    SQRT {
        @Override
        public double apply(double x) {
            return Math.sqrt(x);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.mul(0.5).div(y);
        }
    },
    /** 1 / sqrt(x). */
    RSQRT {
        @Override
        public double apply(double x) {
            return 1 / Math.sqrt(x);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.mul(-0.5).mul(y.mul(y).mul(y));
        }
    },
    /** The sine, x in radians. */
    SIN {
        @Override
        public double apply(double x) {
            return Math.sin(x);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.mul(x.cos());
        }
    },
    /** The cosine, x in radians. */
    COS {
        @Override
        public double apply(double x) {
            return Math.cos(x);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.mul(x.sin()).neg();
        }
    },
    /** The hyperbolic tangent. */
    TANH {
        @Override
        public double apply(double x) {
            return Math.tanh(x);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.mul(y.mul(y).rsub(1));
        }
    },
    /** 1 / (1 + exp(-x)). */
    SIGMOID {
        @Override
        public double apply(double x) {
            // never the exponential of a large positive number
            double e = Math.exp(-Math.abs(x));
            return x >= 0 ? 1 / (1 + e) : e / (1 + e);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.mul(y.mul(y.rsub(1)));
        }
    },
    /** max(x, 0), with derivative 0 at 0. */
    RELU {
        @Override
        public double apply(double x) {
            return Math.max(x, 0);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.mul(y.gt(0));
        }
    },
    /** log(1 + exp(x)). */
    SOFTPLUS {
        @Override
        public double apply(double x) {
            return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.mul(x.sigmoid());
        }
    },
    /** The absolute value, with derivative 0 at 0. */
    ABS {
        @Override
        public double apply(double x) {
            return Math.abs(x);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return g.mul(x.sign());
        }
    },
    /** -1, 0 or 1; piecewise constant, so no derivative path leads through it. */
    SIGN {
        @Override
        public double apply(double x) {
            return Math.signum(x);
        }

        @Override
        Tensor derivative(Tensor g, Tensor x, Tensor y) {
            return null;
        }
    };

    /** Returns f(x). */
    public abstract double apply(double x);

    abstract Tensor derivative(Tensor g, Tensor x, Tensor y);

    @Override
    public Tensor adjoint(int i, Tensor g, Tensor y) {
        return derivative(g, y.input(0), y);
    }

    @Override
    public boolean differentiable(int i) {
        return this != SIGN;
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(0);
    }
}
