package org.metabalance.meta.fewshot.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.About;
import org.metabalance.nn.Forward;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.FeatureModel;
import org.metabalance.nn.model.RelationModule;

/**
 * A second network says how much a query and a class have in common, from the maps of both: Sung et al., "Learning
 * to Compare", CVPR 2018. What comes out is a logit; its sigmoid is compared with 1 for the true class and 0 for
 * others by squares.
 *
 * @param pooling how the maps of a class's support examples become one
 * @param testStatistics by which it predicts; the running ones in the published code
 */
public record RelationNet(Pooling pooling, Statistics testStatistics) implements Learner {
    private static final String MODULE = "relation";
    private static final int HIDDEN = 8;

    /** How the maps of a class become one. */
    public enum Pooling {
        /** Their mean: the code of Ochal et al.; the default. */
        MEAN,
        /** Their sum: the paper. It grows with the class. */
        SUM
    }

    /** Checks that nothing is missing. */
    public RelationNet {
        Objects.requireNonNull(pooling, "pooling");
        Objects.requireNonNull(testStatistics, "testStatistics");
    }

    /** The published code's. */
    public RelationNet() {
        this(Pooling.MEAN, Statistics.RUNNING);
    }

    @Override
    public About about() {
        return new About("relationnet", "a learned comparison of maps",
                "Sung et al., CVPR 2018, arXiv 1711.06025");
    }

    private static Conv4 conv4(FeatureModel network) {
        if (network instanceof Conv4 conv4) {
            return conv4;
        }
        throw new IllegalArgumentException(
                "relationnet: needs a network with maps, conv4, got family '%s'"
                        .formatted(network.architecture().family()));
    }

    private static RelationModule module(Conv4 network) {
        return new RelationModule(
                network.mapHeight(), network.mapWidth(), network.filters(), HIDDEN);
    }

    @Override
    public List<ParameterSpec> parameters(FeatureModel network, int ways) {
        List<ParameterSpec> specs = new ArrayList<>(conv4(network).maps().parameters());
        specs.addAll(ParameterSpec.under(MODULE, module(conv4(network)).parameters()));
        return specs;
    }

    @Override
    public List<ParameterSpec> state(FeatureModel network) {
        List<ParameterSpec> specs = new ArrayList<>(conv4(network).maps().state());
        specs.addAll(ParameterSpec.under(MODULE, module(conv4(network)).state()));
        return specs;
    }

    @Override
    public Forward logits(
            TapedEpisode episode, FeatureModel network, Parameters theta, Parameters state,
            Phase phase) {
        Statistics statistics = statistics(phase);
        Features maps = Features.of(
                episode, new Embedding(conv4(network).maps()), theta, state, statistics);
        Tensor query = maps.query();
        int queries = query.dim(0);
        int[] map = {query.dim(1), query.dim(2), query.dim(3)};
        Tensor rows = maps.support().reshape(maps.support().dim(0), map[0] * map[1] * map[2]);
        Tensor classes = pooling == Pooling.MEAN ? episode.means(rows) : episode.sums(rows);
        int ways = episode.ways();
        Tensor left = classes.reshape(1, ways, map[0], map[1], map[2])
                .expand(queries, ways, map[0], map[1], map[2]);
        Tensor right = query.unsqueeze(1).expand(queries, ways, map[0], map[1], map[2]);
        Tensor pairs = Tensor.concat(4, left, right)
                .reshape(queries * ways, map[0], map[1], 2 * map[2]);
        Forward relation = episode.tape().scope(MODULE, () -> module(conv4(network)).apply(
                theta.child(MODULE), state.child(MODULE), pairs, statistics.mode()));
        return new Forward(
                relation.output().reshape(queries, ways),
                maps.state().merge(MODULE, relation.state()));
    }

    /**
     * The mean over queries and classes of (sigmoid - truth)^2, queries weighted by their class.
     *
     * @throws IllegalArgumentException if the loss should be focal, which is one of probabilities
     */
    @Override
    public Tensor loss(TapedEpisode episode, Tensor logits) {
        if (episode.gamma() != 0) {
            throw new IllegalArgumentException(
                    "relationnet: learns by squares, the focal loss is one of cross-entropy");
        }
        Tensor truth = episode.queryLabels().oneHot(episode.ways());
        Tensor squares = logits.sigmoid().sub(truth).square().mean(1);
        Tensor weights = episode.weights(episode.queryLabels());
        return squares.mul(weights).sum().div(weights.sum());
    }
}
