package org.metabalance.scoring.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.scoring.message.Messages;
import org.metabalance.scoring.schema.Schema;

/**
 * A model as it was found in its folder, every byte of it checked.
 *
 * @param file what belongs to it besides the weights
 * @param network what predicts
 * @param texts its files of text that prediction needs, by name
 */
public record StoredModel(ModelFile file, TrainedNetwork network, Map<String, String> texts) {
    /** The texts that prediction needs. */
    private static final Set<String> READ = Set.of(ModelFile.NAME, Schema.FILE);

    /**
     * Reads the model of a folder.
     *
     * @param families where models of the user's own are looked for
     * @throws DataException if anything is missing, changed, of another model or another release, or cannot
     *     be: one line for any of it
     */
    public static StoredModel read(Path path, ClassLoader families) {
        ModelFolder folder = new ModelFolder(path);
        Manifest manifest = folder.manifest();
        try {
            Map<String, String> texts = new LinkedHashMap<>();
            for (String name : manifest.parts().keySet()) {
                Path found = folder.find(manifest, name);
                if (READ.contains(name)) {
                    texts.put(name, new String(Files.readAllBytes(found), StandardCharsets.UTF_8));
                }
            }
            Path weights = folder.find(manifest, ModelFile.WEIGHTS);
            TrainedNetwork network = TrainedNetwork.load(weights, families);
            String text = texts.get(ModelFile.NAME);
            if (text == null) {
                throw new DataException(path + " holds no whole model: " + ModelFile.NAME
                        + " is missing; train again");
            }
            ModelFile file = ModelFile.parse(path.resolve(ModelFile.NAME), text);
            requireFit(path, file, network);
            // between checksum and reading another command may have put its own there
            if (!folder.manifest().parts().equals(manifest.parts())) {
                throw new DataException(path + " was replaced while it was read; try again");
            }
            return new StoredModel(file, network, texts);
        } catch (IOException e) {
            throw new DataException("the model cannot be read: " + Messages.reason(e), e);
        }
    }

    /** Returns the files of the model in a folder, which nothing else may be written to. */
    public static List<Path> files(Path path) {
        List<Path> files = new ArrayList<>(List.of(path.resolve(Manifest.NAME)));
        new ModelFolder(path).manifest().parts().keySet()
                .forEach(name -> files.add(path.resolve(name)));
        return files;
    }

    /** What checksums do not tell: that the files fit each other, and hold what can be. */
    private static void requireFit(Path path, ModelFile file, TrainedNetwork network) {
        if (!file.input().fits(network.shape())
                || network.network().classes() != file.classes().size()) {
            throw new DataException(
                    path + ": " + ModelFile.WEIGHTS + " does not belong to " + ModelFile.NAME
                            + " beside it; train again");
        }
        network.network().values().forEach((name, values) -> {
            if (!finite(values)) {
                throw new DataException(
                        path + ": " + ModelFile.WEIGHTS + " cannot be used: '" + name
                                + "' holds what is no number; train again");
            }
        });
    }

    private static boolean finite(NdArray values) {
        for (double value : values.toDoubles()) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the calibrated probabilities of examples, {@code [examples, classes]}. */
    public double[][] probabilities(Examples examples) {
        return file.decision().calibrator().apply(network.probabilities(examples));
    }

    /** Returns the text of one of its files, as it was written; empty if it has no such file. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }
}
