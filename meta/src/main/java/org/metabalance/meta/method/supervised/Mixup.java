package org.metabalance.meta.method.supervised;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ChengBetaSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.Descent;
import org.metabalance.meta.method.IndexStream;
import org.metabalance.meta.method.Loss;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Objectives;
import org.metabalance.meta.method.Rows;
import org.metabalance.meta.method.Step;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;

/**
 * Mixup (Zhang et al., ICLR 2018, arXiv 1710.09412): the network learns from rows between rows. A batch
 * is mixed with itself in another order, x = lambda x_a + (1 - lambda) x_b, with one lambda a batch
 * drawn from Beta(alpha, alpha), and the loss is lambda CE(y_a) + (1 - lambda) CE(y_b), as in the
 * authors' code. Partners are drawn from all classes in their own proportions. Categories, which are
 * one-hot, and missing-value indicators are mixed like numbers.
 *
 * @param alpha above 0: below 1 most mixtures are close to one of their rows, at 1 lambda is uniform.
 *     The default 0.2 is the paper's for ImageNet; for CIFAR it uses 1
 */
public record Mixup(double alpha) implements Method {
    /** Checks the range. */
    public Mixup {
        if (!(alpha > 0 && Double.isFinite(alpha))) {
            throw new IllegalArgumentException("mixup: alpha must be positive, got " + alpha);
        }
    }

    /** Alpha 0.2. */
    public Mixup() {
        this(0.2);
    }

    @Override
    public String name() {
        return "mixup";
    }

    @Override
    public String summary() {
        return "rows and labels mixed in pairs, the share drawn from a Beta distribution";
    }

    @Override
    public String source() {
        return "Zhang et al., ICLR 2018, arXiv 1710.09412";
    }

    @Override
    public Trained fit(Task task) {
        Rng rng = Rng.of(task.seed());
        Network network = Network.of(task);
        VariableTree weights = Streams.weights(network, rng);

        Tape tape = Tape.f32().threads(1);
        Parameters theta = weights.on(tape);
        Rows a = Rows.on(tape, task.train()).pick(tape.input(Step.ROWS, task.batch()));
        Rows b = a.pick(tape.input("partners", task.batch()));
        Tensor share = tape.input("share");
        Tensor mixed = a.features().mul(share).add(b.features().mul(share.rsub(1)));
        Tensor logits = network.logits(theta, mixed, Mode.TRAIN);
        Loss each = Objectives.crossEntropy(task.train());
        Tensor loss = each.of(logits, a.labels()).mul(share)
                .add(each.of(logits, b.labels()).mul(share.rsub(1)));
        Descent.of(task, network, weights)
                .assign(tape, theta.with(Gradients.gradient(loss, theta.tensors())));
        Step step = Step.compile(tape, loss, task.train().rows(), rng);

        NdArray lambda = step.program().input("share");
        NdArray partners = step.program().input("partners");
        SharedStateContinuousSampler beta = beta(alpha, rng.stream(Streams.MIXTURES));
        IndexStream order = new IndexStream(task.batch(), rng.stream(Streams.PARTNERS));
        return Training.run(
                task,
                network,
                weights,
                "none",
                () -> {
                    lambda.set(0, beta.sample());
                    order.fill(partners);
                    step.run();
                });
    }

    /** Returns draws from Beta(alpha, alpha) that depend on {@code rng} alone. */
    static SharedStateContinuousSampler beta(double alpha, Rng rng) {
        long[] next = {0};
        UniformRandomProvider bits = () -> rng.bits(next[0]++);
        return ChengBetaSampler.of(bits, alpha, alpha);
    }
}
