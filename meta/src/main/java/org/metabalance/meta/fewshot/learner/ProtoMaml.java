package org.metabalance.meta.fewshot.learner;

import java.util.List;
import java.util.Objects;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.About;
import org.metabalance.nn.Forward;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.model.FeatureModel;

/**
 * {@link Maml} whose linear head begins as the nearest-prototype rule: Triantafillou et al., "Meta-Dataset", ICLR
 * 2020. So it has no head to learn, and any number of classes.
 *
 * @param steps 5 of rate 0.005 in the code of Ochal et al.
 * @param start what the head begins as
 * @param tasks episodes an update; 1 in the code of Ochal et al.
 */
public record ProtoMaml(InnerSteps steps, Start start, int tasks) implements Learner {
    /** What the head begins as, with c the mean support feature of a class. */
    public enum Start {
        /**
         * Weight 2 c / |c| and bias -1, as constants: no derivative flows through them. The code of Ochal et
         * al.; the default.
         */
        NORMALIZED_CONSTANT,
        /** Weight 2 c / |c| and bias -1. */
        NORMALIZED,
        /** Weight 2 c and bias -|c|^2: Triantafillou et al. */
        PROTOTYPE
    }

    /** Checks that nothing is missing. */
    public ProtoMaml {
        Objects.requireNonNull(start, "start");
        if (tasks < 1) {
            throw new IllegalArgumentException(
                    "protomaml: needs a task for an update, got " + tasks);
        }
    }

    /** The published code's. */
    public ProtoMaml() {
        this(new InnerSteps(5, 5, .005, InnerSteps.Order.SECOND), Start.NORMALIZED_CONSTANT, 1);
    }

    @Override
    public About about() {
        return new About("protomaml", "MAML that begins at the nearest-prototype rule",
                "Triantafillou et al., ICLR 2020, arXiv 1903.03096");
    }

    @Override
    public Statistics testStatistics() {
        return Statistics.OF_BATCH;
    }

    @Override
    public List<ParameterSpec> state(FeatureModel network) {
        return List.of();
    }

    @Override
    public Forward logits(
            TapedEpisode episode, FeatureModel network, Parameters theta, Parameters state,
            Phase phase) {
        Parameters none = InnerSteps.first(episode.tape(), network.trunk().state());
        Tensor means = episode.tape().scope("prototypes", () -> episode.means(
                new Embedding(network.trunk())
                        .of(theta, none, episode.support(), episode.present(),
                                Statistics.OF_BATCH)
                        .output()));
        Tensor c = start == Start.PROTOTYPE ? means : Features.unitRows(means, 0);
        if (start == Start.NORMALIZED_CONSTANT) {
            c = c.stopGradient();
        }
        Parameters head = Parameters.of(
                List.of("weight", "bias"),
                List.of(c.transpose().mul(2), c.square().sum(1).neg()));
        Parameters from = theta.merge(network.headName(), head);
        return new Forward(steps.logits(episode, network, from, phase), state);
    }
}
