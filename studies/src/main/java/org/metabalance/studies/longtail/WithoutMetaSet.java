package org.metabalance.studies.longtail;

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
import org.metabalance.meta.method.supervised.Supervised;

/**
 * Plain training on the very images that methods with a {@link MetaSet} are left to train on. The usual plain
 * training learns from these and the meta set together: the difference tells what the meta set is worth to
 * somebody who only trains on it.
 */
record WithoutMetaSet() implements Method {
    static final String NAME = "plain-without-meta-set";

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
