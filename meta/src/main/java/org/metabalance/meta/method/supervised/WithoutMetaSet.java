package org.metabalance.meta.method.supervised;

import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.MetaSet;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.loss.TrainingLoss;

/**
 * Plain training on the very rows that methods with a {@link MetaSet} are left to train on. {@code plain} learns
 * from these and the meta set together, since every meta set comes out of the training rows: so {@code plain} is
 * the control <i>plain on train + meta set</i> for each of these methods, and the difference between the two
 * tells what the meta set is worth to somebody who only trains on it.
 */
public record WithoutMetaSet() implements Method {
    /** The name. */
    public static final String NAME = "plain-without-meta-set";

    @Override
    public About about() {
        return new About(NAME,
                "cross-entropy on what methods with a meta set are left to train on");
    }

    @Override
    public Trained fit(Problem problem) {
        Examples left = MetaSet
                .of(problem.train(), Rng.of(problem.seed()).stream(Seeds.META_ROWS)).train();
        return Supervised.train(
                problem, Network.of(problem), left,
                new TrainingLoss.CrossEntropy().of(problem.train()));
    }
}
