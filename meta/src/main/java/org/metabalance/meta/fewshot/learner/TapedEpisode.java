package org.metabalance.meta.fewshot.learner;

import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/**
 * An episode on a tape, S places of support and Q queries of N classes.
 *
 * @param ways N
 * @param support the examples to learn from, {@code [S, ...]}
 * @param supportLabels their classes in the task, {@code [S]}
 * @param present 1 where a place holds an example, 0 where it is left over, {@code [S]}
 * @param classWeights what an example of each class counts in losses, {@code [N]}
 * @param gamma of the focal loss; 0 for cross-entropy
 * @param query the examples to predict, {@code [Q, ...]}
 * @param queryLabels their classes in the task, {@code [Q]}; of no meaning where they are only predicted
 */
public record TapedEpisode(
        int ways,
        Tensor support,
        Tensor supportLabels,
        Tensor present,
        Tensor classWeights,
        double gamma,
        Tensor query,
        Tensor queryLabels) {
    /** Returns the tape. */
    public Tape tape() {
        return support.tape();
    }

    /** Returns which class each support example is of, a 1 in its row, {@code [S, N]}; 0 where there is none. */
    public Tensor members() {
        return supportLabels.oneHot(ways).mul(present.unsqueeze(1));
    }

    /** Returns the sum of the features of each class's support examples: {@code [S, d]} to {@code [N, d]}. */
    public Tensor sums(Tensor features) {
        return members().transpose().matmul(features);
    }

    /** Returns the mean feature of each class's support examples, its prototype: {@code [N, d]}. */
    public Tensor means(Tensor features) {
        return sums(features).div(members().sum(0).unsqueeze(1));
    }

    /** Returns the loss of the support examples, a number, with the classes' weights. */
    public Tensor innerLoss(Tensor logits) {
        return loss(logits, supportLabels, present);
    }

    /**
     * Returns the loss of some support examples, a number, with the classes' weights; 0 if none of them is there.
     *
     * @param logits of the examples, {@code [n, N]}
     * @param places theirs, {@code [n]}
     */
    public Tensor innerLoss(Tensor logits, Tensor places) {
        return loss(logits, supportLabels.gather(0, places), present.gather(0, places));
    }

    /** Returns the loss of the queries, a number, with the weights of the support set's classes. */
    public Tensor outerLoss(Tensor logits) {
        return loss(logits, queryLabels, null);
    }

    /**
     * The mean cross-entropy by weights, PyTorch's {@code cross_entropy(weight=..)}; or the sum of focal losses
     * (1 - p)^gamma (-log p), weighted, where no derivative flows through the factor.
     */
    private Tensor loss(Tensor logits, Tensor labels, Tensor counted) {
        Tensor truth = labels.oneHot(ways);
        Tensor logP = logits.logSoftmax(1).mul(truth).sum(1);
        Tensor weights = weights(labels);
        if (counted != null) {
            weights = weights.mul(counted);
        }
        if (gamma == 0) {
            // nothing at all is 0 by whatever
            return weights.mul(logP).sum().neg().div(weights.sum().maximum(1e-30));
        }
        // 1 - p of a sure prediction may round to 0, which a power may not take
        Tensor miss = logP.stopGradient().expm1().neg().maximum(1e-12);
        return miss.pow(gamma).mul(logP).mul(weights).sum().neg();
    }

    /** Returns the weight of each label's class. */
    Tensor weights(Tensor labels) {
        return labels.oneHot(ways).matmul(classWeights.unsqueeze(1)).squeeze(1);
    }
}
