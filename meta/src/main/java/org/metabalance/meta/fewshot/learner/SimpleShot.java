package org.metabalance.meta.fewshot.learner;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.About;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.model.FeatureModel;

/**
 * Features of an ordinary classifier of the training classes, less their mean over training images, brought to
 * length 1; then the nearest mean of a class: Wang et al., "SimpleShot", arXiv 1911.04623 (CL2N). Predicts by
 * running statistics.
 */
public record SimpleShot() implements Learner {
    /** The state with the mean feature of training images. */
    public static final String MEAN = "training_mean";

    @Override
    public About about() {
        return new About("simpleshot", "nearest mean of centred features of length 1",
                "Wang et al., 2019, arXiv 1911.04623");
    }

    @Override
    public Stage stage() {
        return Stage.CLASSES;
    }

    @Override
    public Statistics testStatistics() {
        return Statistics.RUNNING;
    }

    @Override
    public List<ParameterSpec> state(FeatureModel network) {
        List<ParameterSpec> specs = new ArrayList<>(network.trunk().state());
        specs.add(new ParameterSpec(
                MEAN, Shape.of(network.featureWidth()), Initializer.zeros()));
        return specs;
    }

    @Override
    public Forward logits(
            TapedEpisode episode, FeatureModel network, Parameters theta, Parameters state,
            Phase phase) {
        Features features = Features.of(episode, network, theta, state, statistics(phase));
        Tensor mean = state.get(MEAN);
        Tensor support = Features.unitRows(features.support().sub(mean), 0);
        Tensor query = Features.unitRows(features.query().sub(mean), 0);
        return new Forward(Features.nearness(query, episode.means(support)), state);
    }
}
