package org.metabalance.nn.loss;

import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/**
 * Losses of classifiers, from logits; {@link RegressionLosses} has those of predicted numbers.
 *
 * <p>Each comes reduced to one number and, as {@code ...PerExample}, as a vector [n] with class and
 * example weights applied, for methods that learn what each example counts; reduce that with {@link
 * #weightedMean}. Targets may be learned too: soft labels have derivatives.
 *
 * <p>Shapes: softmax losses take logits [n, K] and either class indices [n] or soft labels [n, K]. Logits may
 * have further axes, [n, K, ..], with class indices [n, ..] or soft labels [n, K, ..], as of the pixels of
 * images or the words of texts: then each place of an example has a loss, {@code ...PerExample} is [n, ..], a
 * mean is one over all places, and what is said of examples is true of places. Places can be {@linkplain
 * LossOptions#withIgnoreIndex left out} by their class index.
 *
 * <p>Sigmoid losses take logits [n] and labels [n] in [0, 1] with class weights (negative, positive); or
 * logits [n, K] (one against the rest) with class indices [n] or labels [n, K], where the K terms of
 * an example are summed and weighted by the weight of its class, as in arXiv 1901.05555, or each output
 * with weights (negative, positive) of its own, [2, K]: {1, w} is PyTorch's pos_weight. Divided by the sum of
 * weights, an example then counts with the mean over its outputs.
 */
public final class Losses {
    private Losses() {}

    /** Returns the mean cross-entropy of softmax(logits); see {@link #crossEntropyPerExample}. */
    public static Tensor crossEntropy(Tensor logits, Tensor targets, LossOptions options) {
        Places at = Places.of("cross-entropy", logits, targets, options);
        Tensor labels = CheckedLabels.distribution("cross-entropy", at.logits(), at.targets());
        return at.ofCounted(reduce(
                crossEntropyOfRows(at.logits(), at.targets(), at.options()), labels, at.options()));
    }

    /**
     * Returns -sum_k w_k q_k log softmax(logits)_k for each example, [n], times its weight. With class
     * indices this is PyTorch's cross_entropy, smoothing included. A logit of -infinity rules its class
     * out: it costs nothing where the label is another.
     *
     * @throws IllegalArgumentException if shapes do not fit
     */
    public static Tensor crossEntropyPerExample(Tensor logits, Tensor targets,
            LossOptions options) {
        Places at = Places.of("cross-entropy", logits, targets, options);
        return at.inPlace(crossEntropyOfRows(at.logits(), at.targets(), at.options()));
    }

    private static Tensor crossEntropyOfRows(Tensor logits, Tensor targets, LossOptions options) {
        Tensor labels = CheckedLabels.distribution("cross-entropy", logits, targets);
        Tensor q = CheckedLabels.smoothed(labels, options.labelSmoothing(), labels.dim(1));
        return softmaxForm(surprise(logits, q), q, options);
    }

    /**
     * Returns the mean focal loss of softmax(logits); see {@link #focalPerExample}. LDAM's and M2m's
     * code averages over the batch.
     */
    public static Tensor focal(Tensor logits, Tensor targets, double gamma, LossOptions options) {
        checkGamma(gamma);
        Places at = Places.of("focal", logits, targets, options);
        Tensor labels = CheckedLabels.distribution("focal", at.logits(), at.targets());
        return at.ofCounted(reduce(
                focalOfRows(at.logits(), at.targets(), gamma, at.options()), labels, at.options()));
    }

    /**
     * Returns -sum_k w_k q_k (1 - p_k)^gamma log p_k, p = softmax(logits), for each example, [n], times
     * its weight: Lin et al., ICCV 2017. Derivatives flow through the factor (1 - p_k)^gamma too.
     * The paper's alpha is the class weight.
     *
     * @param gamma how much less easy examples count; usual values are 1 and 2; 0 is cross-entropy
     * @throws IllegalArgumentException if shapes do not fit or gamma is negative
     */
    public static Tensor focalPerExample(
            Tensor logits, Tensor targets, double gamma, LossOptions options) {
        checkGamma(gamma);
        Places at = Places.of("focal", logits, targets, options);
        return at.inPlace(focalOfRows(at.logits(), at.targets(), gamma, at.options()));
    }

    private static Tensor focalOfRows(
            Tensor logits, Tensor targets, double gamma, LossOptions options) {
        if (gamma == 0) {
            return crossEntropyOfRows(logits, targets, options);
        }
        Tensor labels = CheckedLabels.distribution("focal", logits, targets);
        Tensor q = CheckedLabels.smoothed(labels, options.labelSmoothing(), labels.dim(1));
        Tensor logP = surprise(logits, q).neg();
        // Where 1 - p is 0 its powers have infinite slopes, which times 0 give NaN: stay above, where
        // the loss is below 1e-12 anyway.
        Tensor miss = logP.expm1().neg().maximum(1e-12);
        return softmaxForm(miss.pow(gamma).mul(logP).neg(), q, options);
    }

    /** Returns the mean binary cross-entropy of sigmoid(logits); see {@link #bceWithLogitsPerExample}. */
    public static Tensor bceWithLogits(Tensor logits, Tensor targets, LossOptions options) {
        Tensor labels = CheckedLabels.binary("bce with logits", logits, targets);
        return reduce(bceWithLogitsPerExample(logits, targets, options), labels, options);
    }

    /**
     * Returns -y log sigmoid(x) - (1 - y) log sigmoid(-x) for each example, [n], weighted. Computed by
     * softplus, so no logit is too large. The weight of a positive, class weights {1, w}, is PyTorch's
     * pos_weight. Label smoothing moves each label towards 1/2.
     *
     * @throws IllegalArgumentException if shapes do not fit
     */
    public static Tensor bceWithLogitsPerExample(
            Tensor logits, Tensor targets, LossOptions options) {
        Tensor labels = CheckedLabels.binary("bce with logits", logits, targets);
        Tensor y = CheckedLabels.smoothed(labels, options.labelSmoothing(), 2);
        return sigmoidForm(ifPositive(logits, y), ifNegative(logits, y), y, labels, options);
    }

    /**
     * Returns the mean focal loss of sigmoid(logits); see {@link #sigmoidFocalPerExample}. RetinaNet
     * divides by the number of positives instead.
     */
    public static Tensor sigmoidFocal(
            Tensor logits, Tensor targets, double gamma, LossOptions options) {
        Tensor labels = CheckedLabels.binary("sigmoid focal", logits, targets);
        return reduce(sigmoidFocalPerExample(logits, targets, gamma, options), labels, options);
    }

    /**
     * Returns -y (1 - p)^gamma log p - (1 - y) p^gamma log(1 - p), p = sigmoid(x), for each example,
     * [n], weighted: Lin et al., ICCV 2017, with class weights {@link ClassWeights#alpha}.
     *
     * @param gamma how much less easy examples count; the paper's default is 2
     * @throws IllegalArgumentException if shapes do not fit or gamma is negative
     */
    public static Tensor sigmoidFocalPerExample(
            Tensor logits, Tensor targets, double gamma, LossOptions options) {
        checkGamma(gamma);
        Tensor labels = CheckedLabels.binary("sigmoid focal", logits, targets);
        Tensor y = CheckedLabels.smoothed(labels, options.labelSmoothing(), 2);
        Tensor positive = ifPositive(logits, y);
        Tensor negative = ifNegative(logits, y);
        // (1 - p)^gamma = exp(-gamma softplus(x)): smooth for every gamma and every logit
        return sigmoidForm(
                negative.mul(-gamma).exp().mul(positive),
                positive.mul(-gamma).exp().mul(negative),
                y,
                labels,
                options);
    }

    /**
     * Returns the sum of weights times losses, divided as {@code normalization} says. With {@link
     * Normalization#WEIGHT_SUM} derivatives flow through the divisor too.
     *
     * @param losses one loss for each example, [n]
     * @param weights one weight for each example, [n]
     */
    public static Tensor weightedMean(Tensor losses, Tensor weights, Normalization normalization) {
        checkRows("weighted mean", weights, losses.dim(0));
        return divided(losses.mul(weights).sum(), weights, normalization);
    }

    /** -log softmax(logits), where it is finite or has a share. */
    private static Tensor surprise(Tensor logits, Tensor shares) {
        Tensor surprise = logits.logSoftmax(1).neg();
        return CheckedLabels.taken(shares, surprise, surprise.eq(Double.POSITIVE_INFINITY));
    }

    private static Tensor ifPositive(Tensor logits, Tensor y) {
        Tensor infinite = logits.eq(Double.NEGATIVE_INFINITY);
        return CheckedLabels.taken(y, logits.neg().softplus(), infinite);
    }

    private static Tensor ifNegative(Tensor logits, Tensor y) {
        Tensor infinite = logits.eq(Double.POSITIVE_INFINITY);
        return CheckedLabels.taken(y.rsub(1), logits.softplus(), infinite);
    }

    private static Tensor softmaxForm(Tensor terms, Tensor q, LossOptions options) {
        Tensor weighted = q.mul(terms);
        if (options.classWeights() != null) {
            weighted = weighted.mul(classWeights(options, q.dim(1)));
        }
        return forExamples(weighted.sum(1), options);
    }

    private static Tensor sigmoidForm(
            Tensor ifPositive, Tensor ifNegative, Tensor y, Tensor labels, LossOptions options) {
        Tensor ofPositive = y.mul(ifPositive);
        Tensor ofNegative = y.rsub(1).mul(ifNegative);
        if (options.ignoreIndex() != null) {
            throw new IllegalArgumentException(
                    "loss: an index to ignore is for softmax losses, got " + options.ignoreIndex());
        }
        boolean binary = isBinary(labels, options);
        if (binary) {
            Tensor weights = binaryWeights(labels, options);
            ofPositive = ofPositive.mul(weights.slice(0, 1, 2));
            ofNegative = ofNegative.mul(weights.slice(0, 0, 1));
        }
        if (labels.rank() == 2) {
            Tensor sum = ofPositive.add(ofNegative).sum(1);
            return forExamples(
                    options.classWeights() == null || binary ? sum
                            : sum.mul(classShare(labels, options)),
                    options);
        }
        return forExamples(ofPositive.add(ofNegative), options);
    }

    /** Whether class weights are those of negatives and positives. */
    private static boolean isBinary(Tensor labels, LossOptions options) {
        return options.classWeights() != null
                && (labels.rank() == 1 || options.classWeights().rank() == 2);
    }

    /** The weights of negatives and positives, [2], or for each of several outputs, [2, K]. */
    private static Tensor binaryWeights(Tensor labels, LossOptions options) {
        if (labels.rank() == 1) {
            return classWeights(options, 2);
        }
        if (!options.classWeights().shape().equals(Shape.of(2, labels.dim(1)))) {
            throw new IllegalArgumentException(
                    "loss: class weights must be [" + labels.dim(1) + "] or [2, " + labels.dim(1)
                            + "], got " + options.classWeights().shape());
        }
        return options.classWeights();
    }

    /** Losses [n] times the weights of the examples, if there are any. */
    static Tensor forExamples(Tensor losses, LossOptions options) {
        if (options.exampleWeights() == null) {
            return losses;
        }
        checkRows("loss", options.exampleWeights(), losses.dim(0));
        return losses.mul(options.exampleWeights());
    }

    /** Losses [n] to one number; {@code labels} are asked for only where there are class weights. */
    static Tensor reduce(Tensor losses, Tensor labels, LossOptions options) {
        Tensor share = options.classWeights() == null ? null : classShare(labels, options);
        Tensor weights = options.exampleWeights();
        if (weights == null) {
            weights = share;
        } else if (share != null) {
            weights = weights.mul(share);
        }
        return weights == null
                ? losses.mean()
                : divided(losses.sum(), weights, options.normalization());
    }

    private static Tensor divided(Tensor sum, Tensor weights, Normalization normalization) {
        return switch (normalization) {
            case BATCH_SIZE -> sum.div(weights.size());
            case WEIGHT_SUM -> {
                Tensor total = weights.sum();
                yield sum.div(Tensor.where(total.eq(0), total.tape().ones(), total));
            }
        };
    }

    /** The class weight of each example, [n]: by its label, before smoothing. */
    private static Tensor classShare(Tensor labels, LossOptions options) {
        if (labels.rank() == 2 && options.classWeights().rank() != 2) {
            return labels.mul(classWeights(options, labels.dim(1))).sum(1);
        }
        Tensor weights = binaryWeights(labels, options);
        Tensor each = labels.mul(weights.slice(0, 1, 2))
                .add(labels.rsub(1).mul(weights.slice(0, 0, 1)));
        return labels.rank() == 1 ? each : each.mean(1);
    }

    static Tensor classWeights(LossOptions options, int classes) {
        if (!options.classWeights().shape().equals(Shape.of(classes))) {
            throw new IllegalArgumentException(
                    "loss: class weights must be [" + classes + "], got "
                            + options.classWeights().shape());
        }
        return options.classWeights();
    }

    private static void checkRows(String operation, Tensor weights, int rows) {
        if (!weights.shape().equals(Shape.of(rows))) {
            throw new IllegalArgumentException(
                    operation + ": example weights must be [" + rows + "], got " + weights.shape());
        }
    }

    private static void checkGamma(double gamma) {
        if (!(gamma >= 0)) {
            throw new IllegalArgumentException("focal: gamma must not be negative, got " + gamma);
        }
    }
}
