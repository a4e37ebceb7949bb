package org.metabalance.meta.method.deferred;

import java.util.Arrays;
import java.util.function.Consumer;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.loss.Loss;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.method.loss.RowLoss;
import org.metabalance.nn.Batch;
import org.metabalance.nn.loss.Normalization;

/** An update of a network, one program, whose class weights are an input: 1 until they are changed. */
final class ChangingUpdate {
    private static final String WEIGHTS = "weights";

    private final Problem problem;
    private final Feed.Fed update;

    private ChangingUpdate(Problem problem, Feed.Fed update) {
        this.problem = problem;
        this.update = update;
    }

    /** Records an update without weights: only rows change, by their order. */
    static ChangingUpdate unweighted(
            Problem problem, Network network, Loss loss, Consumer<NdArray> order) {
        return record(problem, network, order,
                (logits, batch) -> loss.of(logits, batch.labels()));
    }

    /** Records an update by a loss whose rows are weighted by their classes. */
    static ChangingUpdate weighted(
            Problem problem, Network network, RowLoss loss, Normalization normalization) {
        return record(problem, network,
                Feed.order(problem.train(), problem, Seeds.BATCHES),
                (logits, batch) -> Objectives.weighted(
                        loss, logits, batch.labels(),
                        logits.tape().input(WEIGHTS, network.classes()), normalization))
                .weigh(ones(network.classes()));
    }

    private interface OfBatch {
        Tensor loss(Tensor logits, Batch batch);
    }

    private static ChangingUpdate record(
            Problem problem, Network network, Consumer<NdArray> order, OfBatch losses) {
        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Feed feed = Feed.of(tape, problem);
        Batch batch = feed.batch(Feed.ROWS, problem.train(), problem.batch(), order);
        Tensor loss = losses.loss(net.logits(net.theta(), batch), batch);
        net.descend(problem.optimizer(), loss);
        return new ChangingUpdate(
                problem,
                feed.compile(loss).seed(Rng.of(problem.seed()).stream(Seeds.PROGRAM)));
    }

    private static double[] ones(int classes) {
        double[] ones = new double[classes];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Sets the weights of the classes from the next update on; returns this. */
    ChangingUpdate weigh(double[] classWeights) {
        NdArray current = update.program().input(WEIGHTS);
        current.copyFrom(NdArray.of(classWeights).as(current.dtype()));
        return this;
    }

    void run() {
        update.run(problem);
    }
}
