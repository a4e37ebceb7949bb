package org.metabalance.meta.fewshot.learner;

import java.util.Objects;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.About;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.model.FeatureModel;

/**
 * A query has the classes of the support examples in the shares of a softmax over its cosines to them: Vinyals et
 * al., "Matching Networks for One Shot Learning", NIPS 2016. A class's share is a sum over its examples, so large
 * classes attract. Without the paper's full context embeddings (LSTMs over the support set), which read an order
 * into it.
 *
 * @param attention what the softmax is taken of
 * @param testStatistics by which it predicts; the running ones in the published code
 */
public record MatchingNet(Attention attention, Statistics testStatistics) implements Learner {
    private static final double LENGTH_EPS = 1e-5;
    private static final double SHARE_EPS = 1e-6;

    /** What the softmax is taken of. */
    public enum Attention {
        /** 100 times the positive part of the cosine: the published code of Ochal et al.; the default. */
        SHARP,
        /** The cosine itself: the paper. */
        COSINE
    }

    /** Checks that nothing is missing. */
    public MatchingNet {
        Objects.requireNonNull(attention, "attention");
        Objects.requireNonNull(testStatistics, "testStatistics");
    }

    /** The published code's. */
    public MatchingNet() {
        this(Attention.SHARP, Statistics.RUNNING);
    }

    @Override
    public About about() {
        return new About("matchingnet", "attention to support examples by cosine",
                "Vinyals et al., NIPS 2016, arXiv 1606.04080");
    }

    @Override
    public Forward logits(
            TapedEpisode episode, FeatureModel network, Parameters theta, Parameters state,
            Phase phase) {
        Features features = Features.of(episode, network, theta, state, statistics(phase));
        Tensor cosines = Features.unitRows(features.query(), LENGTH_EPS)
                .matmul(Features.unitRows(features.support(), LENGTH_EPS).transpose());
        Tensor scores = switch (attention) {
            case SHARP -> cosines.relu().mul(100);
            case COSINE -> cosines;
        };
        // far below every score, so that places without an example get nothing
        Tensor absent = episode.present().rsub(1).mul(-1e4);
        Tensor shares = scores.add(absent.unsqueeze(0)).softmax(1).matmul(episode.members());
        return new Forward(shares.add(SHARE_EPS).log(), features.state());
    }

    /** The negative logarithm of the true class's share, which is not normalized again. */
    @Override
    public Tensor loss(TapedEpisode episode, Tensor logits) {
        Tensor weights = episode.weights(episode.queryLabels());
        Tensor own = logits.mul(episode.queryLabels().oneHot(episode.ways())).sum(1);
        if (episode.gamma() == 0) {
            return own.mul(weights).sum().neg().div(weights.sum());
        }
        Tensor miss = own.stopGradient().expm1().neg().maximum(1e-12);
        return miss.pow(episode.gamma()).mul(own).mul(weights).sum().neg();
    }
}
