package org.metabalance.meta.method.supervised;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ChengBetaSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.IndexStream;
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
 * Training on a batch that is mixed with itself in another order: with a share lambda of each example's
 * own label, the loss is lambda CE(y_a) + (1 - lambda) CE(y_b).
 */
final class MixedTraining {
    private MixedTraining() {}

    /** How examples are mixed. */
    interface Rule {
        /** Records the mixture of {@code a} and {@code b}, with inputs for what is drawn. */
        Mixture mix(Batch a, Batch b);

        /** Draws for the next run. */
        void draw(Program program);
    }

    /**
     * Mixed examples.
     *
     * @param x of the shape that one batch has
     * @param share how much the labels of the first batch count, a number or {@code [n]}
     */
    record Mixture(Tensor x, Tensor share) {}

    static Trained fit(Problem problem, Rule rule) {
        Rng rng = Rng.of(problem.seed());
        Network network = Network.of(problem);

        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Feed feed = Feed.of(tape, problem);
        Batch a = feed.batch(problem.train(), problem);
        Batch b = a.pick(tape.input("partners", problem.batch()));
        Mixture mixture = rule.mix(a, b);
        Tensor logits = net.logits(net.theta(), a.with(mixture.x));
        Loss each = mixture.share.rank() == 0
                ? Objectives.crossEntropy(problem.train())
                : (scores, labels) -> Objectives.crossEntropyPerRow(
                        net.classes(), scores, labels);
        Tensor loss = each.of(logits, a.labels()).mul(mixture.share)
                .add(each.of(logits, b.labels()).mul(mixture.share.rsub(1)));
        loss = loss.rank() == 0 ? loss : loss.mean();
        net.descend(problem.optimizer(), loss);
        Feed.Fed update = feed.compile(loss).seed(rng.stream(Seeds.PROGRAM));

        NdArray partners = update.program().input("partners");
        IndexStream order = new IndexStream(problem.batch(), rng.stream(Seeds.PARTNERS));
        return Training.of(problem, network).run("none", () -> {
            rule.draw(update.program());
            order.fill(partners);
            update.run(problem);
        });
    }

    /** Returns draws from Beta(alpha, alpha) that depend on {@code rng} alone. */
    static SharedStateContinuousSampler beta(double alpha, Rng rng) {
        long[] next = {0};
        UniformRandomProvider bits = () -> rng.bits(next[0]++);
        return ChengBetaSampler.of(bits, alpha, alpha);
    }

    static void requireAlpha(String method, double alpha) {
        if (!(alpha > 0 && Double.isFinite(alpha))) {
            throw new IllegalArgumentException(method + ": alpha must be positive, got " + alpha);
        }
    }

    /** One share a batch, drawn from Beta(alpha, alpha); x = lambda x_a + (1 - lambda) x_b. */
    static class Linear implements Rule {
        private static final String SHARE = "share";
        private final SharedStateContinuousSampler beta;

        Linear(Problem problem, double alpha) {
            beta = beta(alpha, Rng.of(problem.seed()).stream(Seeds.MIXTURES));
        }

        @Override
        public Mixture mix(Batch a, Batch b) {
            Tensor share = a.x().tape().input(SHARE);
            return new Mixture(a.x().mul(share).add(b.x().mul(share.rsub(1))), share);
        }

        @Override
        public void draw(Program program) {
            program.input(SHARE).set(0, beta.sample());
        }
    }
}
