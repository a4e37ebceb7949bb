package org.metabalance.meta.method.supervised;

import org.metabalance.engine.Gradients;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.method.Descent;
import org.metabalance.meta.method.Loss;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Rows;
import org.metabalance.meta.method.Step;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.sampler.Sampler;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;

/**
 * Ordinary training on resampled rows with some loss: one Adam update a batch.
 *
 * @param name as users type it
 * @param summary one line
 * @param source where it was published
 * @param sampler what is done to the training rows first
 * @param losses makes the loss for a training set
 */
public record Supervised(String name, String summary, String source, Sampler sampler,
        LossFor losses)
        implements Method {

    /** Makes a loss for a training set, as it is before resampling. */
    @FunctionalInterface
    public interface LossFor {
        Loss of(DataSet train);
    }

    /** Returns this method with another loss. */
    public Supervised withLoss(LossFor other) {
        return new Supervised(name, summary, source, sampler, other);
    }

    /** Returns this method with another sampler. */
    public Supervised withSampler(Sampler other) {
        return new Supervised(name, summary, source, other, losses);
    }

    @Override
    public Trained fit(Task task) {
        Rng rng = Rng.of(task.seed());
        Network network = Network.of(task);
        DataSet rows = sampler.resample(task.train(), rng.stream(Streams.RESAMPLE));
        VariableTree weights = Streams.weights(network, rng);
        return train(task, network, weights, rows, losses.of(task.train()));
    }

    /** Trains the network, from the weights it has, on {@code rows} in place of the task's. */
    static Trained train(
            Task task, Network network, VariableTree weights, DataSet rows, Loss losses) {
        Tape tape = Tape.f32().threads(1);
        Parameters theta = weights.on(tape);
        Rows batch = Rows.on(tape, rows).pick(tape.input(Step.ROWS, task.batch()));
        Tensor logits = network.logits(theta, batch.features(), Mode.TRAIN);
        Tensor loss = losses.of(logits, batch.labels());
        Parameters gradient = theta.with(Gradients.gradient(loss, theta.tensors()));
        Descent.of(task, network, weights).assign(tape, gradient);
        Step step = Step.compile(tape, loss, rows.rows(), Rng.of(task.seed()));
        return Training.run(task, network, weights, "none", step::run);
    }
}
