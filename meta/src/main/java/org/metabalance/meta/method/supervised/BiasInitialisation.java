package org.metabalance.meta.method.supervised;

import org.metabalance.engine.Rng;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Objectives;
import org.metabalance.meta.method.OutputBias;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.Trained;
import org.metabalance.nn.VariableTree;

/**
 * Plain training that begins with the classes' shares in the output bias: log pi_k for every class, or
 * log(pi_1 / pi_0) = -log(imbalance) on the one logit of two. The first updates then need not learn
 * how rare the small classes are (Lin et al., ICCV 2017, section 3.3; a baseline of arXiv 2202.10550).
 */
public record BiasInitialisation() implements Method {
    @Override
    public String name() {
        return "bias-init";
    }

    @Override
    public String summary() {
        return "as plain, beginning with the classes' shares in the output bias";
    }

    @Override
    public String source() {
        return "Lin et al., ICCV 2017, arXiv 1708.02002";
    }

    @Override
    public Trained fit(Task task) {
        Network network = Network.of(task);
        VariableTree weights = Streams.weights(network, Rng.of(task.seed()));
        double[] shares = Objectives.logShares("bias initialisation", task.train());
        OutputBias.shift(weights, Objectives.offsets(shares));
        return Supervised.train(
                task, network, weights, task.train(), Objectives.crossEntropy(task.train()));
    }
}
