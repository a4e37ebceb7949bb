package org.metabalance.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of this process, gone when it ends. Every input finds it as it was when it was kept. */
final class Scratch {
    private final Path folder;
    private final Map<Path, byte[]> kept = new TreeMap<>();

    private Scratch(Path folder) {
        this.folder = folder;
    }

    static Scratch make() {
        try {
            Scratch scratch = new Scratch(Files.createTempDirectory("metabalance-fuzz"));
            Runtime.getRuntime().addShutdownHook(new Thread(scratch::remove));
            return scratch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes a file, in place of one that is there. */
    Path write(String name, byte[] bytes) {
        try {
            return Files.write(file(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Remembers all that is in the folder now. */
    void keep() {
        try {
            for (Path path : all()) {
                if (!path.equals(folder)) {
                    kept.put(path, Files.isDirectory(path) ? null : Files.readAllBytes(path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the folder what it was when {@link #keep} was called. */
    void restore() {
        try {
            for (Path path : all().reversed()) {
                if (!path.equals(folder)
                        && (!kept.containsKey(path)
                                || Files.isDirectory(path) != (kept.get(path) == null))) {
                    Files.delete(path);
                }
            }
            for (Map.Entry<Path, byte[]> entry : kept.entrySet()) {
                Path path = entry.getKey();
                if (entry.getValue() == null) {
                    Files.createDirectories(path);
                } else if (!Files.exists(path)
                        || !Arrays.equals(Files.readAllBytes(path), entry.getValue())) {
                    Files.write(path, entry.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remove() {
        kept.clear();
        restore();
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is in the folder, each folder before what is in it. */
    private List<Path> all() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted(Comparator.naturalOrder()).toList();
        }
    }
}
