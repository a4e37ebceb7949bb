package org.metabalance.meta.method.graph;

import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.method.supervised.Supervised;

/**
 * Plain training on the training nodes and the balanced set that {@link MetaGcn} would judge by: the control
 * that tells what the labels alone are worth. With {@link MetaNodes#TRAINING} it is plain training.
 *
 * @param nodes where the balanced set is taken from; default {@link MetaNodes#VALIDATION}
 */
public record PlainAndMeta(MetaNodes nodes) implements Method {
    /** With the balanced set of the validation nodes. */
    public PlainAndMeta() {
        this(MetaNodes.VALIDATION);
    }

    @Override
    public About about() {
        return new About("plain-and-meta-nodes",
                "for graphs: cross-entropy on training nodes and those that meta-gcn would judge by");
    }

    @Override
    public Trained fit(Problem problem) {
        MetaNodes.Sets sets = nodes.of(name(), problem);
        Examples all = sets.train().concat(sets.meta());
        return Supervised.train(
                problem, Network.of(problem), all, Objectives.crossEntropy(problem.train()));
    }
}
