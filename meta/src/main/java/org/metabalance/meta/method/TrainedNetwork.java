package org.metabalance.meta.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.format.Safetensors;

/**
 * A trained {@link Network}. Its file is in the safetensors format; the shape of the network stands
 * in the metadata.
 */
public final class TrainedNetwork implements Trained {
    private static final String WIDTH = "width";
    private static final String HIDDEN = "hidden";
    private static final String CLASSES = "classes";
    private static final String HYPERGRADIENT = "hypergradient";
    private static final String UPDATES = "updates";

    private final Network network;
    private final VariableTree weights;
    private final String hypergradient;
    private final long updates;

    private TrainedNetwork(
            Network network, Map<String, NdArray> values, String hypergradient, long updates) {
        this.network = network;
        this.weights = VariableTree.init(network.parameters(), DType.F32, Rng.of(0));
        this.weights.load(values);
        this.hypergradient = hypergradient;
        this.updates = updates;
    }

    static TrainedNetwork of(
            Network network, Map<String, NdArray> values, String hypergradient, long updates) {
        return new TrainedNetwork(network, values, hypergradient, updates);
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @throws IOException if the file cannot be read or is no such model; names the file
     */
    public static TrainedNetwork load(Path file) throws IOException {
        Safetensors.Contents contents = Safetensors.read(file);
        Map<String, String> about = contents.metadata();
        try {
            if (!about.containsKey(WIDTH) || !about.containsKey(CLASSES)) {
                throw new IllegalArgumentException("its metadata tells no width and classes");
            }
            List<Integer> hidden = about.getOrDefault(HIDDEN, "").isEmpty()
                    ? List.of()
                    : Arrays.stream(about.get(HIDDEN).split(",")).map(Integer::valueOf).toList();
            Network network = new Network(
                    Integer.parseInt(about.get(WIDTH)),
                    hidden,
                    Integer.parseInt(about.get(CLASSES)));
            requireFit(network, contents.tensors());
            return of(
                    network,
                    contents.tensors(),
                    about.getOrDefault(HYPERGRADIENT, ""),
                    Long.parseLong(about.getOrDefault(UPDATES, "0")));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": not a model of this program: " + e.getMessage(), e);
        }
    }

    /** Checks shapes before anything is allocated: the metadata may claim a network of any size. */
    private static void requireFit(Network network, Map<String, NdArray> values) {
        for (ParameterSpec spec : network.parameters()) {
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

    /** Returns the network. */
    public Network network() {
        return network;
    }

    @Override
    public double[][] probabilities(DataSet rows) {
        return new Scorer(network, weights, rows.rows()).probabilities(rows);
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
    public void save(Path file) throws IOException {
        String hidden = network.hidden().stream().map(String::valueOf)
                .collect(Collectors.joining(","));
        Safetensors.write(
                file,
                weights.values(),
                Map.of(
                        WIDTH, Integer.toString(network.width()),
                        HIDDEN, hidden,
                        CLASSES, Integer.toString(network.classes()),
                        HYPERGRADIENT, hypergradient,
                        UPDATES, Long.toString(updates)));
    }
}
