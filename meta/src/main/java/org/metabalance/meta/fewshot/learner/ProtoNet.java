package org.metabalance.meta.fewshot.learner;

import org.metabalance.meta.method.About;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.model.FeatureModel;

/**
 * A class is the mean feature of its support examples, and the logit of a query is minus its squared Euclidean
 * distance from there. Snell et al., "Prototypical Networks for Few-shot Learning", NIPS 2017.
 *
 * <p>While it learns, support set and queries are normalized by their own statistics, each batch by itself as in
 * the code of Ochal et al. (Snell et al. put both into one batch).
 *
 * @param testStatistics by which it predicts; the running ones in the published code
 */
public record ProtoNet(Statistics testStatistics) implements Learner {
    /** The published one: predicts by running statistics. */
    public ProtoNet() {
        this(Statistics.RUNNING);
    }

    @Override
    public About about() {
        return new About("protonet", "nearest mean feature of a class",
                "Snell et al., NIPS 2017, arXiv 1703.05175");
    }

    @Override
    public Forward logits(
            TapedEpisode episode, FeatureModel network, Parameters theta, Parameters state,
            Phase phase) {
        Features features = Features.of(episode, network, theta, state, statistics(phase));
        return new Forward(
                Features.nearness(features.query(), episode.means(features.support())),
                features.state());
    }
}
