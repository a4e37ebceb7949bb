package org.metabalance.meta.method.loss;

import java.util.List;
import java.util.Optional;
import org.metabalance.meta.data.Examples;

/** The training losses that have a name; one of one's own is any {@link LossFor}. */
public sealed interface TrainingLoss extends LossFor {
    /** Returns the name, in lower case with hyphens. */
    String name();

    /** Returns all, each with its usual setting. */
    static List<TrainingLoss> all() {
        return List.of(
                new CrossEntropy(), new InverseFrequency(1),
                new EffectiveNumber(Objectives.EFFECTIVE_NUMBER_BETA), new Focal(2),
                new LogitAdjusted(1));
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
            return Objectives.inverseFrequency(train, power);
        }
    }

    /**
     * Cross-entropy weighted by the effective number of samples (Cui et al., CVPR 2019, arXiv
     * 1901.05555), divided by the batch size.
     *
     * @param beta usually 0.9999
     */
    record EffectiveNumber(double beta) implements TrainingLoss {
        @Override
        public String name() {
            return "class-balanced";
        }

        @Override
        public Loss of(Examples train) {
            return Objectives.effectiveNumber(train, beta);
        }
    }

    /**
     * The focal loss (Lin et al., ICCV 2017, arXiv 1708.02002) without class weights.
     *
     * @param gamma how much less easy rows count; usually 2
     */
    record Focal(double gamma) implements TrainingLoss {
        @Override
        public String name() {
            return "focal";
        }

        @Override
        public Loss of(Examples train) {
            return Objectives.focal(train.classes(), gamma);
        }
    }

    /**
     * Cross-entropy of z_k + tau log pi_k, see {@link Objectives#logitAdjusted}.
     *
     * @param tau usually 1, the balanced softmax
     */
    record LogitAdjusted(double tau) implements TrainingLoss {
        @Override
        public String name() {
            return "logit-adjustment";
        }

        @Override
        public Loss of(Examples train) {
            return Objectives.logitAdjusted(train, tau);
        }
    }
}
