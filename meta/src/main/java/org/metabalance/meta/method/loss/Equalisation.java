package org.metabalance.meta.method.loss;

import java.util.stream.IntStream;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;

/**
 * The equalisation loss (Tan et al., CVPR 2020, arXiv 2003.05176): rows of other classes do not push the
 * logit of a rare class down. With y the one-hot label, T_k = 1 if class k is rare, and beta 1 with
 * probability gamma, drawn once for each batch,
 *
 * <pre>
 *   w_k = 1 - beta T_k (1 - y_k)
 *   SIGMOID:  sum_k w_k BCE(sigmoid(z_k), y_k)
 *   SOFTMAX:  -log(e^{z_y} / sum_k w_k e^{z_k})
 * </pre>
 *
 * <p>With two classes on one logit both come to the same: of a batch with beta 1 only rows of the rare class count.
 *
 * <p>A class is rare if its share of the rows is below {@code threshold / classes}. The papers' thresholds
 * are shares, and mean nothing for another number of classes: the default 0.5 is the 0.005 that a released
 * training script (CDB's comparison) uses for 100 classes; its loss's own default, 0.03, is 3 here.
 *
 * @param form what is equalised; {@link Form#SIGMOID} by default
 * @param threshold share of a class over the even share, below which it is rare; 0.5 by default
 * @param gamma 0 to 1; 0.9 by default, as in that script; 0.95 in its loss
 */
public record Equalisation(Form form, double threshold, double gamma) implements TrainingLoss {
    /** What is equalised. */
    public enum Form {
        /** A sigmoid for each class, as for detection and in the released code. */
        SIGMOID,
        /** The denominator of the softmax: the paper's for classification. */
        SOFTMAX
    }

    /** Checks the ranges. */
    public Equalisation {
        if (!(threshold > 0 && Double.isFinite(threshold)) || !(gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException(
                    "equalisation: the threshold must be positive and gamma from 0 to 1, got %s and %s"
                            .formatted(threshold, gamma));
        }
    }

    /** Sigmoids, threshold 0.5, gamma 0.9. */
    public Equalisation() {
        this(Form.SIGMOID, .5, .9);
    }

    @Override
    public String name() {
        return "equalisation";
    }

    @Override
    public Loss of(Examples train) {
        double[] rare = rare(train.classCounts());
        RowLoss rows = (logits, labels) -> each(rare, logits, labels);
        return rows;
    }

    /** Returns 1 for a rare class, 0 for another. */
    double[] rare(int... counts) {
        double even = threshold * IntStream.of(counts).asLongStream().sum() / counts.length;
        return IntStream.of(counts).mapToDouble(n -> n < even ? 1 : 0).toArray();
    }

    private Tensor each(double[] rare, Tensor z, Tensor labels) {
        int classes = rare.length;
        Tensor drop = z.tape().uniform().lt(gamma);
        Tensor rareClasses = z.tape().constant(rare, classes).mul(drop);
        if (classes == 2) {
            Tensor other = rareClasses.gather(0, labels.rsub(1));
            return Objectives.crossEntropyPerRow(classes, z, labels).mul(other.rsub(1));
        }
        Tensor y = labels.oneHot(classes);
        Tensor left = rareClasses.mul(y.rsub(1));
        return switch (form) {
            // softplus(z) - y z is the binary cross-entropy
            case SIGMOID -> z.softplus().sub(z.mul(y)).mul(left.rsub(1)).sum(1);
            case SOFTMAX -> Objectives.crossEntropyPerRow(
                    classes,
                    Tensor.where(left, z.tape().full(Double.NEGATIVE_INFINITY, z.shape()), z),
                    labels);
        };
    }
}
