package org.metabalance.meta.method.loss;

import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.nn.loss.CosFace;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;

/**
 * The focal loss (Lin et al., ICCV 2017, arXiv 1708.02002) of logits set back by the margin of {@link
 * CosFace} (Wang et al., CVPR 2018, arXiv 1801.09414): what MetaBalance's faces are trained with. The focal
 * factor is each example's own; the mean is taken after it.
 *
 * <p>For a model whose last layer gives {@code margin.scale()} times cosines, {@link
 * org.metabalance.nn.model.Head#cosine} of that scale. Of other logits the margin is so many logits and no
 * angle; a loss cannot tell.
 *
 * @param margin scale and margin
 * @param gamma how much less easy examples count; 0 for CosFace as published
 */
public record FocalCosFace(CosFace margin, double gamma) implements LossFor {
    /** MetaBalance's for faces (arXiv 2106.09643): scale 64, margin 0.35, gamma 2. */
    public static final FocalCosFace FACES = new FocalCosFace(CosFace.PAPER, 2);

    /** Checks gamma. */
    public FocalCosFace {
        if (!(gamma >= 0 && Double.isFinite(gamma))) {
            throw new IllegalArgumentException(
                    "focal cosface: gamma must not be negative, got " + gamma);
        }
    }

    @Override
    public Loss of(Examples train) {
        return (logits, labels) -> {
            Tensor behind = margin.withMargin(logits, labels);
            return logits.rank() == 1
                    ? Losses.sigmoidFocal(behind, labels, gamma, LossOptions.NONE)
                    : Losses.focal(behind, labels, gamma, LossOptions.NONE);
        };
    }
}
