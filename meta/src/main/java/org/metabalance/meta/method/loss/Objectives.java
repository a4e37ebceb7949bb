package org.metabalance.meta.method.loss;

import java.util.Arrays;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.Normalization;

/**
 * What training losses are made of, for two classes on one logit and for more on one logit each. One logit is the
 * difference z = z_1 - z_0 of two, whose softmax is sigmoid(z): every loss of two logits that depends
 * on their difference alone, as all of these do, has its form on one.
 */
public final class Objectives {
    private Objectives() {}

    /** Cross-entropy: the mean over the batch. */
    public static RowLoss crossEntropy(Examples train) {
        return crossEntropy(train.classes(), null, Normalization.BATCH_SIZE);
    }

    /** Cross-entropy of every row, [n]. */
    public static Tensor crossEntropyPerRow(int classes, Tensor logits, Tensor labels) {
        return classes == 2
                ? Losses.bceWithLogitsPerExample(logits, labels, LossOptions.NONE)
                : Losses.crossEntropyPerExample(logits, labels, LossOptions.NONE);
    }

    /**
     * Cross-entropy with label-distribution-aware margins: z_y - m_y takes the place of z_y, the other
     * logits stay (Cao et al., NeurIPS 2019, equation 13). On one logit: z - m_1 for a row of class 1,
     * z + m_0 for one of class 0.
     *
     * @param margins of every class, see {@link #margins}
     */
    public static RowLoss withMargins(double[] margins) {
        return (logits, labels) -> {
            return crossEntropyPerRow(margins.length, behind(margins, logits, labels), labels);
        };
    }

    /** Returns logits set back by the margin of each row's class, see {@link #withMargins}. */
    public static Tensor behind(double[] margins, Tensor logits, Tensor labels) {
        Tensor each = logits.tape().constant(margins, margins.length);
        if (logits.rank() == 1) {
            Tensor sign = labels.mul(2).sub(1);
            return logits.sub(each.gather(0, labels).mul(sign));
        }
        return logits.sub(labels.oneHot(margins.length).mul(each));
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
                .mapToDouble(n -> largest * StrictMath.pow((double) smallest / n, 0.25))
                .toArray();
    }

    /**
     * Returns the logarithm of every class's share of the rows.
     *
     * @throws IllegalArgumentException if a class has no row
     */
    public static double[] logShares(String operation, Examples rows) {
        return Arrays.stream(requireRows(operation, rows))
                .mapToDouble(n -> StrictMath.log((double) n / rows.size()))
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

    /**
     * Returns the mean of the rows' losses, each weighted by its class.
     *
     * @param classWeights of every class, [classes]
     * @param normalization whether the sum is divided by that of the weights or by the number of rows
     */
    public static Tensor weighted(
            RowLoss loss, Tensor logits, Tensor labels, Tensor classWeights,
            Normalization normalization) {
        return Losses.weightedMean(
                loss.each(logits, labels), classWeights.gather(0, labels), normalization);
    }

    /** Cross-entropy with weights of the classes; none if they are null. */
    static RowLoss crossEntropy(int classes, double[] weights, Normalization normalization) {
        if (weights == null) {
            return (logits, labels) -> crossEntropyPerRow(classes, logits, labels);
        }
        return new RowLoss() {
            @Override
            public Tensor each(Tensor logits, Tensor labels) {
                Tensor own = logits.tape().constant(weights).gather(0, labels);
                Tensor rows = crossEntropyPerRow(classes, logits, labels).mul(own);
                return normalization == Normalization.BATCH_SIZE
                        ? rows
                        : rows.div(own.mean());
            }

            @Override
            public Tensor of(Tensor logits, Tensor labels) {
                LossOptions options = LossOptions.NONE.withNormalization(normalization)
                        .withClassWeights(logits.tape().constant(weights));
                return classes == 2
                        ? Losses.bceWithLogits(logits, labels, options)
                        : Losses.crossEntropy(logits, labels, options);
            }
        };
    }
}
