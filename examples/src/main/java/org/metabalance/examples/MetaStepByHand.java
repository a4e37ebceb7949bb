package org.metabalance.examples;

/**
 * A whole exact step of MetaBalance in plain loops, with adjoints written by hand: what the tape does by
 * itself. It has the numbers of the tape to 1e-12, which a test holds.
 *
 * <p>The network has d inputs, h hidden units and one logit: z = c + u . tanh(b + W x). Lines F1 to F4 are its
 * loss. B1 to B4 are their adjoints in reverse order, which give the gradient. C4 to C1 and D3 to D1 are the
 * adjoints of <em>all those lines</em> in reverse order again: they give the gradient of (gradient . v),
 * which is the Hessian times v.
 *
 * <pre>
 *   theta' = theta - alpha grad L_in(theta)          the inner step, on natural rows
 *   L      = L_out(theta') + lambda L_in(theta)      the outer loss, on balanced rows
 *   dL     = g - alpha H_in(theta) g + lambda grad L_in(theta),   g = grad L_out(theta')
 *   theta  follows dL by SGD with Nesterov momentum and weight decay, as published
 * </pre>
 */
public final class MetaStepByHand {
    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 5e-4;

    private final double alpha;
    private final double lambda;
    private final double rate;
    private final Theta theta;
    private final Theta momentum;

    /**
     * Creates a step.
     *
     * @param theta where it begins; changed by every step
     * @param alpha the inner rate
     * @param lambda the weight of the inner loss in the outer one
     * @param rate of theta's updates
     */
    public MetaStepByHand(Theta theta, double alpha, double lambda, double rate) {
        this.theta = theta;
        this.alpha = alpha;
        this.lambda = lambda;
        this.rate = rate;
        this.momentum = theta.zeros();
    }

    /**
     * Weights, or anything of their shapes: a gradient, a direction.
     *
     * @param w {@code [h][d]}, of the hidden layer
     * @param b {@code [h]}, its bias
     * @param u {@code [h]}, of the logit
     * @param c {@code [1]}, its bias
     */
    public record Theta(double[][] w, double[] b, double[] u, double[] c) {
        Theta zeros() {
            return new Theta(
                    new double[w.length][w[0].length], new double[b.length], new double[u.length],
                    new double[1]);
        }

        /** Adds {@code factor} times {@code other} to this. */
        Theta add(double factor, Theta other) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < w[k].length; j++) {
                    w[k][j] += factor * other.w[k][j];
                }
                b[k] += factor * other.b[k];
                u[k] += factor * other.u[k];
            }
            c[0] += factor * other.c[0];
            return this;
        }

        Theta times(double factor) {
            return zeros().add(factor, this);
        }
    }

    /** Rows with labels 0 and 1: what forward and backward computed of them, for the adjoints to come. */
    private static final class Pass {
        final double[][] x;
        final double[] y;
        final double[][] t; // tanh of the hidden units
        final double[] p; // probabilities
        final double[] dz; // adjoint of the logits
        final double[][] dt; // adjoint of t
        double loss;

        Pass(double[][] x, double[] y, int h) {
            this.x = x;
            this.y = y;
            t = new double[x.length][h];
            p = new double[x.length];
            dz = new double[x.length];
            dt = new double[x.length][h];
        }

        /** Forward and backward: the gradient of the mean log loss. */
        Theta gradient(Theta at) {
            Theta g = at.zeros();
            int n = x.length;
            for (int i = 0; i < n; i++) {
                double z = at.c[0];
                for (int k = 0; k < at.b.length; k++) {
                    double a = at.b[k]; // F1: a = b + W x
                    for (int j = 0; j < x[i].length; j++) {
                        a += at.w[k][j] * x[i][j];
                    }
                    t[i][k] = Math.tanh(a); // F2
                    z += at.u[k] * t[i][k]; // F3: z = c + u . t
                }
                p[i] = 1 / (1 + Math.exp(-z)); // F4: log(1 + e^z) - y z, whose slope is p - y
                loss += (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y[i] * z) / n;

                dz[i] = (p[i] - y[i]) / n; // B1
                g.c[0] += dz[i]; // B2
                for (int k = 0; k < at.b.length; k++) {
                    g.u[k] += dz[i] * t[i][k];
                    dt[i][k] = dz[i] * at.u[k];
                    double da = dt[i][k] * (1 - t[i][k] * t[i][k]); // B3
                    g.b[k] += da; // B4
                    for (int j = 0; j < x[i].length; j++) {
                        g.w[k][j] += da * x[i][j];
                    }
                }
            }
            return g;
        }

        /** The gradient of (gradient . v): backward through F1 .. F4 and B1 .. B4. */
        Theta hessianTimes(Theta v, Theta at) {
            Theta g = at.zeros();
            int n = x.length;
            int h = at.b.length;
            double[] adjointOfT = new double[h];
            for (int i = 0; i < n; i++) {
                double ofDz = v.c[0]; // C2: g.c = dz
                for (int k = 0; k < h; k++) {
                    double ofDa = v.b[k]; // C4: g.b = da, g.W = da x
                    for (int j = 0; j < x[i].length; j++) {
                        ofDa += v.w[k][j] * x[i][j];
                    }
                    double ofDt = ofDa * (1 - t[i][k] * t[i][k]); // C3: da = dt (1 - t t)
                    adjointOfT[k] = -2 * t[i][k] * dt[i][k] * ofDa;
                    ofDz += ofDt * at.u[k]; // C2: dt = dz u
                    g.u[k] += ofDt * dz[i];
                    ofDz += v.u[k] * t[i][k]; // C2: g.u = dz t
                    adjointOfT[k] += v.u[k] * dz[i];
                }
                double ofZ = ofDz * p[i] * (1 - p[i]) / n; // C1: dz = (p - y) / n
                g.c[0] += ofZ; // D3: z = c + u . t
                for (int k = 0; k < h; k++) {
                    g.u[k] += ofZ * t[i][k];
                    adjointOfT[k] += ofZ * at.u[k];
                    double ofA = adjointOfT[k] * (1 - t[i][k] * t[i][k]); // D2: t = tanh a
                    g.b[k] += ofA; // D1: a = b + W x
                    for (int j = 0; j < x[i].length; j++) {
                        g.w[k][j] += ofA * x[i][j];
                    }
                }
            }
            return g;
        }
    }

    /**
     * Takes a step.
     *
     * @param natural rows of the inner loss, {@code [n][d]}
     * @param naturalY their labels, 0 or 1
     * @param balanced rows of the outer loss
     * @param balancedY their labels
     * @return the outer loss at theta', without the leak
     */
    public double step(
            double[][] natural, double[] naturalY, double[][] balanced, double[] balancedY) {
        Pass inner = new Pass(natural, naturalY, theta.b.length);
        Theta slope = inner.gradient(theta);
        Theta adapted = theta.times(1).add(-alpha, slope);
        Pass outer = new Pass(balanced, balancedY, theta.b.length);
        Theta g = outer.gradient(adapted);
        Theta hypergradient = inner.hessianTimes(g, theta).times(-alpha)
                .add(1, g).add(lambda, slope);
        hypergradient.add(WEIGHT_DECAY, theta);
        momentum.add(MOMENTUM - 1, momentum.times(1)).add(1, hypergradient);
        theta.add(-rate, hypergradient.add(MOMENTUM, momentum));
        return outer.loss;
    }
}
