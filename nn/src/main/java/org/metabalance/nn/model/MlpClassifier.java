package org.metabalance.nn.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Embedded;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.layer.Sequential;

/**
 * A multi-layer perceptron with ReLU between layers, on examples of any shape, which are flattened. Its features
 * are what the last hidden layer gives; without hidden layers, the numbers of the example. Before the first layer
 * categories may become learned vectors.
 *
 * @param width how many numbers an example has
 * @param hidden the widths of the hidden layers; none for a linear model
 * @param classes the number of classes, at least 2
 * @param dropout rate of the dropout after a hidden layer, by the number of that layer from 1; counts
 *     in training alone, and is not part of the architecture
 * @param embedded the numbers that stand for categories with learned vectors, in order
 */
public record MlpClassifier(
        int width, List<Integer> hidden, int classes, Map<Integer, Double> dropout,
        List<Embedded> embedded)
        implements FeatureModel {
    /** The setting of {@link #embedded}: the first and the number of each, where there are any. */
    public static final String EMBEDDED = "embedded";

    private static final String FAMILY = "mlp";

    /**
     * Copies the widths and checks them.
     *
     * @throws IllegalArgumentException if there is no feature, less than 2 classes or an empty layer
     */
    public MlpClassifier {
        hidden = List.copyOf(hidden);
        dropout = Map.copyOf(dropout);
        embedded = List.copyOf(embedded);
        if (width < 1 || classes < 2 || hidden.stream().anyMatch(units -> units < 1)) {
            throw new IllegalArgumentException(
                    "mlp: needs a feature, 2 classes and no empty layer, got %d, %d and %s"
                            .formatted(width, classes, hidden));
        }
    }

    /** A perceptron without embedded categories. */
    public MlpClassifier(
            int width, List<Integer> hidden, int classes, Map<Integer, Double> dropout) {
        this(width, hidden, classes, dropout, List.of());
    }

    /** A perceptron without dropout and embedded categories. */
    public MlpClassifier(int width, List<Integer> hidden, int classes) {
        this(width, hidden, classes, Map.of());
    }

    @Override
    public List<ParameterSpec> parameters() {
        return layers().parameters();
    }

    @Override
    public Forward logits(Parameters parameters, Parameters state, Batch batch, Mode mode) {
        Forward out = layers().apply(parameters, state, flat(batch), mode);
        return classes == 2 ? new Forward(out.output().squeeze(1), out.state()) : out;
    }

    private Tensor flat(Batch batch) {
        Tensor x = batch.x();
        return x.rank() == 2 ? x : x.reshape(x.dim(0), width);
    }

    @Override
    public Forward features(Parameters parameters, Parameters state, Batch batch, Mode mode) {
        return trunk().apply(parameters, state, flat(batch), mode);
    }

    @Override
    public Layer trunk() {
        List<Layer> layers = layers().layers();
        return new Sequential(layers.subList(0, layers.size() - 1));
    }

    @Override
    public int featureWidth() {
        return hidden.isEmpty() ? embedding().outputs() : hidden.getLast();
    }

    @Override
    public Head head() {
        return Head.linear();
    }

    @Override
    public String headName() {
        return Integer.toString(layers().layers().size() - 1);
    }

    @Override
    public Architecture architecture() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "width", Integer.toString(width), "hidden", Architecture.text(hidden),
                "classes", Integer.toString(classes)));
        if (!embedded.isEmpty()) {
            settings.put(EMBEDDED, text(embedded));
        }
        return new Architecture(FAMILY, settings);
    }

    @Override
    public Optional<String> outputBias() {
        return Optional.of(parameters().getLast().name());
    }

    /** Returns {@link #embedded} as a setting of an architecture. */
    public static String text(List<Embedded> embedded) {
        return Architecture.text(embedded.stream()
                .flatMap(column -> Stream.of(column.from(), column.width())).toList());
    }

    private ColumnEmbedding embedding() {
        return new ColumnEmbedding(width, embedded);
    }

    private Sequential layers() {
        List<Layer> layers = mlp().layers().layers();
        return embedded.isEmpty()
                ? new Sequential(layers)
                : new Sequential(
                        Stream.concat(Stream.of(embedding()), layers.stream()).toList());
    }

    private Mlp mlp() {
        int[] sizes = Stream.of(
                IntStream.of(embedding().outputs()), hidden.stream().mapToInt(Integer::intValue),
                IntStream.of(Model.outputs(classes))).flatMapToInt(part -> part).toArray();
        Mlp mlp = Mlp.of(Activation.relu(), sizes);
        for (Map.Entry<Integer, Double> layer : dropout.entrySet()) {
            mlp = mlp.withDropout(layer.getKey(), layer.getValue());
        }
        return mlp;
    }

    /** Builds perceptrons. */
    public static final class Family implements ModelFamily {
        /** For {@link java.util.ServiceLoader}. */
        public Family() {}

        @Override
        public String name() {
            return FAMILY;
        }

        @Override
        public Model model(Architecture a) {
            return new MlpClassifier(
                    a.integer("width"), a.integers("hidden"), a.integer("classes"), Map.of(),
                    embedded(a));
        }

        private static List<Embedded> embedded(Architecture a) {
            List<Integer> numbers = a.settings().containsKey(EMBEDDED)
                    ? a.integers(EMBEDDED)
                    : List.of();
            if (numbers.size() % 2 != 0) {
                throw new IllegalArgumentException(
                        "mlp: '%s' must be pairs, got %s".formatted(EMBEDDED, numbers));
            }
            List<Embedded> embedded = new ArrayList<>();
            for (int i = 0; i < numbers.size(); i += 2) {
                embedded.add(new Embedded(numbers.get(i), numbers.get(i + 1)));
            }
            return embedded;
        }
    }
}
