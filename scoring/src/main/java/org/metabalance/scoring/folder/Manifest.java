package org.metabalance.scoring.folder;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code manifest.json}: what files a model is made of, what they hold, and what the model depends on.
 * Its last line is the checksum of all lines before.
 *
 * @param parts the files by name
 * @param removed files of the model that stood in the folder before, which this one has not
 * @param dependsOn all that the model depends on: texts by name
 */
public record Manifest(
        Map<String, Part> parts, List<String> removed, Map<String, String> dependsOn) {
    /** The file's name. */
    public static final String NAME = "manifest.json";

    /** More than any model needs, and little enough to be read whatever it holds. */
    static final int MOST_BYTES = 1 << 20;

    private static final String FORMAT = "metabalance-model";
    private static final int VERSION = 3;
    private static final String SEAL = "  \"sha256\" : \"%s\"\n}\n";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /**
     * A file.
     *
     * @param bytes how long it is
     * @param sha256 the checksum of what it holds
     */
    public record Part(long bytes, String sha256) {}

    /** What is no manifest of this release; the message says why. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private Unreadable(String why) {
            super(why);
        }
    }

    /** Copies what is given. */
    public Manifest {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        removed = List.copyOf(removed);
        dependsOn = Collections.unmodifiableMap(new LinkedHashMap<>(dependsOn));
    }

    /** Returns this one after what it removed is gone. */
    public Manifest withoutRemoved() {
        return new Manifest(parts, List.of(), dependsOn);
    }

    /** Returns the file's text. */
    public String text() {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        root.put("release", Release.number());
        ObjectNode files = root.putObject("files");
        parts.forEach((name, part) -> files.putObject(name)
                .put("bytes", part.bytes()).put("sha256", part.sha256()));
        if (!removed.isEmpty()) {
            ArrayNode names = root.putArray("removed");
            removed.forEach(names::add);
        }
        ObjectNode settings = root.putObject("dependsOn");
        dependsOn.forEach(settings::put);
        String open = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root)
                .replace("\r\n", "\n");
        String before = open.substring(0, open.lastIndexOf("\n}")) + ",\n";
        return before + SEAL.formatted(Digest.of(before));
    }

    /**
     * Reads what {@link #text} wrote: the checksum is compared before anything else is looked at.
     *
     * @throws Unreadable if it is something else; the message says what
     */
    public static Manifest parse(byte[] bytes) throws Unreadable {
        int length = bytes.length - SEAL.formatted("0".repeat(64)).length();
        if (length < 0 || !new String(bytes, length, bytes.length - length, StandardCharsets.UTF_8)
                .equals(SEAL.formatted(Digest.of(Arrays.copyOf(bytes, length))))) {
            throw new Unreadable("its checksum is not that of its lines");
        }
        try {
            JsonNode root = JSON.readTree(bytes);
            if (!FORMAT.equals(root.path("format").asString(""))
                    || root.path("version").asInt(0) != VERSION) {
                throw new Unreadable("it is of another format");
            }
            String release = root.required("release").stringValue();
            if (!release.equals(Release.number())) {
                throw new Unreadable(
                        "it was written by release " + release + ", and this is "
                                + Release.number());
            }
            Map<String, Part> parts = new LinkedHashMap<>();
            root.required("files").properties().forEach(file -> parts.put(
                    name(file.getKey()),
                    new Part(
                            file.getValue().required("bytes").longValue(),
                            file.getValue().required("sha256").stringValue())));
            List<String> removed = root.path("removed").valueStream()
                    .map(node -> name(node.stringValue())).toList();
            Map<String, String> settings = new LinkedHashMap<>();
            root.required("dependsOn").properties().forEach(
                    setting -> settings.put(setting.getKey(), setting.getValue().stringValue()));
            return new Manifest(parts, removed, settings);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new Unreadable(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** Refuses what would lead out of the folder. */
    private static String name(String name) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("'" + name + "' is no name of a file");
        }
        return name;
    }
}
