package org.metabalance.meta.method.metabalance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.loss.Loss;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Parameters;

/** The inner side of MetaBalance on a tape: batches of what the inner loss sees, in one order. */
final class InnerProblem {
    private final Problem problem;
    private final MetaBalance method;
    private final TapedNetwork net;
    private final TapedNetwork ahead;
    private final Feed feed;
    private final Examples examples;
    private final Consumer<NdArray> order;
    private final Loss loss;
    private final List<Batch> batches = new ArrayList<>();

    InnerProblem(
            Problem problem, MetaBalance method, TapedNetwork net, Feed feed, Examples examples,
            Consumer<NdArray> order) {
        this.problem = problem;
        this.method = method;
        this.net = net;
        ahead = net.lookingAhead();
        this.feed = feed;
        this.examples = examples;
        this.order = order;
        loss = method.loss().of(problem.train());
    }

    /** The problem of which theta is the start. */
    Bilevel bilevel(Bilevel.Outer outer) {
        Inner inner = method.inner();
        return new Bilevel(
                net.theta(),
                (at, step) -> loss(step == 0 ? net : ahead, at, batch(step)),
                inner.rule(),
                inner.steps(),
                outer).leak(method.outer().leak()).proximal(inner.proximal());
    }

    /** The mean loss on a batch that judges. */
    Tensor loss(Parameters at, Batch batch) {
        return loss(ahead, at, batch);
    }

    private Tensor loss(TapedNetwork network, Parameters at, Batch batch) {
        return loss.of(network.logits(at, batch), batch.labels());
    }

    private Batch batch(int step) {
        // an implicit gradient needs one inner problem, not another one every step
        int number = method.hypergradient().implicit() ? 0 : step;
        if (number == batches.size()) {
            int size = method.inner().batch() > 0 ? method.inner().batch() : problem.batch();
            batches.add(feed.batch("inner" + number, examples, size, order));
        }
        return batches.get(number);
    }
}
