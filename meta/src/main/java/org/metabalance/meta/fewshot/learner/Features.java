package org.metabalance.meta.fewshot.learner;

import org.metabalance.engine.Tensor;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.model.FeatureModel;

/**
 * The features of an episode by one network: first those of the support set, then those of the queries, each
 * batch by itself, as in the published code.
 *
 * @param support {@code [S, d]}
 * @param query {@code [Q, d]}
 * @param state of the trunk after both
 */
record Features(Tensor support, Tensor query, Parameters state) {
    static Features of(
            TapedEpisode episode, FeatureModel network, Parameters theta, Parameters state,
            Statistics statistics) {
        return of(episode, new Embedding(network.trunk()), theta, state, statistics);
    }

    static Features of(
            TapedEpisode episode, Embedding embedding, Parameters theta, Parameters state,
            Statistics statistics) {
        Forward support = episode.tape().scope("support", () -> embedding.of(
                theta, state, episode.support(), episode.present(), statistics));
        Forward query = episode.tape().scope("query", () -> embedding.of(
                theta, support.state(), episode.query(), null, statistics));
        return new Features(support.output(), query.output(), query.state());
    }

    /** Minus the squared Euclidean distance of each row of {@code [Q, d]} to each of {@code [N, d]}. */
    static Tensor nearness(Tensor queries, Tensor prototypes) {
        return queries.unsqueeze(1).sub(prototypes.unsqueeze(0)).square().sum(2).neg();
    }

    /** Divides rows by their lengths plus {@code eps}. */
    static Tensor unitRows(Tensor x, double eps) {
        // inside the root too: a row of zeros, which ReLU may make, has a slope of 0 then and not of NaN
        Tensor length = x.square().sumKeep(1).add(1e-24).sqrt();
        return x.div(eps == 0 ? length : length.add(eps));
    }
}
