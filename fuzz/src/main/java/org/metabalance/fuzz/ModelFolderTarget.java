package org.metabalance.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.metabalance.app.Cli;

/**
 * A model's folder in which one file was changed, as {@link Edits} says: {@code predict} refuses it, or
 * predicts what it predicted before.
 */
public final class ModelFolderTarget {
    private static final Scratch SCRATCH = Scratch.make();
    private static final String MODEL = "model";

    private static final Map<String, byte[]> GOOD = new TreeMap<>();
    private static final Map<String, byte[]> OTHER = new TreeMap<>();
    private static final byte[] PREDICTIONS = prepare();

    private ModelFolderTarget() {}

    private static byte[] prepare() {
        Path rows = SCRATCH.write("rows.csv", Rows.trainable());
        SCRATCH.write("fresh.csv", Rows.fresh());
        Models.train(rows, SCRATCH.file("other"), 2);
        Models.train(rows, SCRATCH.file(MODEL), 1);
        GOOD.putAll(files(SCRATCH.file(MODEL)));
        OTHER.putAll(files(SCRATCH.file("other")));
        SCRATCH.keep();
        return predictions().orElseThrow();
    }

    private static Map<String, byte[]> files(Path folder) {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    /** Runs one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        Edits edits = Edits.of(input);
        String name = List.copyOf(GOOD.keySet()).get(edits.file() % GOOD.size());
        Optional<byte[]> changed = edits.apply(GOOD.get(name), OTHER.get(name));
        try {
            if (changed.isPresent()) {
                SCRATCH.write(MODEL + "/" + name, changed.get());
            } else {
                Files.delete(SCRATCH.file(MODEL + "/" + name));
            }
            Optional<byte[]> predictions = predictions();
            if (predictions.isPresent() && !Arrays.equals(predictions.get(), PREDICTIONS)) {
                throw new AssertionError("a changed " + name + " predicts otherwise: " + edits);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            SCRATCH.restore();
        }
    }

    /** Returns what is predicted for new rows; nothing if the model is refused. */
    private static Optional<byte[]> predictions() {
        Path out = SCRATCH.file("predictions.csv");
        Ended ended = Ended.run(List.of(
                "predict", "--model", SCRATCH.file(MODEL).toString(), "--data",
                SCRATCH.file("fresh.csv").toString(), "--out", out.toString()));
        try {
            return switch (ended.code()) {
                case Cli.DONE -> Optional.of(Files.readAllBytes(out));
                case Cli.MISUSED -> Optional.empty();
                default -> throw ended.wrong("a failure");
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
