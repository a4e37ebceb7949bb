package org.metabalance.meta.fewshot.learner;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.meta.method.About;
import org.metabalance.nn.Forward;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Linear;
import org.metabalance.nn.model.FeatureModel;

/**
 * Weights from which a few steps of gradient descent on the support set lead to a good classifier: Finn et al.,
 * "Model-Agnostic Meta-Learning", ICML 2017. All weights are adapted, those of a linear head of one output a class
 * in the task too. An update is made of four tasks, whose losses are added.
 *
 * <p>Batch normalization always uses the statistics of the batch, of the whole support set in every inner step and
 * of the query set at the end, so predictions are transductive; that is what the paper and the code of Ochal et
 * al. do.
 *
 * @param steps 10 of rate 0.1 in the experiments of Ochal et al., whose code's default is 5 of 0.01; Finn et al.
 *     take 1 of 0.4 on Omniglot, and 3 to test, with 32 tasks an update
 * @param tasks episodes an update, at least 1
 */
public record Maml(InnerSteps steps, int tasks) implements Learner {
    /** Checks the number of tasks. */
    public Maml {
        if (tasks < 1) {
            throw new IllegalArgumentException(
                    "maml: needs a task for an update, got " + tasks);
        }
    }

    /** Ten inner steps of rate 0.1, four tasks. */
    public Maml(InnerSteps.Order order) {
        this(new InnerSteps(10, 10, .1, order), 4);
    }

    @Override
    public About about() {
        return switch (steps.order()) {
            case SECOND -> new About("maml", "a start from which gradient steps lead far",
                    "Finn et al., ICML 2017, arXiv 1703.03400");
            case FIRST -> new About("fomaml", "MAML without second derivatives",
                    "Finn et al., ICML 2017, arXiv 1703.03400");
        };
    }

    @Override
    public Statistics testStatistics() {
        return Statistics.OF_BATCH;
    }

    @Override
    public List<ParameterSpec> parameters(FeatureModel network, int ways) {
        List<ParameterSpec> specs = new ArrayList<>(network.trunk().parameters());
        specs.addAll(ParameterSpec.under(
                network.headName(), new Linear(network.featureWidth(), ways).parameters()));
        return specs;
    }

    @Override
    public List<ParameterSpec> state(FeatureModel network) {
        return List.of();
    }

    @Override
    public Forward logits(
            TapedEpisode episode, FeatureModel network, Parameters theta, Parameters state,
            Phase phase) {
        return new Forward(steps.logits(episode, network, theta, phase), state);
    }
}
