package org.metabalance.meta.method.loss;

import org.metabalance.meta.data.Examples;

/**
 * Cross-entropy with label-distribution-aware margins (Cao et al., NeurIPS 2019, arXiv 1906.07413,
 * equation 13): z_y - m_y takes the place of z_y, with m_k proportional to n_k^(-1/4). With two classes
 * it depends on z = z_1 - z_0 alone: softplus(m_1 - z) for a row of class 1, softplus(z + m_0) for one of
 * class 0. That is what is trained here.
 *
 * <p>In the authors' code logits are 30 times cosines of normalised features and weights, where 0.5 is
 * the largest margin of a cosine. The network that all methods share has logits without bounds and an
 * output bias. Margins of logits are what the paper's analysis begins with; but a network can outgrow
 * them, so they do less here than in the authors' code.
 *
 * @param largest the margin of the smallest class, in logits; 0 for cross-entropy
 */
public record LabelMargins(double largest) implements LossFor {
    /** Checks the range. */
    public LabelMargins {
        if (!(largest >= 0 && Double.isFinite(largest))) {
            throw new IllegalArgumentException(
                    "ldam: the margin must not be negative, got " + largest);
        }
    }

    @Override
    public Loss of(Examples train) {
        return Objectives.withMargins(Objectives.margins(train, largest));
    }
}
