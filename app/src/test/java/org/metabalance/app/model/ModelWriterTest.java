package org.metabalance.app.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.Fingerprint;
import org.metabalance.app.output.Output;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.meta.data.DataException;
import org.metabalance.scoring.folder.Digest;
import org.metabalance.scoring.folder.Manifest;
import org.metabalance.scoring.folder.StoredModel;

/** A model folder is one thing, whatever happens to it. */
class ModelWriterTest {
    private static final ClassLoader FAMILIES = ModelWriterTest.class.getClassLoader();

    @TempDir
    private Path directory;

    private void replace(Path folder, Map<String, Output.Bytes> parts, Object seed) {
        try (OutputDirectory opened = OutputDirectory.open(folder)) {
            new ModelWriter(folder).replace(
                    opened, parts,
                    Fingerprint.EMPTY.with("seed", seed).with("data", "x".repeat(64)));
        }
    }

    private Path model(String name, int seed, String... more) {
        Path folder = directory.resolve(name);
        replace(folder, TinyModel.parts(seed, more), seed);
        return folder;
    }

    private static double[][] predictions(Path folder) {
        StoredModel model = StoredModel.read(folder, FAMILIES);
        return model.network().probabilities(TinyModel.rows(model.file().encoder()));
    }

    private static String refused(Path folder) {
        String message = assertThrows(
                DataException.class, () -> StoredModel.read(folder, FAMILIES)).getMessage();
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(f -> !f.getFileName().toString().startsWith("."))
                    .toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static void write(Path folder, Map<String, byte[]> files) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** Makes of a folder with some files one with others. */
    private static void change(
            Path folder, Map<String, byte[]> from, Map<String, byte[]> to) throws IOException {
        for (String name : from.keySet()) {
            if (!to.containsKey(name)) {
                Files.delete(folder.resolve(name));
            }
        }
        for (Map.Entry<String, byte[]> file : to.entrySet()) {
            if (from.get(file.getKey()) != file.getValue()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
        }
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path folder = model("m", 1, "schema.json", "augmentation.json");
        StoredModel stored = StoredModel.read(folder, FAMILIES);
        assertEquals("schema.json of seed 1", stored.text("schema.json").orElseThrow());
        assertEquals(List.of("no", "yes"), stored.file().classes());
        assertEquals(
                List.of(
                        "augmentation.json", "manifest.json", "model.json", "model.safetensors",
                        "schema.json"),
                List.copyOf(files(folder).keySet()));
    }

    /** Flipped bits, lost and added bytes, files of another model: an error, or nothing changes. */
    @Test
    void aThousandCorruptionsAreErrorsOrNothing() throws IOException {
        Path folder = model("m", 1, "schema.json", "augmentation.json");
        Map<String, byte[]> whole = files(folder);
        Map<String, byte[]> other = files(model("other", 2, "schema.json", "augmentation.json"));
        double[][] right = predictions(folder);
        Random random = new Random(10);
        int refused = 0;
        Path damaged = directory.resolve("damaged");
        write(damaged, whole);
        for (int i = 0; i < 1000; i++) {
            Map<String, byte[]> files = new TreeMap<>(whole);
            String what = corrupt(files, other, random);
            change(damaged, whole, files);
            try {
                double[][] found = predictions(damaged);
                for (int row = 0; row < right.length; row++) {
                    assertArrayEquals(right[row], found[row], what);
                }
            } catch (DataException e) {
                assertEquals(1, e.getMessage().lines().count(), what + ": " + e.getMessage());
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError(what, e);
            }
            change(damaged, files, whole);
        }
        // a file swapped for one of the same bytes, or a lost one that is not of the model
        assertTrue(refused > 950, "refused " + refused);
    }

    /** Changes one to three files; returns what was done. */
    private static String corrupt(
            Map<String, byte[]> files, Map<String, byte[]> other, Random random) {
        List<String> done = new ArrayList<>();
        List<String> names = new ArrayList<>(files.keySet());
        for (int n = 1 + random.nextInt(10) / 8; n > 0; n--) {
            String name = names.get(random.nextInt(names.size()));
            byte[] bytes = files.getOrDefault(name, other.get(name));
            int at = random.nextInt(bytes.length);
            int kind = random.nextInt(7);
            done.add(name + " " + kind + " at " + at);
            switch (kind) {
                case 0, 1 -> files.put(name, flipped(bytes, at, random.nextInt(8)));
                case 2 -> files.put(name, spliced(bytes, at, bytes.length, new byte[0]));
                case 3 -> files.put(name, spliced(bytes, at, at + 1, new byte[0]));
                case 4 -> {
                    byte[] more = new byte[1 + random.nextInt(9)];
                    random.nextBytes(more);
                    files.put(name, spliced(bytes, at, at, more));
                }
                case 5 -> files.put(name, other.get(name));
                default -> files.remove(name);
            }
        }
        return String.join(", ", done);
    }

    private static byte[] flipped(byte[] bytes, int at, int bit) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << bit);
        return flipped;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
        byte[] result = new byte[bytes.length - (to - from) + between.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(between, 0, result, from, between.length);
        System.arraycopy(bytes, to, result, from + between.length, bytes.length - to);
        return result;
    }

    /** All of another model is another model, and no corruption. */
    @Test
    void errorsSayWhatIsWrong() throws IOException {
        Path folder = model("m", 1);
        Map<String, byte[]> other = files(model("other", 2));
        Files.write(folder.resolve("model.safetensors"), other.get("model.safetensors"));
        assertTrue(
                refused(folder).contains("model.safetensors was changed, or is of another model"));
        Files.delete(folder.resolve("model.safetensors"));
        assertTrue(refused(folder).contains("model.safetensors is missing; train again"));
        Files.delete(folder.resolve("manifest.json"));
        assertTrue(refused(folder).contains("holds no model"));
        assertTrue(refused(directory.resolve("absent")).contains("no such model directory"));
    }

    /** With checksums that are right: somebody made it so, or a fault of our own. */
    @Test
    void whatCannotBeIsRefusedThoughItsChecksumsAreRight() {
        for (double threshold : new double[] {1.5, -0.1, Double.NaN}) {
            Path folder = directory.resolve("t" + threshold);
            replace(folder, TinyModel.parts(TinyModel.network(1, 0f), threshold, 2), 1);
            assertTrue(refused(folder).contains("threshold"), refused(folder));
        }
        for (float weight : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            Path folder = directory.resolve("w" + weight);
            replace(folder, TinyModel.parts(TinyModel.network(1, weight), .5, 2), 1);
            assertTrue(refused(folder).contains("holds what is no number"), refused(folder));
        }
        Path classes = directory.resolve("classes");
        replace(classes, TinyModel.parts(TinyModel.network(1, 0f), Double.NaN, 3), 1);
        assertTrue(refused(classes).contains("does not belong to"), refused(classes));
        Map<String, Output.Bytes> parts = new LinkedHashMap<>(TinyModel.parts(1));
        for (String mad : List.of(
                "[".repeat(100_000), "{\"format\":\"metabalance-model\",\"version\":3}", "", "[]",
                "{\"format\":1,\"format\":2}",
                "{\"format\":\"metabalance-model\",\"version\":3,\"method\":[],\"label\":{}}")) {
            parts.put("model.json", out -> out.write(mad.getBytes()));
            Path folder = directory.resolve("json" + mad.length());
            replace(folder, parts, 1);
            assertTrue(refused(folder).contains("model.json"), refused(folder));
        }
    }

    @Test
    void anotherReleaseIsToldAndLeftAlone() throws Exception {
        String text = new Manifest(Map.of(), List.of(), Map.of()).text();
        String body = text.substring(0, text.lastIndexOf("  \"sha256\""))
                .replaceFirst("(\"release\" : \")[^\"]*", "$10.0.0");
        String sealed = body + "  \"sha256\" : \""
                + Digest.of(body) + "\"\n}\n";
        Path folder = Files.createDirectory(directory.resolve("m"));
        Files.writeString(folder.resolve("manifest.json"), sealed);
        assertTrue(refused(folder).contains("was written by release 0.0.0"), refused(folder));
        try (OutputDirectory opened = OutputDirectory.open(folder)) {
            ModelWriter.Standing standing = new ModelWriter(folder).standing(
                    opened, Fingerprint.EMPTY, FAMILIES);
            assertFalse(standing.same());
            assertTrue(standing.otherwise().contains("0.0.0"), standing.otherwise());
        }
    }

    /** At each moment at which a process could have been killed. */
    @Test
    void betweenOldAndNewThereIsNothing() throws IOException {
        Path folder = model("m", 1, "augmentation.json");
        double[][] old = predictions(folder);
        double[][] replaced = predictions(model("new", 2));
        Map<String, byte[]> before = files(folder);
        Map<String, byte[]> after = files(directory.resolve("new"));
        List<Map<String, byte[]>> moments = moments(before, after);
        int commit = moments.size() - 6;
        for (int i = 0; i < moments.size(); i++) {
            Path stopped = directory.resolve("stopped" + i);
            write(stopped, moments.get(i));
            assertArrayEquals(i < commit ? old : replaced, predictions(stopped), "moment " + i);
            // and the next command tidies up
            try (OutputDirectory opened = OutputDirectory.open(stopped)) {
                new ModelWriter(stopped).standing(opened, Fingerprint.EMPTY, FAMILIES);
            }
            assertArrayEquals(i < commit ? old : replaced, predictions(stopped), "moment " + i);
            try (Stream<Path> files = Files.list(stopped)) {
                assertTrue(
                        files.noneMatch(f -> f.getFileName().toString().contains("-new-")));
            }
            assertEquals(
                    i < commit, Files.exists(stopped.resolve("augmentation.json")), "moment " + i);
        }
    }

    /** The states a folder goes through, in the order of the class comment. */
    private static List<Map<String, byte[]>> moments(
            Map<String, byte[]> before, Map<String, byte[]> after) throws IOException {
        List<Map<String, byte[]>> moments = new ArrayList<>();
        Map<String, byte[]> now = new TreeMap<>(before);
        List<String> parts = List.of("model.safetensors", "model.json");
        moments.add(new TreeMap<>(now));
        for (String part : parts) {
            now.put(".metabalance-new-" + part, after.get(part));
            moments.add(new TreeMap<>(now));
        }
        try {
            Manifest written = Manifest.parse(after.get("manifest.json"));
            now.put("manifest.json", new Manifest(
                    written.parts(), List.of("augmentation.json"), written.dependsOn()).text()
                    .getBytes());
        } catch (Manifest.Unreadable e) {
            throw new AssertionError(e);
        }
        moments.add(new TreeMap<>(now)); // the new one from here on
        for (String part : parts) {
            now.put(part, after.get(part));
            moments.add(new TreeMap<>(now));
            now.remove(".metabalance-new-" + part);
            moments.add(new TreeMap<>(now));
        }
        now.remove("augmentation.json");
        moments.add(new TreeMap<>(now));
        return moments;
    }

    @Test
    void aModelStandsInTheWayOfAnother() throws IOException {
        Path folder = model("m", 1);
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Fingerprint own = Fingerprint.EMPTY.with("seed", 1).with("data", "x".repeat(64));
        try (OutputDirectory opened = OutputDirectory.open(folder)) {
            ModelWriter model = new ModelWriter(folder);
            assertTrue(model.standing(opened, own, FAMILIES).same());
            assertEquals(
                    "holds another model: not the same data, seed (1, now 2)",
                    model.standing(
                            opened, own.with("seed", 2).with("data", "y".repeat(64)), FAMILIES)
                            .otherwise());
            Files.writeString(folder.resolve("model.json"), "{}");
            ModelWriter.Standing damaged = model.standing(opened, own, FAMILIES);
            assertFalse(damaged.same());
            assertTrue(damaged.otherwise().contains("cannot be used"), damaged.otherwise());
            Files.delete(folder.resolve("manifest.json"));
            assertTrue(model.standing(opened, own, FAMILIES).otherwise().contains("model.json"));
        }
        replace(folder, TinyModel.parts(2), 2);
        assertArrayEquals(predictions(model("two", 2)), predictions(folder));
        assertEquals("mine", Files.readString(folder.resolve("notes.txt")));
        Path empty = Files.createDirectory(directory.resolve("empty"));
        try (OutputDirectory opened = OutputDirectory.open(empty)) {
            assertEquals(
                    new ModelWriter.Standing(false, ""),
                    new ModelWriter(empty).standing(opened, own, FAMILIES));
        }
    }

    @Test
    void permissionsAndLinksStay() throws IOException {
        Path folder = model("m", 1);
        Path weights = folder.resolve("model.safetensors");
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(weights, elsewhere);
        Files.createSymbolicLink(weights, elsewhere);
        Files.setPosixFilePermissions(
                folder.resolve("model.json"), PosixFilePermissions.fromString("rw-------"));
        replace(folder, TinyModel.parts(2), 2);
        assertTrue(Files.isSymbolicLink(weights));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("model.json"))));
        assertArrayEquals(predictions(model("two", 2)), predictions(folder));
    }

    @Test
    void whatFailsLeavesTheOldModel() throws IOException {
        Path folder = model("m", 1);
        Map<String, byte[]> before = files(folder);
        Map<String, Output.Bytes> parts = new LinkedHashMap<>(TinyModel.parts(2));
        parts.put("model.json", out -> {
            throw new IOException("No space left on device");
        });
        UserError error = assertThrows(UserError.class, () -> replace(folder, parts, 2));
        assertTrue(error.getMessage().endsWith("cannot be written: No space left on device"));
        assertEquals(before.keySet(), files(folder).keySet());
        before.forEach((name, bytes) -> {
            try {
                assertArrayEquals(bytes, Files.readAllBytes(folder.resolve(name)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.noneMatch(f -> f.getFileName().toString().contains("-new-")));
        }
    }
}
