package org.metabalance.meta.method.reweight;

import java.util.List;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.MetaSet;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Parameters;

/**
 * Learning to reweight examples (Ren et al., ICML 2018, arXiv 1803.09050): every update weighs the rows
 * of its batch anew, by how much learning from each would lower the loss on a small balanced set, see
 * {@link MetaSet}.
 *
 * <p>With weights eps on the losses l_i of the batch, a virtual step leads to theta^ = theta - alpha
 * grad(sum_i eps_i l_i). At eps = 0 the derivative of the balanced set's loss L is
 *
 * <pre>
 *   u_i = -dL(theta^) / d eps_i = alpha &lt;grad l_i(theta), grad L(theta)&gt;
 *   w_i = max(u_i, 0) / sum_j max(u_j, 0)          all 0 if no u is positive
 * </pre>
 *
 * <p>and the update descends sum_i w_i l_i. The products are the derivative of the vector of losses
 * along grad L, so one forward-mode pass gives all of them, without the second derivatives the paper
 * computes: exact, not an approximation. As the weights sum to 1, alpha cancels. Loss, weights and
 * update are one compiled program. All rows of the balanced set, few as they are, are seen at once.
 *
 * <p>The weights are noise as long as the network knows nothing, and with large learning rates training
 * can collapse. A warm-up of plain training makes it stabler; the paper has none.
 *
 * @param warmup the share of the updates, of those that every training makes, from 0 to below 1, that
 *     are made with equal weights first; default 0
 */
public record LearningToReweight(double warmup) implements Method {
    /** Checks the range. */
    public LearningToReweight {
        if (!(warmup >= 0 && warmup < 1)) {
            throw new IllegalArgumentException(
                    "learning to reweight: the warm-up must be at least 0 and below 1, got "
                            + warmup);
        }
    }

    /** Without a warm-up, as published. */
    public LearningToReweight() {
        this(0);
    }

    @Override
    public About about() {
        return new About("learning-to-reweight",
                "rows weighted by how learning from them would help on a small balanced set",
                "Ren et al., ICML 2018, arXiv 1803.09050");
    }

    @Override
    public Trained fit(Problem problem) {
        Rng rng = Rng.of(problem.seed());
        Network network = Network.of(problem);
        MetaSet sets = MetaSet.of(problem.train(), rng.stream(Seeds.META_ROWS));

        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Feed feed = Feed.of(tape, problem);
        Parameters theta = net.theta();
        Batch batch = feed.batch(sets.train(), problem);
        Tensor losses = net.losses(theta, batch);
        Tensor meta = net.lookingAhead()
                .losses(theta, feed.all("meta", sets.meta())).mean();
        // 1 while warming up
        Tensor equal = tape.input("equal");
        Tensor rowWeights = Tensor.where(
                equal, tape.full(1.0 / problem.batch(), losses.shape()),
                weights(losses, meta, theta));
        Tensor loss = losses.dot(rowWeights);
        net.descend(problem.optimizer(), loss);
        Feed.Fed update = feed.compile(loss).seed(rng.stream(Seeds.PROGRAM));

        NdArray warm = update.program().input("equal");
        double epochs = warmup * problem.plan().fewest();
        long first = (long) (epochs * problem.updatesPerEpoch());
        long[] done = {0};
        Training training = Training.of(problem, network).keptFrom((int) Math.ceil(epochs));
        return training.run(Hypergradients.EXACT.label(), () -> {
            warm.set(0, done[0]++ < first ? 1 : 0);
            update.run(problem);
        });
    }

    /**
     * Returns the weights of a batch, [n]; constants for any derivative.
     *
     * @param losses of the rows of the batch at theta, [n]
     * @param meta the mean loss of the balanced set at theta
     * @param theta the network's weights
     */
    public static Tensor weights(Tensor losses, Tensor meta, Parameters theta) {
        List<Tensor> towards = Gradients.gradient(meta, theta.tensors());
        Tensor help = Gradients.jvp(losses, theta.tensors(), towards).stopGradient().relu();
        Tensor sum = help.sum();
        return help.div(sum.add(sum.eq(0)));
    }
}
