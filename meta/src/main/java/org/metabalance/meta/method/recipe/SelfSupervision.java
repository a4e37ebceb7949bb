package org.metabalance.meta.method.recipe;

import java.util.Objects;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.NtXent;

/**
 * Self-supervision at the same time as supervision (Joint-SSL, arXiv 2312.02517): the loss is that of the labels
 * plus {@code weight} times one that needs none, of two augmented views of every example of the batch. Both come
 * out of one network: its last layer makes logits, and a projection, a perceptron with one hidden layer as wide
 * as the features, makes of the same features what the views are compared by. The projection is left behind
 * when training ends.
 *
 * <p>The joint loss is not in the released code, nor are its weight and the loss of views known: here it is that
 * of the released pre-training, SimCLR's, and the weight is ours.
 *
 * <p>Views of a table's row have a share of its columns, 0.6 {@code strength} in each view, replaced by those of
 * random training rows (SCARF, Bahri et al., ICLR 2022, arXiv 2106.15147, which does so with 0.6 in one view
 * alone); all features of a column together. Views of an image are its own augmentation, then moved by up to a
 * quarter of {@code strength} of its shorter side, brightness, contrast and saturation by up to 0.8 {@code
 * strength}: SimCLR's colours without its resized crops, hue and grey. They are flipped only if the images'
 * augmentation flips.
 *
 * @param weight of the loss of the views, above 0; 0.1 by default
 * @param loss of the views; SimCLR's at temperature 0.5 by default, without the released code's clamp
 * @param projection how many numbers the views are compared by, at least 1; 128 by default, as released
 * @param strength of the views' augmentation, above 0 and at most 1; 0.5 by default, SimCLR's for small images
 */
public record SelfSupervision(double weight, NtXent loss, int projection, double strength) {
    /** A weight of 0.1, SimCLR's loss, 128 numbers, strength 0.5. */
    public static final SelfSupervision DEFAULT = new SelfSupervision(.1, NtXent.PAPER, 128, .5);

    /** Checks the numbers. */
    public SelfSupervision {
        Objects.requireNonNull(loss, "loss");
        if (!(weight > 0 && Double.isFinite(weight)) || projection < 1
                || !(strength > 0 && strength <= 1)) {
            throw new IllegalArgumentException(
                    "self-supervision: needs a positive weight, a projection and a strength up to 1, got %s, %d and %s"
                            .formatted(weight, projection, strength));
        }
    }

    /** Returns this with another weight. */
    public SelfSupervision withWeight(double other) {
        return new SelfSupervision(other, loss, projection, strength);
    }

    /** Returns the projection of so many features. */
    Mlp projector(int features) {
        return Mlp.of(Activation.relu(), features, features, projection);
    }

    /**
     * Returns the weighted loss of the views.
     *
     * @param features of the first views of all examples and then of the second, [2 n, features]
     * @param phi the projection's parameters
     */
    Tensor loss(Tensor features, Parameters phi) {
        Tensor z = projector(features.dim(1))
                .apply(phi, Parameters.empty(), features, Mode.TRAIN).output();
        int n = z.dim(0) / 2;
        return loss.loss(z.slice(0, 0, n), z.slice(0, n, 2 * n)).mul(weight);
    }
}
