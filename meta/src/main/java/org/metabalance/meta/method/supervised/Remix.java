package org.metabalance.meta.method.supervised;

import java.util.Arrays;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.nn.Batch;

/**
 * Remix (Chou et al., "Remix: Rebalanced mixup", ECCV 2020 workshops, arXiv 2007.03943): examples are
 * mixed as in {@link Mixup}, but a mixture of a large and a small class may be given to the small one
 * alone. With n_a, n_b training examples of the two classes, the label of the first counts
 *
 * <pre>
 *   0        if n_a / n_b &gt;= kappa    and lambda &lt; tau
 *   1        if n_a / n_b &lt;= 1/kappa  and 1 - lambda &lt; tau
 *   lambda   otherwise
 * </pre>
 *
 * @param alpha of the Beta distribution of lambda, above 0; 1 by default, as in the paper
 * @param kappa how many times as large a class must be, at least 1; 3 in the paper
 * @param tau up to which share of the large class, 0 to 1; 0.5 in the paper
 */
public record Remix(double alpha, double kappa, double tau) implements Method {
    /** Checks the ranges. */
    public Remix {
        MixedTraining.requireAlpha("remix", alpha);
        if (!(kappa >= 1 && Double.isFinite(kappa)) || !(tau >= 0 && tau <= 1)) {
            throw new IllegalArgumentException(
                    "remix: kappa must be at least 1 and tau from 0 to 1, got %s and %s"
                            .formatted(kappa, tau));
        }
    }

    /** The paper's: alpha 1, kappa 3, tau 0.5. */
    public Remix() {
        this(1, 3, .5);
    }

    @Override
    public About about() {
        return new About("remix",
                "mixup whose mixtures of a large and a small class belong to the small one",
                "Chou et al., ECCV 2020 workshops, arXiv 2007.03943");
    }

    @Override
    public Trained fit(Problem problem) {
        double[] counts = Arrays.stream(problem.train().classCounts()).asDoubleStream().toArray();
        return MixedTraining.fit(problem, new MixedTraining.Linear(problem, alpha) {
            @Override
            public MixedTraining.Mixture mix(Batch a, Batch b) {
                MixedTraining.Mixture linear = super.mix(a, b);
                return new MixedTraining.Mixture(
                        linear.x(), share(linear.share(), counts, a.labels(), b.labels()));
            }
        });
    }

    /** Returns how much the first label of every pair counts, {@code [n]}. */
    Tensor share(Tensor lambda, double[] counts, Tensor a, Tensor b) {
        Tensor each = a.tape().constant(counts, counts.length);
        Tensor ofA = each.gather(0, a);
        Tensor ofB = each.gather(0, b);
        Tensor large = ofA.ge(ofB.mul(kappa)).mul(lambda.lt(tau));
        Tensor small = ofB.ge(ofA.mul(kappa)).mul(lambda.rsub(1).lt(tau));
        Tensor own = Tensor.where(small, a.tape().ones(), lambda);
        return Tensor.where(large, a.tape().zeros(), own);
    }
}
