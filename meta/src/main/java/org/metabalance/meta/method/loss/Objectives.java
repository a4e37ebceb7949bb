package org.metabalance.meta.method.loss;

import java.util.Arrays;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.nn.loss.ClassWeights;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.Normalization;

/**
 * The training losses, for two classes on one logit and for more on one logit each. One logit is the
 * difference z = z_1 - z_0 of two, whose softmax is sigmoid(z): every loss of two logits that depends
 * on their difference alone, as all of these do, has its form on one.
 */
public final class Objectives {
    /** Beta of the effective number of samples: what "Class-Balanced Loss" uses for CIFAR. */
    public static final double EFFECTIVE_NUMBER_BETA = 0.9999;

    private Objectives() {}

    /** Cross-entropy: the mean over the batch. */
    public static Loss crossEntropy(Examples train) {
        return crossEntropy(train.classes(), null, Normalization.BATCH_SIZE);
    }

    /** Cross-entropy of every row, [n]. */
    public static Tensor crossEntropyPerRow(int classes, Tensor logits, Tensor labels) {
        return classes == 2
                ? Losses.bceWithLogitsPerExample(logits, labels, LossOptions.NONE)
                : Losses.crossEntropyPerExample(logits, labels, LossOptions.NONE);
    }

    /**
     * Cross-entropy weighted inversely to class frequency, divided by the sum of the weights.
     *
     * @param power of these weights: 1, or 1/2 for their roots
     */
    public static Loss inverseFrequency(Examples train, double power) {
        double[] weights = ClassWeights.inverseFrequency(train.classCounts());
        Arrays.setAll(weights, c -> Math.pow(weights[c], power));
        return crossEntropy(train.classes(), weights, Normalization.WEIGHT_SUM);
    }

    /** Cross-entropy weighted by the effective number of samples, divided by the batch size. */
    public static Loss effectiveNumber(Examples train, double beta) {
        double[] weights = ClassWeights.effectiveNumber(beta, train.classCounts());
        return crossEntropy(train.classes(), weights, Normalization.BATCH_SIZE);
    }

    /**
     * The focal loss without class weights.
     *
     * @param gamma how much less easy rows count: 2 is what "Focal Loss for Dense Object Detection"
     *     recommends
     */
    public static Loss focal(int classes, double gamma) {
        LossOptions options = LossOptions.NONE;
        return classes == 2
                ? (logits, labels) -> Losses.sigmoidFocal(logits, labels, gamma, options)
                : (logits, labels) -> Losses.focal(logits, labels, gamma, options);
    }

    /**
     * Cross-entropy of z_k + tau log pi_k, with pi_k the share of class k in {@code train}: Menon et
     * al., ICLR 2021, equation 10. With tau 1 this is the balanced softmax of Ren et al., NeurIPS 2020,
     * whose log n_k differs by a constant. On one logit: z + tau log(pi_1 / pi_0). Predictions leave the
     * addition out, so they are those for equally frequent classes.
     *
     * @throws IllegalArgumentException if a class has no row
     */
    public static Loss logitAdjusted(Examples train, double tau) {
        double[] offsets = logShares("logit adjustment", train);
        for (int c = 0; c < offsets.length; c++) {
            offsets[c] *= tau;
        }
        Loss loss = crossEntropy(train);
        return (logits, labels) -> loss.of(shifted(logits, offsets), labels);
    }

    /**
     * Cross-entropy with label-distribution-aware margins: z_y - m_y takes the place of z_y, the other
     * logits stay (Cao et al., NeurIPS 2019, equation 13). On one logit: z - m_1 for a row of class 1,
     * z + m_0 for one of class 0. Weighted by class and divided by the sum of the weights, as in the
     * authors' code.
     *
     * @param margins of every class, see {@link #margins}
     * @param classWeights of every class, [classes]
     */
    public static Loss withMargins(double[] margins, Tensor classWeights) {
        LossOptions options = LossOptions.NONE.withClassWeights(classWeights);
        return (logits, labels) -> {
            Tensor each = logits.tape().constant(margins, margins.length);
            if (logits.rank() == 1) {
                Tensor sign = labels.mul(2).sub(1);
                Tensor margin = each.gather(0, labels).mul(sign);
                return Losses.bceWithLogits(logits.sub(margin), labels, options);
            }
            Tensor margin = labels.oneHot(margins.length).mul(each);
            return Losses.crossEntropy(logits.sub(margin), labels, options);
        };
    }

    /**
     * Returns margins proportional to n_k^(-1/4), the largest of which is {@code largest}.
     *
     * @throws IllegalArgumentException if a class has no row
     */
    public static double[] margins(Examples train, double largest) {
        int[] counts = requireRows("ldam", train);
        int smallest = Arrays.stream(counts).min().orElseThrow();
        return Arrays.stream(counts)
                .mapToDouble(n -> largest * Math.pow((double) smallest / n, 0.25))
                .toArray();
    }

    /**
     * Returns the logarithm of every class's share of the rows.
     *
     * @throws IllegalArgumentException if a class has no row
     */
    public static double[] logShares(String operation, Examples rows) {
        return Arrays.stream(requireRows(operation, rows))
                .mapToDouble(n -> Math.log((double) n / rows.size()))
                .toArray();
    }

    /** Adds {@code each[k]} to logit k; to one logit, that of class 1, the difference. */
    public static Tensor shifted(Tensor logits, double[] each) {
        double[] offsets = offsets(each);
        return offsets.length == 1
                ? logits.add(offsets[0])
                : logits.add(logits.tape().constant(offsets, offsets.length));
    }

    /** Returns what numbers for classes are for logits: of two classes the difference. */
    public static double[] offsets(double[] each) {
        return each.length == 2 ? new double[] {each[1] - each[0]} : each;
    }

    private static int[] requireRows(String operation, Examples rows) {
        int[] counts = rows.classCounts();
        if (Arrays.stream(counts).anyMatch(n -> n == 0)) {
            throw new IllegalArgumentException(
                    "%s: every class needs a row, got %s".formatted(operation, rows));
        }
        return counts;
    }

    private static Loss crossEntropy(int classes, double[] weights, Normalization normalization) {
        return (logits, labels) -> {
            LossOptions options = LossOptions.NONE.withNormalization(normalization);
            if (weights != null) {
                options = options.withClassWeights(logits.tape().constant(weights));
            }
            return classes == 2
                    ? Losses.bceWithLogits(logits, labels, options)
                    : Losses.crossEntropy(logits, labels, options);
        };
    }
}
