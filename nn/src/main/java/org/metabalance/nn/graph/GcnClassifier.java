package org.metabalance.nn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Graph;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Dropout;

/**
 * Graph convolutions with leaky ReLU, slope {@value #SLOPE}, and dropout between them, that classify nodes
 * (Kipf and Welling, ICLR 2017, arXiv 1609.02907; activation and dropout as in Meta-GCN, arXiv 2406.17073).
 * All nodes of the batch's graph pass through, and those of the batch are picked at the end. No layer
 * depends on how many nodes there are: what is learned on one graph can be applied to another, such as a
 * part of it.
 *
 * @param width how many features a node has
 * @param hidden the widths of the hidden layers; one, for two layers, is usual
 * @param classes the number of classes, at least 2
 * @param dropout the rate behind every hidden layer; counts in training alone, and is not part of the
 *     architecture
 */
public record GcnClassifier(int width, List<Integer> hidden, int classes, double dropout)
        implements Model {
    /** Of the leaky ReLU, below 0. */
    public static final double SLOPE = 0.01;

    private static final String FAMILY = "gcn";

    /** Copies the widths and checks them. */
    public GcnClassifier {
        hidden = List.copyOf(hidden);
        if (width < 1 || classes < 2 || hidden.stream().anyMatch(units -> units < 1)
                || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    ("gcn: needs a feature, 2 classes, no empty layer and a dropout below 1,"
                            + " got %d, %d, %s and %s")
                            .formatted(width, classes, hidden, dropout));
        }
    }

    /** Returns the convolutions, first to last; their parameters stand below their numbers. */
    public List<GraphConvolution> convolutions() {
        List<GraphConvolution> all = new ArrayList<>();
        int in = width;
        for (int units : hidden) {
            all.add(new GraphConvolution(in, units));
            in = units;
        }
        all.add(new GraphConvolution(in, Model.outputs(classes)));
        return List.copyOf(all);
    }

    @Override
    public List<ParameterSpec> parameters() {
        List<ParameterSpec> specs = new ArrayList<>();
        List<GraphConvolution> all = convolutions();
        for (int i = 0; i < all.size(); i++) {
            specs.addAll(ParameterSpec.under(Integer.toString(i), all.get(i).parameters()));
        }
        return List.copyOf(specs);
    }

    @Override
    public Forward logits(Parameters parameters, Parameters state, Batch batch, Mode mode) {
        Graph graph = batch.graph().orElseThrow(() -> new IllegalArgumentException(
                "gcn: needs nodes of a graph, got a batch without"));
        if (graph.width() != width) {
            throw new IllegalArgumentException(
                    "gcn: nodes need %d features, got %d".formatted(width, graph.width()));
        }
        Tensor all = last(parameters, graph, hidden(parameters, graph, mode));
        Tensor own = all.gather(0, batch.x());
        return new Forward(classes == 2 ? own.squeeze(1) : own, state);
    }

    /**
     * Returns what the last convolution sees, {@code [nodes, width of the last hidden layer]}; null if
     * there is no hidden layer, and it sees the features.
     */
    public Tensor hidden(Parameters parameters, Graph graph, Mode mode) {
        List<GraphConvolution> all = convolutions();
        Tensor x = null;
        for (int i = 0; i < all.size() - 1; i++) {
            Parameters own = parameters.child(Integer.toString(i));
            Tensor y = x == null
                    ? all.get(i).apply(own, graph)
                    : all.get(i).apply(own, graph.edges(), x);
            x = new Dropout(dropout).apply(
                    Parameters.empty(), Parameters.empty(),
                    Activation.leakyRelu(SLOPE).function().apply(y), mode).output();
        }
        return x;
    }

    private Tensor last(Parameters parameters, Graph graph, Tensor hidden) {
        List<GraphConvolution> all = convolutions();
        Parameters own = parameters.child(Integer.toString(all.size() - 1));
        return hidden == null
                ? all.getLast().apply(own, graph)
                : all.getLast().apply(own, graph.edges(), hidden);
    }

    @Override
    public Architecture architecture() {
        return new Architecture(
                FAMILY,
                Map.of(
                        "width", Integer.toString(width), "hidden", Architecture.text(hidden),
                        "classes", Integer.toString(classes)));
    }

    @Override
    public Optional<String> outputBias() {
        return Optional.of(hidden.size() + ".bias");
    }

    /** Builds classifiers of nodes. */
    public static final class Family implements ModelFamily {
        /** For {@link java.util.ServiceLoader}. */
        public Family() {}

        @Override
        public String name() {
            return FAMILY;
        }

        @Override
        public Model model(Architecture a) {
            return new GcnClassifier(
                    a.integer("width"), a.integers("hidden"), a.integer("classes"), 0);
        }
    }
}
