package org.metabalance.meta.fewshot.training;

import java.util.Map;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.fewshot.Episodes;
import org.metabalance.meta.fewshot.learner.Learner;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Descent;

/**
 * Learns from episodes: everything from the support set to the outer update is one program. Where an update is
 * made of several tasks, these run one after the other and a second program makes the update of the sum: a
 * convolution has one set of weights for all images of a batch, and adapted weights are each task's own.
 */
final class MetaTraining implements Training.Updates {
    private final FewShotNetwork network;
    private final Episodes source;
    private final int tasks;
    private final Program episode;
    private final EpisodeInput.Filler filler;
    private final Program update; // null: the episode's program makes it
    private int collected;

    MetaTraining(Training training, FewShotNetwork network) {
        this.network = network;
        source = training.train();
        Learner learner = network.learner();
        tasks = Math.min(learner.tasks(), training.settings().episodes());
        Descent descent = Descent.of(
                training.optimizer(training.settings().episodes() / tasks), network.weights());
        Tape tape = Tape.f32().threads(training.settings().threads());
        EpisodeInput input = new EpisodeInput(
                tape, source, training.strategy(), training.settings().seed());
        Parameters theta = network.weights().on(tape);
        Forward forward = learner.logits(
                input.episode(), network.model(), theta, network.state().on(tape),
                Learner.Phase.LEARN);
        Tensor loss = learner.loss(input.episode(), forward.output());
        Parameters gradient = theta.with(Gradients.gradient(loss, theta.tensors()));
        network.state().assign(tape, forward.state());
        if (tasks == 1) {
            descent.assign(tape, gradient);
            update = null;
        } else {
            VariableTree sums = VariableTree.init(
                    network.weights().specs().stream()
                            .map(spec -> new ParameterSpec(
                                    spec.name(), spec.shape(), Initializer.zeros()))
                            .toList(),
                    DType.F32);
            sums.assign(tape, Parameters.zip(sums.on(tape), gradient, Tensor::add));
            update = updateFrom(sums, descent);
        }
        episode = tape.compile(loss);
        filler = input.in(episode);
    }

    private static Program updateFrom(VariableTree sums, Descent descent) {
        Tape tape = Tape.f32().threads(1);
        Parameters gradient = sums.on(tape);
        descent.assign(tape, gradient);
        sums.assign(tape, gradient.map(sum -> tape.zeros(sum.shape())));
        return tape.compile();
    }

    @Override
    public double next(long number) {
        filler.fill(source.episode(number));
        episode.run();
        double loss = episode.output(0).item();
        collected++;
        if (update != null && collected == tasks) {
            update.run();
            collected = 0;
        }
        return loss;
    }

    @Override
    public Map<String, NdArray> values() {
        return network.values();
    }
}
