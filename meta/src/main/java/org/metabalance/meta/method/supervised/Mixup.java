package org.metabalance.meta.method.supervised;

import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;

/**
 * Mixup (Zhang et al., ICLR 2018, arXiv 1710.09412): the network learns from rows between rows. A batch
 * is mixed with itself in another order, x = lambda x_a + (1 - lambda) x_b, with one lambda a batch
 * drawn from Beta(alpha, alpha), and the loss is lambda CE(y_a) + (1 - lambda) CE(y_b), as in the
 * authors' code. Partners are drawn from all classes in their own proportions. Categories, which are
 * one-hot, and missing-value indicators are mixed like numbers.
 *
 * @param alpha above 0: below 1 most mixtures are close to one of their rows, at 1 lambda is uniform.
 *     The default 0.2 is the paper's for ImageNet; for CIFAR it uses 1
 */
public record Mixup(double alpha) implements Method {
    /** Checks the range. */
    public Mixup {
        MixedTraining.requireAlpha("mixup", alpha);
    }

    /** Alpha 0.2. */
    public Mixup() {
        this(0.2);
    }

    @Override
    public About about() {
        return new About("mixup",
                "rows and labels mixed in pairs, the share drawn from a Beta distribution",
                "Zhang et al., ICLR 2018, arXiv 1710.09412");
    }

    @Override
    public Trained fit(Problem problem) {
        return MixedTraining.fit(problem, new MixedTraining.Linear(problem, alpha));
    }
}
