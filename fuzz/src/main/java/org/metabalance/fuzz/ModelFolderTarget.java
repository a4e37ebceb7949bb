package org.metabalance.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
 * predicts what it predicted before. Half of the inputs make the checksums right again; then what is
 * predicted may be anything that can be.
 */
public final class ModelFolderTarget {
    private static final Scratch SCRATCH = Scratch.make();
    private static final String MODEL = "model";
    private static final String MANIFEST = "manifest.json";
    private static final int SEALED = 0x80;

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

    /** What the model is made of; its page and its scores, which nothing is predicted with, are not. */
    private static Map<String, byte[]> files(Path folder) {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".") && !name.endsWith(".html")
                        && Files.isRegularFile(file)) {
                    contents.put(name, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    /** Called first: what is slow once does not count as the time of an input. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput(new byte[0]);
    }

    /** Runs one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        Edits edits = Edits.of(input);
        boolean sealed = edits.file() >= SEALED;
        String name = List.copyOf(GOOD.keySet()).get(edits.file() % SEALED % GOOD.size());
        try {
            Optional<byte[]> changed = edits.apply(GOOD.get(name), OTHER.get(name));
            if (changed.isEmpty()) {
                Files.delete(SCRATCH.file(MODEL + "/" + name));
            } else if (!sealed) {
                SCRATCH.write(MODEL + "/" + name, changed.get());
            } else if (name.equals(MANIFEST)) {
                SCRATCH.write(
                        MODEL + "/" + MANIFEST,
                        Seals.sealed(new String(changed.get(), StandardCharsets.UTF_8)));
            } else {
                SCRATCH.write(MODEL + "/" + name, changed.get());
                SCRATCH.write(
                        MODEL + "/" + MANIFEST,
                        Seals.of(GOOD.get(MANIFEST), GOOD.get(name), changed.get()));
            }
            Optional<byte[]> predictions = predictions();
            if (!sealed && predictions.isPresent()
                    && !Arrays.equals(predictions.get(), PREDICTIONS)) {
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
                case Cli.DONE -> Optional.of(requirePossible(Files.readAllBytes(out)));
                case Cli.MISUSED -> Optional.empty();
                default -> throw ended.wrong("a failure");
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] requirePossible(byte[] predictions) {
        String text = new String(predictions, StandardCharsets.UTF_8);
        if (text.contains("NaN") || text.contains("Infinity")) {
            throw new AssertionError("no probabilities: " + text);
        }
        return predictions;
    }
}
