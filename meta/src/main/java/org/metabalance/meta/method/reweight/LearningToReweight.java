package org.metabalance.meta.method.reweight;

import java.util.List;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.method.Descent;
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
 * @param warmup the share of the updates, from 0 to below 1, that are made with equal weights first;
 *     default 0
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
    public String name() {
        return "learning-to-reweight";
    }

    @Override
    public String summary() {
        return "rows weighted by how learning from them would help on a small balanced set";
    }

    @Override
    public String source() {
        return "Ren et al., ICML 2018, arXiv 1803.09050";
    }

    @Override
    public Trained fit(Task task) {
        Rng rng = Rng.of(task.seed());
        Network network = Network.of(task);
        VariableTree weights = Streams.weights(network, rng);
        MetaSet sets = MetaSet.of(task.train(), rng.stream(Streams.META_ROWS));

        Tape tape = Tape.f32().threads(1);
        Parameters theta = weights.on(tape);
        Rows batch = Rows.on(tape, sets.train()).pick(tape.input(Step.ROWS, task.batch()));
        Tensor losses = losses(network, theta, batch);
        Tensor meta = losses(network, theta, Rows.on(tape, sets.meta())).mean();
        // 1 while warming up
        Tensor equal = tape.input("equal");
        Tensor rowWeights = Tensor.where(
                equal, tape.full(1.0 / task.batch(), losses.shape()), weights(losses, meta, theta));
        Tensor loss = losses.dot(rowWeights);
        Descent.of(task, network, weights)
                .assign(tape, theta.with(Gradients.gradient(loss, theta.tensors())));
        Step step = Step.compile(tape, loss, sets.train().rows(), rng);

        NdArray warm = step.program().input("equal");
        long first = (long) (warmup * task.epochs() * task.updatesPerEpoch());
        long[] done = {0};
        return Training.run(
                task,
                network,
                weights,
                Hypergradients.EXACT.label(),
                () -> {
                    warm.set(0, done[0]++ < first ? 1 : 0);
                    step.run();
                });
    }

    private static Tensor losses(Network network, Parameters theta, Rows rows) {
        Tensor logits = network.logits(theta, rows.features(), Mode.TRAIN);
        return Objectives.crossEntropyPerRow(network.classes(), logits, rows.labels());
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
