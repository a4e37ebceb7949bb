package org.metabalance.meta.method.metabalance;

import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.IndexStream;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.nn.Parameters;

/** What the inner updates of MetaBalance make of theta, outside of training. */
final class Adaptation {
    /** Batches and dropout of their own: training is the same with adaptation and without. */
    private static final long STREAM = 1L << 32;

    private final Network theta;
    private final Network adapted;
    private final Feed.Fed program;

    Adaptation(Problem problem, Network theta, Examples examples, MetaBalance method) {
        this.theta = theta;
        Rng rng = Rng.of(problem.seed());
        adapted = Network.of(theta.model(), theta.values());
        Tape tape = Tape.f32().threads(1);
        Feed feed = Feed.of(tape, rng.stream(Seeds.AUGMENTATION).stream(STREAM));
        IndexStream order = new IndexStream(
                examples.size(), rng.stream(Seeds.INNER_BATCHES).stream(STREAM));
        InnerProblem inner = new InnerProblem(
                problem, method, theta.on(tape), feed, examples, order::fill);
        Parameters end = inner.bilevel(at -> tape.zeros()).adapted();
        adapted.weights().assign(tape, end.map(Tensor::stopGradient));
        program = feed.compile().seed(rng.stream(Seeds.PROGRAM).stream(STREAM));
    }

    /** The adapted network; that of the last run. */
    Network adapted() {
        return adapted;
    }

    /** Adapts theta as it is now. */
    void run() {
        program.run();
        adapted.state().load(theta.state().values());
    }
}
