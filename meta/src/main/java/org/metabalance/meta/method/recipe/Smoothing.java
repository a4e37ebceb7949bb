package org.metabalance.meta.method.recipe;

import java.util.Arrays;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.loss.Objectives;

/**
 * Label smoothing, by class if it is told so: of a label of class k the share (1 - eps_k) stays where it is and
 * eps_k is spread evenly over all K classes,
 *
 * <pre>
 *   eps_k = least + (most - least) n_min / n_k
 * </pre>
 *
 * <p>so that the smallest class is smoothed most, and with both the same it is ordinary label smoothing
 * (Szegedy et al., CVPR 2016, arXiv 1512.00567). Arxiv 2312.02517 smooths by class, but its code does not and
 * tells no schedule: this one is ours.
 *
 * @param least share for a class without limit, in [0, 1); 0 by default
 * @param most share for the smallest class, at least {@code least} and below 1; 0 by default
 */
public record Smoothing(double least, double most) {
    /** Labels as they are. */
    public static final Smoothing NONE = new Smoothing(0, 0);

    /** By class: 0.02 for large classes to 0.2 for the smallest. */
    public static final Smoothing BY_CLASS = new Smoothing(.02, .2);

    /** Checks the shares. */
    public Smoothing {
        if (!(least >= 0 && least <= most && most < 1)) {
            throw new IllegalArgumentException(
                    "label smoothing: shares must be at least 0, below 1 and in order, got %s and %s"
                            .formatted(least, most));
        }
    }

    /** Returns the same smoothing for all classes. */
    public static Smoothing of(double share) {
        return new Smoothing(share, share);
    }

    /**
     * Returns eps of every class.
     *
     * @param counts the number of training examples of every class; 0 counts as the smallest
     */
    public double[] shares(int[] counts) {
        int smallest = Arrays.stream(counts).filter(n -> n > 0).min().orElse(1);
        return Arrays.stream(counts)
                .mapToDouble(n -> least + (most - least) * smallest / Math.max(n, smallest))
                .toArray();
    }

    /**
     * Returns the cross-entropy of every example with smoothed labels, [n].
     *
     * @param logits [n] for two classes, else [n, classes]
     * @param labels class indices, [n]
     * @param counts the number of training examples of every class
     */
    public Tensor losses(Tensor logits, Tensor labels, int[] counts) {
        int classes = counts.length;
        if (most == 0) {
            return Objectives.crossEntropyPerRow(classes, logits, labels);
        }
        double[] shares = shares(counts);
        Tensor eps = labels.tape().constant(shares, classes).gather(0, labels);
        if (classes == 2) {
            Tensor soft = labels.mul(eps.rsub(1)).add(eps.mul(.5));
            return Objectives.crossEntropyPerRow(classes, logits, soft);
        }
        Tensor column = eps.unsqueeze(1);
        Tensor soft = labels.oneHot(classes).mul(column.rsub(1)).add(column.mul(1.0 / classes));
        return Objectives.crossEntropyPerRow(classes, logits, soft);
    }
}
