package org.metabalance.studies.hypergradients;

import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Sgd;

/**
 * A two-level problem whose hypergradient at the inner solution is known: inside, regularised least
 * squares |A w - b|^2 / 2 + rho |w|^2 / 2 + mu |w - theta|^2 / 2; outside, least squares with another
 * matrix. A is diagonal: gradient descent, conjugate gradients and Neumann's series do the same in any
 * other coordinates, and in these the solution can be written down.
 */
final class LeastSquaresProblem {
    private static final int WIDTH = 20;
    private static final int OUTER_ROWS = 30;
    private static final double RHO = .1;
    private static final double LARGEST = 3;
    private static final double SMALLEST = .01;

    /** The proximal weight. */
    static final double MU = 1;

    /** 1 / the largest eigenvalue of the inner Hessian: the rate of inner steps and of the series. */
    static final double RATE = 1 / (LARGEST + RHO + MU);

    private final double[] a = new double[WIDTH];
    private final double[] b = new double[WIDTH];
    private final double[] theta = new double[WIDTH];
    private final double[] c = new double[OUTER_ROWS * WIDTH];
    private final double[] d = new double[OUTER_ROWS];

    LeastSquaresProblem(long seed) {
        Rng rng = Rng.of(seed);
        for (int i = 0; i < WIDTH; i++) {
            // squares from the largest eigenvalue to the smallest, evenly in logarithm
            double share = i / (WIDTH - 1.0);
            a[i] = Math.sqrt(LARGEST * Math.pow(SMALLEST / LARGEST, share));
            b[i] = rng.stream(1).normal(i);
            theta[i] = rng.stream(2).normal(i);
        }
        for (int i = 0; i < c.length; i++) {
            c[i] = rng.stream(3).normal(i);
        }
        for (int i = 0; i < d.length; i++) {
            d[i] = rng.stream(4).normal(i);
        }
    }

    /** Returns the problem with some inner steps of gradient descent. */
    Bilevel on(Tape tape, int steps) {
        Tensor diagonal = tape.constant(a);
        Tensor target = tape.constant(b);
        Tensor outside = tape.constant(c, OUTER_ROWS, WIDTH);
        Tensor wanted = tape.constant(d, OUTER_ROWS, 1);
        return new Bilevel(
                Parameters.of("w", tape.constant(theta, WIDTH, 1)),
                (at, step) -> {
                    Tensor w = at.get("w").flatten();
                    return diagonal.mul(w).sub(target).square().sum().mul(.5)
                            .add(w.square().sum().mul(RHO / 2));
                },
                Sgd.of(RATE), steps,
                at -> outside.matmul(at.get("w")).sub(wanted).square().sum()
                        .mul(.5 / OUTER_ROWS))
                .proximal(MU);
    }

    /** Returns mu (H + mu I)^-1 grad L_out(w*), with w* the solution of the inner problem. */
    double[] hypergradient() {
        double[] solution = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            solution[i] = (a[i] * b[i] + MU * theta[i]) / (a[i] * a[i] + RHO + MU);
        }
        double[] gradient = new double[WIDTH];
        for (int row = 0; row < OUTER_ROWS; row++) {
            double misfit = -d[row];
            for (int i = 0; i < WIDTH; i++) {
                misfit += c[row * WIDTH + i] * solution[i];
            }
            for (int i = 0; i < WIDTH; i++) {
                gradient[i] += misfit * c[row * WIDTH + i] / OUTER_ROWS;
            }
        }
        for (int i = 0; i < WIDTH; i++) {
            gradient[i] *= MU / (a[i] * a[i] + RHO + MU);
        }
        return gradient;
    }
}
