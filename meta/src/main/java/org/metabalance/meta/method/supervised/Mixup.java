package org.metabalance.meta.method.supervised;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ChengBetaSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.BatchUpdate;
import org.metabalance.meta.method.IndexStream;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.loss.Loss;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.nn.Batch;

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
    public About about() {
        return new About("mixup",
                "rows and labels mixed in pairs, the share drawn from a Beta distribution",
                "Zhang et al., ICLR 2018, arXiv 1710.09412");
    }

    @Override
    public Trained fit(Problem problem) {
        Rng rng = Rng.of(problem.seed());
        Network network = Network.of(problem);

        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Batch a = problem.train().on(tape, tape.input(BatchUpdate.ROWS, problem.batch()));
        Batch b = a.pick(tape.input("partners", problem.batch()));
        Tensor share = tape.input("share");
        Batch mixed = a.with(a.x().mul(share).add(b.x().mul(share.rsub(1))));
        Tensor logits = net.logits(net.theta(), mixed);
        Loss each = Objectives.crossEntropy(problem.train());
        Tensor loss = each.of(logits, a.labels()).mul(share)
                .add(each.of(logits, b.labels()).mul(share.rsub(1)));
        net.descend(problem.optimizer(), loss);
        BatchUpdate update = BatchUpdate.compile(tape, loss, problem.train().size(), rng);

        NdArray lambda = update.program().input("share");
        NdArray partners = update.program().input("partners");
        SharedStateContinuousSampler beta = beta(alpha, rng.stream(Seeds.MIXTURES));
        IndexStream order = new IndexStream(problem.batch(), rng.stream(Seeds.PARTNERS));
        return Training.of(problem, network).run("none", () -> {
            lambda.set(0, beta.sample());
            order.fill(partners);
            update.run();
        });
    }

    /** Returns draws from Beta(alpha, alpha) that depend on {@code rng} alone. */
    static SharedStateContinuousSampler beta(double alpha, Rng rng) {
        long[] next = {0};
        UniformRandomProvider bits = () -> rng.bits(next[0]++);
        return ChengBetaSampler.of(bits, alpha, alpha);
    }
}
