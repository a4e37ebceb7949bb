package org.metabalance.meta.method.supervised;

import java.util.List;
import org.metabalance.engine.Rng;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Objectives;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.Trained;

/**
 * Logistic regression, multinomial for more than two classes: the network without its hidden layers,
 * trained as {@code plain} otherwise. On some tables it is better than every deeper network, which
 * the user of one should know.
 *
 * <p>The learning rate is {@value #RATE} times the task's. Adam moves a weight by about its rate an
 * update, and here no other layer can make the logits larger: at the network's rate a linear model
 * would still be on its way when the epochs are over. The loss is convex, so the larger step is safe.
 */
public record Logistic() implements Method {
    /** How much larger the learning rate is than that of a network with hidden layers. */
    static final double RATE = 10;

    @Override
    public String name() {
        return "logistic";
    }

    @Override
    public String summary() {
        return "logistic regression: no hidden layer, cross-entropy on the rows as they are";
    }

    @Override
    public String source() {
        return "Cox, Journal of the Royal Statistical Society B 20, 1958";
    }

    @Override
    public Trained fit(Task task) {
        Task linear = new Task(
                task.train(),
                task.validation(),
                List.of(),
                task.epochs(),
                task.batch(),
                Math.min(task.learningRate() * RATE, Double.MAX_VALUE),
                task.seed(),
                task.progress());
        Network network = Network.of(linear);
        return Supervised.train(
                linear,
                network,
                Streams.weights(network, Rng.of(task.seed())),
                task.train(),
                Objectives.crossEntropy(task.train()));
    }
}
