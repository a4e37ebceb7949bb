package org.metabalance.nn.loss;

import org.metabalance.engine.Tensor;

/**
 * How far predicted distributions lie from given ones, from logits: what distillation and regularisers of
 * predictions minimise. Shapes and options are those of the softmax losses in {@link Losses}, with soft
 * labels alone.
 */
public final class Divergences {
    private Divergences() {}

    /** Returns the mean divergence; PyTorch's kl_div with {@code "batchmean"}. See {@link #klPerExample}. */
    public static Tensor kl(Tensor logits, Tensor targets, LossOptions options) {
        Places at = places(logits, targets, options);
        return Losses.reduce(klOfRows(at), at.targets(), at.options());
    }

    /**
     * Returns sum_k w_k q_k (log q_k - log softmax(logits)_k) for each example, [n] or [n, ..], times its
     * weight: Kullback and Leibler, Annals of Mathematical Statistics 1951. It is the cross-entropy less the
     * entropy of q, 0 where both agree. A class without share counts nothing, and its slope by q, infinite in
     * truth, is 0.
     *
     * @param targets the distributions q, of the shape of the logits; may be learned
     * @throws IllegalArgumentException if shapes do not fit
     */
    public static Tensor klPerExample(Tensor logits, Tensor targets, LossOptions options) {
        Places at = places(logits, targets, options);
        return at.inPlace(klOfRows(at));
    }

    private static Places places(Tensor logits, Tensor targets, LossOptions options) {
        if (logits.rank() < 2 || !targets.shape().equals(logits.shape())) {
            throw new IllegalArgumentException(
                    "kl: logits and targets must both be [n, classes] or [n, classes, ..], got "
                            + logits.shape() + " and " + targets.shape());
        }
        return Places.of("kl", logits, targets, options);
    }

    private static Tensor klOfRows(Places at) {
        int classes = at.logits().dim(1);
        LossOptions options = at.options();
        Tensor q = CheckedLabels.smoothed(at.targets(), options.labelSmoothing(), classes);
        Tensor zeros = q.tape().zeros(q.shape());
        Tensor some = q.gt(0);
        Tensor logQ = Tensor.where(some, q, q.tape().ones()).log();
        Tensor logP = Tensor.where(some, at.logits().logSoftmax(1), zeros);
        Tensor terms = Tensor.where(some, q.mul(logQ.sub(logP)), zeros);
        return Losses.forExamples(
                (options.classWeights() == null ? terms
                        : terms.mul(Losses.classWeights(options, classes))).sum(1),
                options);
    }
}
