package org.metabalance.meta.method;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.Examples;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.format.Safetensors;

/**
 * A network that was trained. Its file is in the safetensors format: weights and state, and in the
 * metadata the model's architecture.
 */
public final class TrainedNetwork implements Trained {
    private static final String HYPERGRADIENT = "hypergradient";
    private static final String UPDATES = "updates";
    private static final String SHAPE = "shape";

    private final Network network;
    private final Shape shape;
    private final String hypergradient;
    private final long updates;

    private TrainedNetwork(
            Network network, Shape shape, String hypergradient, long updates) {
        this.network = network;
        this.shape = shape;
        this.hypergradient = hypergradient;
        this.updates = updates;
    }

    /**
     * Returns a network that was trained.
     *
     * @param model what it is
     * @param shape of an example
     * @param values weights and state
     * @param hypergradient how outer gradients passed through inner updates, or "none"
     * @param updates how many training took
     * @throws IllegalArgumentException if the values are not those of the model
     */
    public static TrainedNetwork of(
            Model model, Shape shape, Map<String, NdArray> values, String hypergradient,
            long updates) {
        return new TrainedNetwork(Network.of(model, values), shape, hypergradient, updates);
    }

    /**
     * Reads a model that {@link #save} wrote, of a family on the class path.
     *
     * @throws IOException if the file cannot be read or is no such model; names the file
     */
    public static TrainedNetwork load(Path file) throws IOException {
        return load(file, TrainedNetwork.class.getClassLoader());
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @param families where the model's {@link ModelFamily} is looked for
     * @throws IOException if the file cannot be read or is no such model; names the file
     */
    public static TrainedNetwork load(Path file, ClassLoader families) throws IOException {
        Safetensors.Contents contents = Safetensors.read(file);
        Map<String, String> about = contents.metadata();
        try {
            Model model = ModelFamily.build(Architecture.ofMetadata(about), families);
            requireFit(model, contents.tensors());
            return of(
                    model,
                    shape(about.get(SHAPE)),
                    contents.tensors(),
                    about.getOrDefault(HYPERGRADIENT, ""),
                    Long.parseLong(about.getOrDefault(UPDATES, "0")));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": not a model of this program: " + e.getMessage(), e);
        }
    }

    /** Checks shapes before anything is allocated: the metadata may claim a network of any size. */
    private static void requireFit(Model model, Map<String, NdArray> values) {
        for (ParameterSpec spec : Stream.of(model.parameters(), model.state())
                .flatMap(List::stream).toList()) {
            NdArray value = values.get(spec.name());
            if (value == null || !value.shape().equals(spec.shape())) {
                throw new IllegalArgumentException(
                        "'%s' needs %s, got %s"
                                .formatted(
                                        spec.name(), spec.shape(),
                                        value == null ? "nothing" : value.shape()));
            }
        }
    }

    private static Shape shape(String text) {
        if (text == null) {
            throw new IllegalArgumentException("its metadata tells no shape of examples");
        }
        return text.isEmpty()
                ? Shape.of()
                : Shape.of(
                        Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray());
    }

    /** Returns the shape of an example. */
    public Shape shape() {
        return shape;
    }

    /** Returns the network. */
    public Network network() {
        return network;
    }

    @Override
    public double[][] probabilities(Examples examples) {
        if (!examples.shape().equals(shape) || examples.classes() != network.classes()) {
            throw new IllegalArgumentException(
                    "probabilities: the network was trained on %s features and %d classes, got %s and %d"
                            .formatted(
                                    shape, network.classes(), examples.shape(),
                                    examples.classes()));
        }
        return Scorer.probabilities(network, examples).rows();
    }

    /**
     * Returns the features of every example, {@code [examples, features]}: what the last layer sees. The
     * classes of the examples need not be those that were learned.
     *
     * @throws IllegalArgumentException if the model is no {@link org.metabalance.nn.model.FeatureModel}, or
     *     the examples have another shape
     */
    public double[][] features(Examples examples) {
        if (!examples.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "features: the network was trained on examples of %s, got %s"
                            .formatted(shape, examples.shape()));
        }
        return Scorer.features(network, examples).rows();
    }

    @Override
    public String hypergradient() {
        return hypergradient;
    }

    @Override
    public long updates() {
        return updates;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        Safetensors.write(out, network.values(), metadata());
    }

    /** Writes the model to a file: whoever reads it meanwhile sees the old one or this one, whole. */
    @Override
    public void save(Path file) throws IOException {
        Safetensors.write(file, network.values(), metadata());
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>(
                network.model().architecture().toMetadata());
        metadata.put(
                SHAPE, Arrays.stream(shape.dims()).mapToObj(Integer::toString)
                        .collect(Collectors.joining(",")));
        metadata.put(HYPERGRADIENT, hypergradient);
        metadata.put(UPDATES, Long.toString(updates));
        return metadata;
    }
}
