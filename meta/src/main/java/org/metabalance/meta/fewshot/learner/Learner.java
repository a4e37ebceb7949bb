package org.metabalance.meta.fewshot.learner;

import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.About;
import org.metabalance.nn.Forward;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.model.FeatureModel;

/**
 * What learns to learn from few examples: a pure function from parameters and an episode to logits of its
 * queries. It holds no numbers.
 */
public interface Learner {
    /** What it learns on. */
    enum Stage {
        /** Episodes of the training classes: the gradient of the queries' loss. */
        EPISODES,
        /** All training classes at once, as an ordinary classifier; episodes only test it. */
        CLASSES
    }

    /** What an episode is gone through for. */
    enum Phase {
        /** To learn from it. */
        LEARN,
        /** To predict its queries. */
        TEST
    }

    /** Returns name, summary and paper. */
    About about();

    /** Returns what it learns on. */
    default Stage stage() {
        return Stage.EPISODES;
    }

    /** Returns by which statistics it predicts; while it learns they are those of the batch. */
    Statistics testStatistics();

    /** Returns how many episodes an update is made of: their losses are added. */
    default int tasks() {
        return 1;
    }

    /**
     * Returns the parameters, in order: those of the network's trunk unless it has more.
     *
     * @param network whose trunk makes the features
     * @param ways the number of classes in a task
     */
    default List<ParameterSpec> parameters(FeatureModel network, int ways) {
        return network.trunk().parameters();
    }

    /** Returns the state, in order: that of the network's trunk unless it has more. */
    default List<ParameterSpec> state(FeatureModel network) {
        return network.trunk().state();
    }

    /**
     * Records the logits of an episode's queries, {@code [Q, N]}, and the state after it.
     *
     * @param network whose trunk makes the features
     * @param theta tensors for {@link #parameters}
     * @param state tensors for {@link #state}
     * @param phase what for
     */
    Forward logits(
            TapedEpisode episode, FeatureModel network, Parameters theta, Parameters state,
            Phase phase);

    /** Returns the loss of the queries from their logits, a number: the cross-entropy unless it has another. */
    default Tensor loss(TapedEpisode episode, Tensor logits) {
        return episode.outerLoss(logits);
    }

    /** Returns the statistics of a phase. */
    default Statistics statistics(Phase phase) {
        return phase == Phase.LEARN ? Statistics.OF_BATCH : testStatistics();
    }
}
