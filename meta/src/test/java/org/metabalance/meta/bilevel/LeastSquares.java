package org.metabalance.meta.bilevel;

import org.ejml.simple.SimpleMatrix;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/**
 * A random problem: the inner loss |A w - b|^2 / 2n + rho |w|^2 / 2, the outer loss |C w - d|^2 / 2m,
 * and a start.
 */
final class LeastSquares {
    final SimpleMatrix a;
    final SimpleMatrix b;
    final SimpleMatrix c;
    final SimpleMatrix d;
    final SimpleMatrix start;
    final SimpleMatrix hessian;
    final double rho;

    LeastSquares(int width, long seed, double rho) {
        this.rho = rho;
        Rng rng = Rng.of(seed);
        a = matrix(7, width, rng.stream(0));
        b = matrix(7, 1, rng.stream(1));
        c = matrix(5, width, rng.stream(2));
        d = matrix(5, 1, rng.stream(3));
        start = matrix(width, 1, rng.stream(4));
        hessian = a.transpose().mult(a).divide(7)
                .plus(SimpleMatrix.identity(width).scale(rho));
    }

    private static SimpleMatrix matrix(int rows, int columns, Rng rng) {
        SimpleMatrix m = new SimpleMatrix(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            m.set(i, rng.normal(i));
        }
        return m;
    }

    /** A'b / n. */
    SimpleMatrix rightSide() {
        return a.transpose().mult(b).divide(7);
    }

    SimpleMatrix innerGradient(SimpleMatrix w) {
        return hessian.mult(w).minus(rightSide());
    }

    SimpleMatrix outerGradient(SimpleMatrix w) {
        return c.transpose().mult(c.mult(w).minus(d)).divide(5);
    }

    Tensor inner(Tape tape, Tensor w, Tensor rhoTensor) {
        Tensor misfit = on(tape, a).matmul(w).sub(on(tape, b));
        return misfit.square().sum().mul(0.5 / 7)
                .add(w.square().sum().mul(rhoTensor).mul(0.5));
    }

    Tensor outer(Tape tape, Tensor w) {
        return on(tape, c).matmul(w).sub(on(tape, d)).square().sum().mul(0.5 / 5);
    }

    Tensor on(Tape tape, SimpleMatrix m) {
        return tape.constant(m.getDDRM().getData().clone(), m.getNumRows(), m.getNumCols());
    }
}
