package org.metabalance.meta.method.recipe;

import java.util.Arrays;
import java.util.Objects;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Parameters;

/**
 * Sharpness-aware minimization: the gradient of an update is not taken at the weights theta but at theta + e,
 * where the loss is largest nearby (SAM, Foret et al., ICLR 2021, arXiv 2010.01412):
 *
 * <pre>
 *   e = rho g / (||g|| + 1e-12),   g the gradient of the batch's loss at theta
 * </pre>
 *
 * <p>The asymmetric SAM-A of arXiv 2312.02517 climbs for the smaller classes: in the released code, and here by
 * default, g is the gradient of the class-weighted loss and e has the length rho all the same, so that only the
 * direction is another. The paper's words are a larger step for smaller classes: {@link Ascent#LONGER}.
 *
 * @param rho how far, at least 0; 0.05 by default, as released. 0.5 has been seen to destroy small classes
 * @param ascent by which loss theta + e is found
 * @param adaptive whether e is measured in units of each weight (ASAM, Kwon et al., ICML 2021, arXiv
 *     2102.11600): e = rho theta^2 g / (|| |theta| g || + 1e-12); false by default
 */
public record Sharpness(double rho, Ascent ascent, boolean adaptive) {
    /** SAM as published: rho 0.05. */
    public static final Sharpness SAM = new Sharpness(.05, Ascent.PLAIN, false);

    /** SAM-A as released: rho 0.05. */
    public static final Sharpness SAM_A = new Sharpness(.05, Ascent.WEIGHTED, false);

    private static final double EPS = 1e-12;

    /** The loss whose gradient leads to theta + e; l_i are the losses of the batch's examples, y_i their classes. */
    public enum Ascent {
        /** The mean of l_i: SAM. */
        PLAIN,
        /** sum w_i l_i / sum w_i with w_i = n_max / n of class y_i: SAM-A as released. */
        WEIGHTED,
        /**
         * The mean of w_i l_i with w_i = n / (K n of class y_i), but e is rho times its gradient over the length
         * of the gradient of the plain mean: the more there is of smaller classes in a batch, the longer e is.
         */
        LONGER
    }

    /** Checks the number. */
    public Sharpness {
        Objects.requireNonNull(ascent, "ascent");
        if (!(rho >= 0 && Double.isFinite(rho))) {
            throw new IllegalArgumentException("sam: rho must not be negative, got " + rho);
        }
    }

    /** Returns this with another rho. */
    public Sharpness withRho(double other) {
        return new Sharpness(other, ascent, adaptive);
    }

    /** Returns this with another ascent. */
    public Sharpness with(Ascent other) {
        return new Sharpness(rho, other, adaptive);
    }

    /**
     * Returns theta + e, constants for any derivative.
     *
     * @param theta where the losses were computed
     * @param losses of the examples of a batch, [n]
     * @param labels their classes, [n]
     * @param counts the number of training examples of every class; a class without any has weight 0
     */
    public Parameters above(Parameters theta, Tensor losses, Tensor labels, int[] counts) {
        return losses.tape().scope("ascent", () -> climb(theta, losses, labels, counts));
    }

    private Parameters climb(Parameters theta, Tensor losses, Tensor labels, int[] counts) {
        Tape tape = losses.tape();
        Parameters plain = ascent == Ascent.WEIGHTED ? null : gradient(losses.mean(), theta);
        Parameters gradient = switch (ascent) {
            case PLAIN -> plain;
            case WEIGHTED -> {
                Tensor weights = weights(tape, labels, overLargest(counts));
                yield gradient(losses.dot(weights).div(weights.sum()), theta);
            }
            case LONGER -> {
                Tensor weights = weights(tape, labels, balanced(counts));
                yield gradient(losses.mul(weights).mean(), theta);
            }
        };
        Parameters measured = ascent == Ascent.LONGER ? plain : gradient;
        Tensor length = adaptive
                ? Parameters.zip(theta, measured, (p, g) -> p.abs().mul(g)).norm()
                : measured.norm();
        Tensor scale = length.add(EPS).rdiv(rho);
        return Parameters.zip(theta, gradient, (p, g) -> {
            Tensor e = (adaptive ? p.square().mul(g) : g).mul(scale);
            return p.add(e).stopGradient();
        });
    }

    private static Parameters gradient(Tensor loss, Parameters theta) {
        return theta.with(Gradients.gradient(loss, theta.tensors()));
    }

    private static Tensor weights(Tape tape, Tensor labels, double[] ofClass) {
        return tape.constant(ofClass, ofClass.length).gather(0, labels);
    }

    private static double[] overLargest(int[] counts) {
        double largest = Arrays.stream(counts).max().orElseThrow();
        return Arrays.stream(counts).mapToDouble(n -> n == 0 ? 0 : largest / n).toArray();
    }

    private static double[] balanced(int[] counts) {
        double share = Arrays.stream(counts).asDoubleStream().sum() / counts.length;
        return Arrays.stream(counts).mapToDouble(n -> n == 0 ? 0 : share / n).toArray();
    }
}
