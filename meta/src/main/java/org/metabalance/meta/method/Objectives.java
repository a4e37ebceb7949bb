package org.metabalance.meta.method;

import org.metabalance.meta.data.DataSet;
import org.metabalance.nn.ClassWeights;
import org.metabalance.nn.LossOptions;
import org.metabalance.nn.Losses;
import org.metabalance.nn.Normalization;

/** The training losses, for two classes on one logit and for more on one logit each. */
final class Objectives {
    /** Beta of the effective number of samples: what "Class-Balanced Loss" uses for CIFAR. */
    private static final double EFFECTIVE_NUMBER_BETA = 0.9999;

    /** Gamma of the focal loss: what "Focal Loss for Dense Object Detection" recommends. */
    private static final double FOCAL_GAMMA = 2;

    private Objectives() {}

    /** Cross-entropy: the mean over the batch. */
    static Loss crossEntropy(DataSet train) {
        return crossEntropy(train.classes(), null, Normalization.BATCH_SIZE);
    }

    /** Cross-entropy weighted inversely to class frequency, divided by the sum of the weights. */
    static Loss inverseFrequency(DataSet train) {
        double[] weights = ClassWeights.inverseFrequency(train.classCounts());
        return crossEntropy(train.classes(), weights, Normalization.WEIGHT_SUM);
    }

    /** Cross-entropy weighted by the effective number of samples, divided by the batch size. */
    static Loss effectiveNumber(DataSet train) {
        double[] weights = ClassWeights.effectiveNumber(EFFECTIVE_NUMBER_BETA, train.classCounts());
        return crossEntropy(train.classes(), weights, Normalization.BATCH_SIZE);
    }

    /** The focal loss without class weights. */
    static Loss focal(DataSet train) {
        LossOptions options = LossOptions.NONE;
        return train.classes() == 2
                ? (logits, labels) -> Losses.sigmoidFocal(logits, labels, FOCAL_GAMMA, options)
                : (logits, labels) -> Losses.focal(logits, labels, FOCAL_GAMMA, options);
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
