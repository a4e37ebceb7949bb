package org.metabalance.meta.method.graph;

import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.reweight.LearningToReweight;

/**
 * Meta-GCN (Mohammadizadeh, Mozhdehi, Ioannou and Wang, arXiv 2406.17073): learning to reweight examples on a
 * graph. In every update the whole graph passes through the network and each training node i gets the weight
 *
 * <pre>
 *   w_i = max(u_i, 0) / sum_j max(u_j, 0),   u_i = -dL(theta^) / d eps_i   at eps = 0
 * </pre>
 *
 * with theta^ = theta - eta grad(sum_i eps_i l_i) and L the mean loss on a small balanced set of nodes, in the
 * graph that these <em>induce</em>: edges to other nodes are cut. All weights are 0 if no u is positive. As in
 * {@link LearningToReweight}, which has the formula, one forward-mode pass gives all u, exactly, and eta cancels.
 *
 * <p>An update sees all training nodes, whatever the problem's batch. The network is the problem's, the usual
 * two-layer GCN of {@link GraphModels#DEFAULT} or another; the optimizer is the one of all methods here, Adam
 * without weight decay (released code: Adam 0.01 with decay 5e-4, 1,000 epochs, no selection). The released
 * notebook takes the mean of the losses before it weighs them, so that no node has a weight, and draws the meta
 * nodes of its tables from the test part; this follows the paper.
 *
 * @param nodes where the balanced set is taken from; default {@link MetaNodes#TRAINING}, which no
 *     other method has in addition; the paper's is {@link MetaNodes#VALIDATION}
 * @param judged the graph in which these nodes are judged; default {@link Judged#INDUCED}, the paper's. Where
 *     nodes have many neighbours, as in graphs of tables, a few nodes alone look like no node of the graph, and
 *     {@link Judged#WHOLE} does better
 */
public record MetaGcn(MetaNodes nodes, Judged judged) implements Method {
    /** The graph in which the balanced nodes are judged. */
    public enum Judged {
        /** The one that they induce, as published. */
        INDUCED,
        /** The whole graph, in which they are learned from and scored. */
        WHOLE
    }

    /** As published, but with a balanced set out of the training nodes. */
    public MetaGcn() {
        this(Judged.INDUCED);
    }

    /** With a balanced set out of the training nodes. */
    public MetaGcn(Judged judged) {
        this(MetaNodes.TRAINING, judged);
    }

    @Override
    public About about() {
        String paper = "Mohammadizadeh et al., Canadian AI 2024, arXiv 2406.17073";
        return switch (judged) {
            case INDUCED -> new About("meta-gcn",
                    "for graphs: nodes weighted by how learning from them would help on a small balanced"
                            + " set",
                    paper);
            case WHOLE -> new About("meta-gcn-whole",
                    "as meta-gcn, but the balanced set keeps its edges to all other nodes", paper);
        };
    }

    @Override
    public Trained fit(Problem problem) {
        MetaNodes.Sets sets = nodes.of(name(), problem);
        Rng rng = Rng.of(problem.seed());
        Network network = Network.of(problem);
        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Feed feed = Feed.of(tape, problem);
        Tensor losses = net.losses(net.theta(), feed.all("nodes", sets.train()));
        Tensor meta = net.lookingAhead().losses(net.theta(), feed.all("meta", switch (judged) {
            case INDUCED -> sets.meta().induced();
            case WHOLE -> sets.meta();
        })).mean();
        Tensor loss = losses.dot(LearningToReweight.weights(losses, meta, net.theta()));
        net.descend(problem.optimizer(), loss);
        Feed.Fed update = feed.compile(loss).seed(rng.stream(Seeds.PROGRAM));
        return Training.of(problem, network).run(Hypergradients.EXACT.label(),
                () -> update.run(problem));
    }
}
