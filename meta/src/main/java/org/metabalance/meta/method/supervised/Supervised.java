package org.metabalance.meta.method.supervised;

import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.loss.Loss;
import org.metabalance.meta.method.loss.LossFor;
import org.metabalance.meta.sampler.Sampler;
import org.metabalance.nn.Batch;

/**
 * Ordinary training on resampled examples with some loss: one Adam update a batch. With a sampler or a
 * loss of one's own it is a method of one's own.
 *
 * @param about what is told of it
 * @param sampler what is done to the training examples first
 * @param loss made for the training examples as they are before
 */
public record Supervised(About about, Sampler sampler, LossFor loss) implements Method {
    /** Returns this method with another loss. */
    public Supervised with(LossFor other) {
        return new Supervised(about, sampler, other);
    }

    /** Returns this method with another sampler. */
    public Supervised with(Sampler other) {
        return new Supervised(about, other, loss);
    }

    @Override
    public Trained fit(Problem problem) {
        Rng rng = Rng.of(problem.seed());
        Examples examples = sampler.resample(problem.train(), rng.stream(Seeds.RESAMPLE));
        return train(problem, Network.of(problem), examples, loss.of(problem.train()));
    }

    /** Trains the network, from the weights it has, on {@code examples} in place of the problem's. */
    public static TrainedNetwork train(
            Problem problem, Network network, Examples examples, Loss losses) {
        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Feed feed = Feed.of(tape, problem);
        Batch batch = feed.batch(examples, problem);
        Tensor loss = losses.of(net.logits(net.theta(), batch), batch.labels());
        net.descend(problem.optimizer(), loss);
        Feed.Fed update = feed.compile(loss)
                .seed(Rng.of(problem.seed()).stream(Seeds.PROGRAM));
        problem.progress().saw("training", examples);
        return Training.of(problem, network).run("none", () -> update.run(problem));
    }
}
