package org.metabalance.meta.method.transport;

import java.util.Arrays;
import java.util.function.Function;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.MetaSet;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.method.memory.Memory;
import org.metabalance.meta.transport.Sinkhorn;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.model.FeatureModel;
import org.metabalance.nn.optimize.Descent;

/** The second stage: updates of the last layer, and of the weights of a batch before. */
final class WeightedHead {
    private static final double DECAY = 5e-4;
    private static final String WEIGHTS = "weights";

    private final Problem problem;
    private final Memory memory;
    private final Feed.Fed update;

    WeightedHead(
            OptimalTransport method, Problem problem, Network network, MetaSet sets,
            double[] initial) {
        this.problem = problem;
        if (!(network.model() instanceof FeatureModel model)) {
            throw new IllegalArgumentException(
                    "optimal transport: needs a model that makes features, got family '%s'"
                            .formatted(network.model().architecture().family()));
        }
        Rng rng = Rng.of(problem.seed());
        Examples train = sets.train();
        memory = new Memory(train.size(), 1);
        for (int i = 0; i < train.size(); i++) {
            memory.values()[i] = (float) initial[train.label(i)];
        }

        Tape tape = Tape.f32().threads(1);
        Feed feed = Feed.of(tape, rng.stream(Seeds.AUGMENTATION).stream(1));
        Parameters theta = network.weights().on(tape);
        Parameters state = network.state().on(tape);
        Batch meta = feed.all("meta", sets.meta());
        // an order of its own: the plain epochs have drawn from the usual one
        Batch batch = feed.batch(Feed.ROWS, train, problem.batch(), memory.following(
                Feed.order(train, problem, Seeds.INNER_BATCHES)));
        Function<Batch, Tensor> features = it -> model
                .features(theta, state, it, Mode.EVAL).output();
        Function<Batch, Tensor> losses = it -> Objectives.crossEntropyPerRow(
                model.classes(), model.logits(theta, state, it, Mode.EVAL).output(), it.labels());

        Tensor before = memory.on(tape, WEIGHTS, problem.batch());
        Tensor weights = before;
        if (method.learned()) {
            Tensor cost = TransportCost.of(
                    method.prototypes().of(meta, sets.meta().labels(), features),
                    features.apply(batch), batch.labels(), model.classes());
            weights = stepped(method.sinkhorn(), cost, before, method.rate());
        }
        Tensor loss = losses.apply(batch).mul(weights.stopGradient()).mean()
                .add(losses.apply(meta).mean().mul(method.metaShare()));
        VariableTree head = network.weights().only(model.headName());
        Parameters own = head.on(tape);
        Descent.of(problem.optimizer(), head)
                .assign(tape, own.with(Gradients.gradient(loss, own.tensors())));
        update = feed.compile(loss, weights).seed(rng.stream(Seeds.PROGRAM).stream(1));
        memory.in(update.program(), WEIGHTS);
    }

    /**
     * Returns the weights after one step.
     *
     * @param cost [m, n]
     * @param weights of the batch, [n]
     */
    static Tensor stepped(Sinkhorn sinkhorn, Tensor cost, Tensor weights, double rate) {
        Tape tape = cost.tape();
        double[] even = new double[cost.dim(0)];
        Arrays.fill(even, 1.0 / even.length);
        Tensor distance = sinkhorn.distance(cost, tape.constant(even), weights.softmax(0));
        Tensor slope = Gradients.gradient(distance, weights);
        return weights.sub(slope.add(weights.mul(DECAY)).mul(rate));
    }

    /** Makes an update. */
    void update() {
        update.run(problem);
        memory.keep(update.program().output(1));
    }

    /** Returns the weights of all training examples; live. */
    float[] weights() {
        return memory.values();
    }
}
