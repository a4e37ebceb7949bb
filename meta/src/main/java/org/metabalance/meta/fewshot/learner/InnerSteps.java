package org.metabalance.meta.fewshot.learner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Trajectory;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Linear;
import org.metabalance.nn.model.FeatureModel;
import org.metabalance.nn.optimize.Sgd;

/**
 * How weights are adapted to a task: by steps of gradient descent on the loss of the whole support set.
 *
 * @param learn steps while it learns, at least 1
 * @param test steps while it predicts
 * @param rate the learning rate of the steps, above 0
 * @param order how the outer loss is differentiated through them
 */
public record InnerSteps(int learn, int test, double rate, Order order) {
    /** How the outer loss is differentiated through inner steps. */
    public enum Order {
        /** Through their gradients: second derivatives. */
        SECOND,
        /** With their gradients as constants: FOMAML. */
        FIRST
    }

    /** Checks the numbers. */
    public InnerSteps {
        Objects.requireNonNull(order, "order");
        if (learn < 1 || test < 1 || !(rate > 0 && Double.isFinite(rate))) {
            throw new IllegalArgumentException(
                    "inner steps: need a step and a positive rate, got %d, %d and %s"
                            .formatted(learn, test, rate));
        }
    }

    /**
     * Records the steps and the logits of the queries where they lead. Statistics are always those of the batch.
     *
     * @param start trunk and head, by the names of {@code network}
     */
    Tensor logits(
            TapedEpisode episode, FeatureModel network, Parameters start, Learner.Phase phase) {
        boolean learning = phase == Learner.Phase.LEARN;
        // running statistics are neither used nor kept: any will do
        Parameters state = first(episode.tape(), network.trunk().state());
        Embedding embedding = new Embedding(network.trunk());
        Bilevel problem = new Bilevel(
                start,
                (at, step) -> episode.innerLoss(head(episode, network, at, embedding.of(
                        at, state, episode.support(), episode.present(),
                        Statistics.OF_BATCH))),
                Sgd.of(rate),
                learning ? learn : test,
                at -> null);
        boolean constant = !learning || order == Order.FIRST;
        Parameters adapted = Trajectory.of(problem, step -> constant, step -> false)
                .end().parameters();
        return episode.tape().scope("query", () -> head(episode, network, adapted, embedding.of(
                adapted, state, episode.query(), null, Statistics.OF_BATCH)));
    }

    private static Tensor head(
            TapedEpisode episode, FeatureModel network, Parameters at, Forward features) {
        Linear head = new Linear(network.featureWidth(), episode.ways());
        return head.apply(at.child(network.headName()), Parameters.empty(), features.output(),
                Mode.TRAIN).output();
    }

    static Parameters first(Tape tape, List<ParameterSpec> state) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        state.forEach(spec -> tensors.put(spec.name(), tape.full(spec.constant(), spec.shape())));
        return Parameters.of(tensors);
    }
}
