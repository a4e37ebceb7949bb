package org.metabalance.meta.method;

import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.DataSet;
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
record Supervised(String name, String summary, String source, Sampler sampler, LossFor losses)
        implements Method {

    /** Makes a loss for a training set, as it is before resampling. */
    @FunctionalInterface
    interface LossFor {
        Loss of(DataSet train);
    }

    @Override
    public Trained fit(Task task) {
        Rng rng = Rng.of(task.seed());
        Network network = Network.of(task);
        DataSet rows = sampler.resample(task.train(), rng.stream(Streams.RESAMPLE));
        VariableTree weights = Streams.weights(network, rng);

        Tape tape = Tape.f32().threads(1);
        Parameters theta = weights.on(tape);
        Rows batch = Rows.on(tape, rows).pick(tape.input("rows", task.batch()));
        Tensor logits = network.logits(theta, batch.features(), Mode.TRAIN);
        Tensor loss = losses.of(task.train()).of(logits, batch.labels());
        Parameters gradient = theta.with(Gradients.gradient(loss, theta.tensors()));
        Descent.of(task, network, weights).assign(tape, gradient);
        Program step = tape.compile(loss).seed(rng.stream(Streams.PROGRAM).key());

        NdArray picked = step.input("rows");
        IndexStream indices = new IndexStream(rows.rows(), rng.stream(Streams.BATCHES));
        return Training.run(
                task,
                network,
                weights,
                "none",
                () -> {
                    indices.fill(picked);
                    step.run();
                });
    }
}
