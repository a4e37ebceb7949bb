package org.metabalance.meta.method.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metabalance.meta.data.Examples;
import org.metabalance.nn.loss.ClassWeights;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.Normalization;

/** The training losses that have a name; one of one's own is any {@link LossFor}. */
public sealed interface TrainingLoss extends LossFor
        permits TrainingLoss.CrossEntropy, TrainingLoss.InverseFrequency,
        TrainingLoss.EffectiveNumber, TrainingLoss.Focal, TrainingLoss.LogitAdjusted,
        BalancedSoftmax, Equalisation {
    /** Returns the name, in lower case with hyphens. */
    String name();

    /** Returns all, each with its usual setting. */
    static List<TrainingLoss> all() {
        return List.of(
                new CrossEntropy(), new InverseFrequency(1),
                new EffectiveNumber(EffectiveNumber.BETA), new Focal(2),
                new LogitAdjusted(1),
                new BalancedSoftmax(BalancedSoftmax.Counts.TRAINING_SET),
                new BalancedSoftmax(BalancedSoftmax.Counts.BATCH), new Equalisation());
    }

    /** Returns the loss of a name, with its usual setting. */
    static Optional<TrainingLoss> find(String name) {
        return all().stream().filter(loss -> loss.name().equals(name)).findFirst();
    }

    /** Cross-entropy: the mean over the batch. */
    record CrossEntropy() implements TrainingLoss {
        @Override
        public String name() {
            return "cross-entropy";
        }

        @Override
        public Loss of(Examples train) {
            return Objectives.crossEntropy(train);
        }
    }

    /**
     * Cross-entropy weighted inversely to class frequency, divided by the sum of the weights.
     *
     * @param power of these weights: usually 1; 1/2 for their roots
     */
    record InverseFrequency(double power) implements TrainingLoss {
        @Override
        public String name() {
            return "class-weights";
        }

        @Override
        public Loss of(Examples train) {
            double[] weights = ClassWeights.inverseFrequency(train.classCounts());
            Arrays.setAll(weights, c -> StrictMath.pow(weights[c], power));
            return Objectives.crossEntropy(
                    train.classes(), weights, Normalization.WEIGHT_SUM);
        }
    }

    /**
     * Cross-entropy weighted by the effective number of samples (Cui et al., CVPR 2019, arXiv
     * 1901.05555), divided by the batch size.
     *
     * @param beta usually {@value #BETA}, the paper's for CIFAR
     */
    record EffectiveNumber(double beta) implements TrainingLoss {
        /** The usual beta. */
        public static final double BETA = 0.9999;

        @Override
        public String name() {
            return "class-balanced";
        }

        @Override
        public Loss of(Examples train) {
            return Objectives.crossEntropy(
                    train.classes(), ClassWeights.effectiveNumber(beta, train.classCounts()),
                    Normalization.BATCH_SIZE);
        }
    }

    /**
     * The focal loss (Lin et al., ICCV 2017, arXiv 1708.02002) without class weights.
     *
     * @param gamma how much less easy rows count; usually 2, as the paper recommends
     */
    record Focal(double gamma) implements TrainingLoss {
        @Override
        public String name() {
            return "focal";
        }

        @Override
        public Loss of(Examples train) {
            LossOptions options = LossOptions.NONE;
            RowLoss rows = train.classes() == 2
                    ? (logits, labels) -> Losses
                            .sigmoidFocalPerExample(logits, labels, gamma, options)
                    : (logits, labels) -> Losses.focalPerExample(logits, labels, gamma, options);
            return rows;
        }
    }

    /**
     * Cross-entropy of z_k + tau log pi_k, with pi_k the share of class k: Menon et al., ICLR 2021,
     * equation 10. With tau 1, as usual, this is the balanced softmax of Ren et al., NeurIPS 2020, whose
     * log n_k differs by a constant. On one logit: z + tau log(pi_1 / pi_0). Predictions leave the
     * addition out, so they are those for equally frequent classes. Every class needs an example.
     *
     * @param tau how far logits are adjusted
     */
    record LogitAdjusted(double tau) implements TrainingLoss {
        @Override
        public String name() {
            return "logit-adjustment";
        }

        @Override
        public Loss of(Examples train) {
            double[] offsets = Objectives.logShares("logit adjustment", train);
            for (int c = 0; c < offsets.length; c++) {
                offsets[c] *= tau;
            }
            RowLoss loss = Objectives.crossEntropy(train);
            RowLoss rows = (logits, labels) -> loss
                    .each(Objectives.shifted(logits, offsets), labels);
            return rows;
        }
    }
}
