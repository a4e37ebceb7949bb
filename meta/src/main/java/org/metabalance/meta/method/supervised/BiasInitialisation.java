package org.metabalance.meta.method.supervised;

import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.loss.Objectives;

/**
 * Plain training that begins with the classes' shares in the output bias: log pi_k for every class, or
 * log(pi_1 / pi_0) = -log(imbalance) on the one logit of two. The first updates then need not learn
 * how rare the small classes are (Lin et al., ICCV 2017, section 3.3; a baseline of arXiv 2202.10550).
 */
public record BiasInitialisation() implements Method {
    @Override
    public About about() {
        return new About("bias-init",
                "as plain, beginning with the classes' shares in the output bias",
                "Lin et al., ICCV 2017, arXiv 1708.02002");
    }

    @Override
    public Trained fit(Problem problem) {
        Network network = Network.of(problem);
        double[] shares = Objectives.logShares("bias initialisation", problem.train());
        network.shiftOutput("bias initialisation", Objectives.offsets(shares));
        return Supervised.train(
                problem, network, problem.train(), Objectives.crossEntropy(problem.train()));
    }
}
