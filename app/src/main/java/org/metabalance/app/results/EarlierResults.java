package org.metabalance.app.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code results.json} that a folder holds before a comparison. Runs of the same key are taken from
 * it and not made again. If anything else is in it - runs of other data, settings or methods, or what is
 * no such file at all - it is kept under a name of its own before it is replaced.
 */
public final class EarlierResults {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .withZone(ZoneOffset.UTC);

    private final OutputDirectory directory;
    private final Path file;
    private final List<String> classes;

    private EarlierResults(OutputDirectory directory, List<String> classes) {
        this.classes = classes;
        this.directory = directory;
        this.file = directory.file(ResultsFile.NAME);
    }

    /**
     * Takes from an earlier file what belongs to this comparison.
     *
     * @param keys of the comparison's runs
     * @param classes the names of its classes
     * @param notes takes a line for what was found
     * @return the runs that need not be made again
     * @throws UserError if the file cannot be read, or not be kept
     */
    public static List<KeptRun> take(
            OutputDirectory directory, RunKeys keys, List<String> classes,
            Consumer<String> notes) {
        return new EarlierResults(directory, classes).take(keys, notes);
    }

    private List<KeptRun> take(RunKeys keys, Consumer<String> notes) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + " is no plain file; give another --out");
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            Map<String, KeptRun> found = new TreeMap<>();
            boolean all = read(bytes, keys.all(), found);
            if (!all) {
                Path kept = keep(bytes);
                notes.accept(
                        "the earlier " + file
                                + " holds other runs than are asked for now, and is kept as "
                                + kept);
            }
            Map<RunKeys.Slot, KeptRun> taken = new LinkedHashMap<>();
            keys.keys().forEach((slot, key) -> {
                KeptRun kept = found.get(key);
                if (kept != null && slot.equals(
                        new RunKeys.Slot(kept.run().method(), kept.run().seed()))) {
                    taken.put(slot, kept);
                }
            });
            if (!taken.isEmpty()) {
                notes.accept(
                        Texts.format(
                                "%d of %d runs were there already", taken.size(),
                                keys.keys().size()));
            }
            return List.copyOf(taken.values());
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + Texts.reason(e), e);
        }
    }

    /** Collects runs of these keys; returns whether the file holds nothing else. */
    private boolean read(byte[] bytes, Set<String> wanted, Map<String, KeptRun> found) {
        try {
            JsonNode root = JSON.readTree(bytes);
            if (!ResultsFile.FORMAT.equals(root.path("format").asString(""))
                    || root.path("version").asInt(0) != ResultsFile.VERSION) {
                return false;
            }
            boolean all = true;
            for (JsonNode node : root.required("runs")) {
                String key = node.path("key").asString("");
                if (node.path(ResultsFile.CUT).asBoolean(false)) {
                    all &= wanted.contains(key); // with more time it is another run
                } else if (wanted.contains(key)) {
                    found.put(key, RunNode.read(node, classes));
                } else {
                    all = false;
                }
            }
            for (JsonNode node : root.required("failures")) {
                all &= wanted.contains(node.path("key").asString(""));
            }
            for (JsonNode node : root.path("trials")) {
                all &= wanted.contains(node.path("key").asString(""));
            }
            return all;
        } catch (JacksonException | IllegalArgumentException _) {
            return false; // damaged, or somebody else's
        }
    }

    /** Copies the file to a name that is free. */
    private Path keep(byte[] bytes) throws IOException {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        String name = "results-" + TIME.format(written);
        Path kept = directory.file(name + ".json");
        for (int i = 2; Files.exists(kept, LinkOption.NOFOLLOW_LINKS); i++) {
            kept = directory.file(name + "-" + i + ".json");
        }
        directory.output(kept.getFileName().toString()).bytes(out -> out.write(bytes));
        return kept;
    }
}
