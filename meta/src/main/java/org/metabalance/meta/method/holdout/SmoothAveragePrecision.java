package org.metabalance.meta.method.holdout;

import org.metabalance.engine.Tensor;

/**
 * Average precision with ranks counted by sigmoids instead of steps, so that it has derivatives
 * (Brown et al., "Smooth-AP", ECCV 2020, arXiv 2007.12163). With s the sigmoid,
 *
 * <pre>1/P sum_i [1 + sum_{j in P, j != i} s((s_j - s_i)/tau)] / [1 + sum_{j != i} s((s_j - s_i)/tau)]</pre>
 *
 * where i runs over the P positive rows. As tau goes to 0 it becomes the average precision, if no two
 * scores are equal.
 */
public final class SmoothAveragePrecision {
    private SmoothAveragePrecision() {}

    /**
     * Returns the smooth average precision, one number.
     *
     * @param positives the scores of the positive rows, [p]
     * @param negatives the scores of the others, [n]
     * @param negativeWeights for how many rows each negative one stands when precision is counted,
     *     [n]; null if each stands for one
     * @param tau the width of the sigmoids in units of the scores, above 0
     * @throws IllegalArgumentException if tau is not positive or there are no positive or no negative rows
     */
    public static Tensor of(
            Tensor positives, Tensor negatives, Tensor negativeWeights, double tau) {
        if (!(tau > 0)) {
            throw new IllegalArgumentException("smooth AP: tau must be positive, got " + tau);
        }
        if (positives.rank() != 1 || negatives.rank() != 1 || positives.size() == 0) {
            throw new IllegalArgumentException(
                    "smooth AP: needs scores of positive and of negative rows, got %s and %s"
                            .formatted(positives.shape(), negatives.shape()));
        }
        Tensor at = positives.unsqueeze(1);
        // the row itself is among the positives and counts s(0) = 1/2 there instead of 1
        Tensor ahead = above(positives, at, tau).sum(1).add(.5);
        Tensor wrong = above(negatives, at, tau);
        if (negativeWeights != null) {
            wrong = wrong.mul(negativeWeights);
        }
        return ahead.div(ahead.add(wrong.sum(1))).mean();
    }

    private static Tensor above(Tensor scores, Tensor at, double tau) {
        return scores.unsqueeze(0).sub(at).mul(1 / tau).sigmoid();
    }
}
