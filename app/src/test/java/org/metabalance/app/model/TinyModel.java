package org.metabalance.app.model;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.output.Output;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Encoder;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.method.Network;
import org.metabalance.nn.format.Safetensors;
import org.metabalance.nn.model.MlpClassifier;
import org.metabalance.scoring.folder.ModelFile;
import org.metabalance.scoring.folder.ModelInput;
import org.metabalance.scoring.folder.StoredDecision;

/** A model of two columns and a handful of weights, as the files it is made of. */
final class TinyModel {
    private static final Table TABLE = Table.of(
            new Column.Numeric("x", new double[] {0.5, -1, 2, Double.NaN, 3, 1, 0, 4}),
            new Column.Categorical("c", new String[] {"a", "b", "a", "b", "a", "b", "a", null}));
    private static final Encoder ENCODER = Encoder.fit(TABLE);

    private TinyModel() {}

    /** Returns rows to predict. */
    static EncodedTable rows(Encoder encoder) {
        return encoder.encode(TABLE, 2);
    }

    /**
     * Returns the files of a model.
     *
     * @param seed of its weights and threshold
     * @param more names of files that only have to be there
     */
    static Map<String, Output.Bytes> parts(int seed, String... more) {
        Map<String, Output.Bytes> parts = parts(network(seed, 0), .5 + seed / 16.0, 2);
        for (String name : more) {
            text(parts, name, name + " of seed " + seed);
        }
        return parts;
    }

    /** Returns the files of a model of these weights, a threshold and a number of classes. */
    static Map<String, Output.Bytes> parts(Output.Bytes weights, double threshold, int classes) {
        Map<String, Output.Bytes> parts = new LinkedHashMap<>();
        parts.put(ModelFile.WEIGHTS, weights);
        text(parts, ModelFile.NAME, new ModelFile(
                "plain", "y", List.of("no", "yes", "more").subList(0, classes),
                StoredDecision.uncalibrated(threshold),
                new ModelInput.Columns(ENCODER),
                Map.of("rows", 8)).text());
        return parts;
    }

    private static void text(Map<String, Output.Bytes> parts, String name, String text) {
        parts.put(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the file of a network of two classes, with {@code special} added to one weight. */
    static Output.Bytes network(int seed, float special) {
        MlpClassifier model = new MlpClassifier(ENCODER.width(), List.of(3), 2);
        Map<String, NdArray> values = Network.of(model, Rng.of(seed)).values();
        values.values().iterator().next().floats()[0] += special;
        Map<String, String> metadata = new LinkedHashMap<>(model.architecture().toMetadata());
        metadata.put("shape", Integer.toString(ENCODER.width()));
        return out -> Safetensors.write(out, values, metadata);
    }
}
