package org.metabalance.meta.method.supervised;

import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.loss.Objectives;

/**
 * Logistic regression, multinomial for more than two classes: a linear model of whatever numbers an
 * example has, trained as {@code plain} otherwise. On some tables it is better than every deeper network, which
 * the user of one should know.
 *
 * <p>The learning rate is {@value #RATE} times the problem's. Adam moves a weight by about its rate an
 * update, and here no other layer can make the logits larger: at the network's rate a linear model
 * would still be on its way when the epochs are over. The loss is convex, so the larger step is safe.
 */
public record Logistic() implements Method {
    /** How much larger the learning rate is than that of a network with hidden layers. */
    static final double RATE = 10;

    @Override
    public About about() {
        return new About("logistic",
                "logistic regression: no hidden layer, cross-entropy on the rows as they are",
                "Cox, Journal of the Royal Statistical Society B 20, 1958");
    }

    @Override
    public Trained fit(Problem problem) {
        Budget budget = problem.budget();
        Problem linear = problem.with(ModelFor.linear()).with(
                budget.withLearningRate(Math.min(budget.learningRate() * RATE, Double.MAX_VALUE)));
        return Supervised.train(
                linear, Network.of(linear), problem.train(),
                Objectives.crossEntropy(problem.train()));
    }
}
