package org.metabalance.nn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Context;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Dropout;

/**
 * A network of {@linkplain GraphConvolution graph convolutions}, with a leaky ReLU of slope 0.01 and dropout
 * between them (Kipf and Welling, ICLR 2017, arXiv 1609.02907, who have a ReLU). With one hidden layer it is
 * the usual two-layer GCN.
 *
 * <p>A batch has the numbers of nodes, [n]; all share the graph: {@value #ADJACENCY}, sparse, and {@value
 * #FEATURES} of its nodes, sparse or a tensor [nodes, width].
 *
 * @param width how many numbers a node has
 * @param hidden the widths of the hidden layers
 * @param classes at least 2
 * @param dropout its rate after each hidden layer; counts in training alone, and is not part of the
 *     architecture
 */
public record Gcn(int width, List<Integer> hidden, int classes, double dropout) implements Model {
    /** The matrix that mixes nodes, in the context of a batch. */
    public static final String ADJACENCY = "adjacency";

    /** What nodes are described by, in the context of a batch. */
    public static final String FEATURES = "features";

    private static final String FAMILY = "gcn";
    private static final double DROPOUT = .5;
    private static final Activation ACTIVATION = Activation.leakyRelu(.01);

    /** Copies the widths and checks them. */
    public Gcn {
        hidden = List.copyOf(hidden);
        if (width < 1 || classes < 2 || hidden.stream().anyMatch(units -> units < 1)) {
            throw new IllegalArgumentException(
                    "gcn: needs a feature, 2 classes and no empty layer, got %d, %d and %s"
                            .formatted(width, classes, hidden));
        }
        new Dropout(dropout); // checks the rate
    }

    /** A network with dropout of a half. */
    public Gcn(int width, List<Integer> hidden, int classes) {
        this(width, hidden, classes, DROPOUT);
    }

    private List<GraphConvolution> layers() {
        List<GraphConvolution> layers = new ArrayList<>();
        int in = width;
        for (int units : hidden) {
            layers.add(new GraphConvolution(in, units));
            in = units;
        }
        layers.add(new GraphConvolution(in, Model.outputs(classes)));
        return layers;
    }

    @Override
    public List<ParameterSpec> parameters() {
        List<ParameterSpec> specs = new ArrayList<>();
        List<GraphConvolution> layers = layers();
        for (int i = 0; i < layers.size(); i++) {
            specs.addAll(ParameterSpec.under(Integer.toString(i), layers.get(i).parameters()));
        }
        return specs;
    }

    @Override
    public Forward logits(Parameters parameters, Parameters state, Batch batch, Mode mode) {
        SparseMatrix adjacency = batch.context().matrix("gcn", ADJACENCY);
        Tensor all = after(0, parameters, features(batch.context()), adjacency::matmul, mode);
        Tensor chosen = all.gather(0, batch.x());
        return new Forward(classes == 2 ? chosen.squeeze(1) : chosen, state);
    }

    /**
     * Returns what the first hidden layer makes of all nodes, [nodes, units].
     *
     * @throws IllegalArgumentException if there is no hidden layer
     */
    public Tensor embedding(Parameters parameters, Context context, Mode mode) {
        if (hidden.isEmpty()) {
            throw new IllegalArgumentException("gcn: an embedding needs a hidden layer, got none");
        }
        SparseMatrix adjacency = context.matrix("gcn", ADJACENCY);
        return between(layers().getFirst().apply(
                parameters.child("0"), features(context), adjacency::matmul), mode);
    }

    /**
     * Returns what the other layers make of embeddings of any nodes: [nodes, logits].
     *
     * @param edges mixes rows along the edges of these nodes
     */
    public Tensor ofEmbedding(
            Parameters parameters, Tensor embedding, UnaryOperator<Tensor> edges, Mode mode) {
        return after(1, parameters, embedding::matmul, edges, mode);
    }

    private Tensor after(
            int first, Parameters parameters, UnaryOperator<Tensor> features,
            UnaryOperator<Tensor> edges, Mode mode) {
        List<GraphConvolution> layers = layers();
        UnaryOperator<Tensor> in = features;
        for (int i = first;; i++) {
            Tensor out = layers.get(i).apply(
                    parameters.child(Integer.toString(i)), in, edges);
            if (i == layers.size() - 1) {
                return out;
            }
            in = between(out, mode)::matmul;
        }
    }

    private Tensor between(Tensor x, Mode mode) {
        return new Dropout(dropout).apply(
                Parameters.empty(), Parameters.empty(), ACTIVATION.function().apply(x), mode)
                .output();
    }

    private static UnaryOperator<Tensor> features(Context context) {
        Tensor dense = context.tensors().get(FEATURES);
        return dense != null ? dense::matmul : context.matrix("gcn", FEATURES)::matmul;
    }

    @Override
    public Architecture architecture() {
        return new Architecture(FAMILY, Map.of(
                "width", Integer.toString(width), "hidden", Architecture.text(hidden),
                "classes", Integer.toString(classes)));
    }

    @Override
    public Optional<String> outputBias() {
        return Optional.of(parameters().getLast().name());
    }

    /** Builds such networks. */
    public static final class Family implements ModelFamily {
        /** For {@link java.util.ServiceLoader}. */
        public Family() {}

        @Override
        public String name() {
            return FAMILY;
        }

        @Override
        public Model model(Architecture a) {
            return new Gcn(a.integer("width"), a.integers("hidden"), a.integer("classes"));
        }
    }
}
