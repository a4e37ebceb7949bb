package org.metabalance.nn.loss;

import java.util.Arrays;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/**
 * The normalized temperature-scaled cross-entropy of pairs: Chen et al., "A simple framework for contrastive
 * learning of visual representations" (SimCLR), ICML 2020, arXiv 2002.05709, equation 1. Of n examples there
 * are two views each. A view i has to be told from all others by which of them is the other view j of its own
 * example:
 *
 * <pre>
 *   l_i = -log( exp(s_ij / T) / sum over k, not i, of exp(s_ik / T) ),   s the cosine of two views
 * </pre>
 *
 * <p>and the loss is the mean of all 2 n. No label is needed. A vector of zeros has no direction: its cosines
 * are 0, and so is the slope there. Of one example the loss is 0, as nothing has to be told from anything.
 *
 * @param temperature T, above 0; 0.5 by default, the paper's where training is short and batches are small
 * @param least cosines below this count as this; -1 by default, which is none. Code of "Simplifying neural
 *     network training under class imbalance" has 1e-7, so that views that look away from each other are
 *     driven no further apart: {@link #CLAMPED}
 */
public record NtXent(double temperature, double least) {
    /** The paper's: temperature 0.5, all cosines. */
    public static final NtXent PAPER = new NtXent(.5, -1);

    /** As in the code of arXiv 2312.02517: temperature 0.5, cosines of 1e-7 at least. */
    public static final NtXent CLAMPED = new NtXent(.5, 1e-7);

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if the temperature is not positive, or the least cosine is not from -1
     *     to below 1
     */
    public NtXent {
        if (!(temperature > 0 && Double.isFinite(temperature)) || !(least >= -1 && least < 1)) {
            throw new IllegalArgumentException(
                    "nt-xent: needs a positive temperature and a least cosine from -1 to below 1, got %s and %s"
                            .formatted(temperature, least));
        }
    }

    /** Returns this loss at another temperature. */
    public NtXent withTemperature(double other) {
        return new NtXent(other, least);
    }

    /** Returns the mean loss of all views, one number; see {@link #perView}. */
    public Tensor loss(Tensor first, Tensor second) {
        return perView(first, second).mean();
    }

    /**
     * Returns the loss of every view, [2 n]: those of {@code first} and then those of {@code second}.
     * Derivatives of any order flow into both.
     *
     * @param first one view of every example, [n, d]
     * @param second the other views, in the same order and shape
     * @throws IllegalArgumentException if shapes do not fit
     */
    public Tensor perView(Tensor first, Tensor second) {
        if (first.rank() != 2 || !first.shape().equals(second.shape()) || first.dim(0) == 0) {
            throw new IllegalArgumentException(
                    "nt-xent: both views must be [n, d] of at least one example, got "
                            + first.shape() + " and " + second.shape());
        }
        int n = first.dim(0);
        Tape tape = first.tape();
        Tensor directions = directions(Tensor.concat(0, first, second));
        Tensor cosines = directions.matmul(directions.transpose());
        if (least > -1) {
            cosines = cosines.maximum(least);
        }
        Shape square = Shape.of(2 * n, 2 * n);
        double[] places = new double[2 * n];
        Arrays.setAll(places, i -> i);
        Tensor self = tape.constant(places).oneHot(2 * n);
        Tensor logits = Tensor.where(
                self, tape.full(Double.NEGATIVE_INFINITY, square), cosines.div(temperature));
        double[] others = new double[2 * n];
        Arrays.setAll(others, i -> (i + n) % (2 * n));
        return Losses.crossEntropyPerExample(logits, tape.constant(others), LossOptions.NONE);
    }

    /** Rows divided by their length; zeros stay zeros, with slope 0. */
    private static Tensor directions(Tensor x) {
        Tensor squares = x.square().sumKeep(1);
        Tensor zero = squares.eq(0);
        Tensor root = Tensor.where(zero, x.tape().ones(), squares).rsqrt();
        return x.mul(Tensor.where(zero, x.tape().zeros(), root));
    }
}
