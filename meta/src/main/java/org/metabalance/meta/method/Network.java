package org.metabalance.meta.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;

/**
 * The network that all methods train: a multi-layer perceptron with ReLU between layers. Two classes
 * have one logit, that of class 1; more have one each.
 *
 * @param width the number of features
 * @param hidden the widths of the hidden layers
 * @param classes the number of classes, at least 2
 * @param dropout rate of the dropout after a hidden layer, by the number of that layer from 1; counts
 *     in training alone, so that a model file does not tell it
 */
public record Network(
        int width, List<Integer> hidden, int classes, Map<Integer, Double> dropout) {
    /** Copies the widths and checks them. */
    public Network {
        hidden = List.copyOf(hidden);
        dropout = Map.copyOf(dropout);
        if (width < 1 || classes < 2 || hidden.stream().anyMatch(units -> units < 1)) {
            throw new IllegalArgumentException(
                    "network: needs a feature, 2 classes and no empty layer, got %d, %d and %s"
                            .formatted(width, classes, hidden));
        }
    }

    /** A network without dropout. */
    public Network(int width, List<Integer> hidden, int classes) {
        this(width, hidden, classes, Map.of());
    }

    /** Returns the network for a task. */
    public static Network of(Task task) {
        return new Network(
                task.train().width(), task.hidden(), task.train().classes(), task.dropout());
    }

    /** Returns what the network's parameters are. */
    public List<ParameterSpec> parameters() {
        return mlp().parameters();
    }

    /** Returns the logits of features [n, width]: [n] for two classes, else [n, classes]. */
    public Tensor logits(Parameters parameters, Tensor x, Mode mode) {
        Tensor out = mlp().apply(parameters, Parameters.empty(), x, mode).output();
        return classes == 2 ? out.squeeze(1) : out;
    }

    /** Returns the probability of every class from logits: [n, classes]. */
    public Tensor probabilities(Tensor logits) {
        if (classes > 2) {
            return logits.softmax(1);
        }
        Tensor positive = logits.sigmoid().unsqueeze(1);
        return Tensor.concat(1, logits.neg().sigmoid().unsqueeze(1), positive);
    }

    private Mlp mlp() {
        List<Integer> sizes = new ArrayList<>();
        sizes.add(width);
        sizes.addAll(hidden);
        sizes.add(classes == 2 ? 1 : classes);
        Mlp mlp = Mlp.of(Activation.relu(), sizes.stream().mapToInt(Integer::intValue).toArray());
        for (Map.Entry<Integer, Double> layer : dropout.entrySet()) {
            mlp = mlp.withDropout(layer.getKey(), layer.getValue());
        }
        return mlp;
    }
}
