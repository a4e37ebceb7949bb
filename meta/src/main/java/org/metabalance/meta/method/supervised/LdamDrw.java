package org.metabalance.meta.method.supervised;

import java.util.Arrays;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.method.loss.TrainingLoss;
import org.metabalance.nn.Batch;
import org.metabalance.nn.loss.ClassWeights;

/**
 * Label-distribution-aware margins with deferred re-weighting (Cao et al., NeurIPS 2019, arXiv
 * 1906.07413): a row has to beat the other classes by a margin m_k proportional to n_k^(-1/4), larger
 * for smaller classes; and in the last epochs the loss is weighted by the effective number of samples
 * as well. Weights come late because a network that begins with them learns worse features.
 *
 * <p>The loss, equation 13 of the paper, is the cross-entropy of z with z_y - m_y in place of z_y. With
 * two classes it depends on z = z_1 - z_0 alone: softplus(m_1 - z) for a row of class 1, softplus(z +
 * m_0) for one of class 0. That is what is trained here.
 *
 * <p>In the authors' code logits are 30 times cosines of normalised features and weights, where 0.5 is
 * the largest margin of a cosine. The network that all methods share has logits without bounds and an
 * output bias. Margins of logits are what the paper's analysis begins with; but a network can outgrow
 * them, so they do less here than in the authors' code, and the late weights do most of the work.
 *
 * @param margin of the smallest class, in logits; default 0.5; 0 for deferred re-weighting alone
 * @param deferral the share of the epochs, of those that every training has, that are not weighted; the
 *     authors' is 160 of 200
 * @param beta of the effective number of samples; the authors' is 0.9999
 */
public record LdamDrw(double margin, double deferral, double beta) implements Method {
    /** Checks the ranges. */
    public LdamDrw {
        if (!(margin >= 0 && Double.isFinite(margin))) {
            throw new IllegalArgumentException(
                    "ldam: the margin must not be negative, got " + margin);
        }
        if (!(deferral >= 0 && deferral <= 1)) {
            throw new IllegalArgumentException(
                    "ldam: the share of epochs without weights must be from 0 to 1, got "
                            + deferral);
        }
    }

    /** A margin of 0.5, weights in the last fifth of the epochs. */
    public LdamDrw() {
        this(0.5, 0.8, TrainingLoss.EffectiveNumber.BETA);
    }

    @Override
    public About about() {
        return new About("ldam-drw",
                "larger margins for smaller classes; class weights in the last epochs",
                "Cao et al., NeurIPS 2019, arXiv 1906.07413");
    }

    @Override
    public Trained fit(Problem problem) {
        Network network = Network.of(problem);
        double[] margins = Objectives.margins(problem.train(), margin);
        double[] late = ClassWeights.effectiveNumber(beta, problem.train().classCounts());

        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Feed feed = Feed.of(tape, problem);
        Batch batch = feed.batch(problem.train(), problem);
        Tensor logits = net.logits(net.theta(), batch);
        Tensor classWeights = tape.input("weights", network.classes());
        Tensor loss = Objectives.withMargins(margins, classWeights).of(logits, batch.labels());
        net.descend(problem.optimizer(), loss);
        Feed.Fed update = feed.compile(loss)
                .seed(Rng.of(problem.seed()).stream(Seeds.PROGRAM));

        NdArray current = update.program().input("weights");
        Arrays.fill(current.floats(), 1);
        long[] done = {0};
        int first = unweightedEpochs(problem.plan().fewest());
        long deferred = first * (long) problem.updatesPerEpoch();
        return Training.of(problem, network).settledFrom(first).run("none", () -> {
            if (done[0]++ == deferred) {
                current.copyFrom(NdArray.of(late).as(current.dtype()));
            }
            update.run();
        });
    }

    /** Returns how many of the first epochs are not weighted. */
    int unweightedEpochs(int epochs) {
        return (int) Math.floor(deferral * epochs);
    }
}
