package org.metabalance.app.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.Fingerprint;
import org.metabalance.app.output.Output;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.meta.data.DataException;
import org.metabalance.scoring.folder.Digest;
import org.metabalance.scoring.folder.Manifest;
import org.metabalance.scoring.folder.ModelFile;
import org.metabalance.scoring.folder.ModelFolder;
import org.metabalance.scoring.folder.StoredModel;
import org.metabalance.scoring.schema.Schema;

/**
 * Puts models into folders. A model takes another's place whole or not at all: its files are written
 * beside the old ones, as {@code .metabalance-new-NAME}; then the manifest is replaced, by one rename;
 * then each file is copied to its name, again by a rename, and the new one removed. {@link ModelFolder}
 * tells which of them is read: before the one rename that is the whole old model, as no old file was
 * touched; after it the whole new one, as each of its files is there under one of the names. A command
 * that finds that undone does it before anything else. Other files in the folder are left alone.
 */
public final class ModelWriter {
    private static final int MOST_SHOWN = 40;
    private static final Set<String> OURS = Set.of(
            Manifest.NAME, ModelFile.NAME, ModelFile.WEIGHTS, Schema.FILE, AugmentationFile.NAME);

    private final Path path;
    private final ModelFolder folder;

    /** The folder at {@code path}, which need not exist. */
    public ModelWriter(Path path) {
        this.path = path;
        folder = new ModelFolder(path);
    }

    /**
     * What a folder holds when a model is about to be trained.
     *
     * @param same whether it is the very model, whole
     * @param otherwise if it is not, what stands in the way; empty if nothing does
     */
    public record Standing(boolean same, String otherwise) {}

    /**
     * Finds out what the folder holds, and finishes or drops what a killed command began.
     *
     * @param directory this folder, locked
     * @param wanted what the model to be trained depends on
     * @throws UserError if the folder cannot be read or written
     */
    public Standing standing(OutputDirectory directory, Fingerprint wanted, ClassLoader families) {
        settle(directory);
        List<String> ours = OURS.stream().filter(
                name -> Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS)).sorted()
                .toList();
        if (ours.isEmpty()) {
            return new Standing(false, "");
        }
        if (!ours.contains(Manifest.NAME)) {
            return new Standing(
                    false,
                    "holds " + ours.getFirst() + ", but no " + Manifest.NAME + " of a model");
        }
        try {
            Fingerprint there = new Fingerprint(folder.manifest().dependsOn());
            if (!there.equals(wanted)) {
                return new Standing(
                        false, "holds another model: not the same " + differences(there, wanted));
            }
            StoredModel.read(path, families);
            return new Standing(true, "");
        } catch (DataException e) {
            return new Standing(false,
                    "holds a model that cannot be used (" + e.getMessage() + ")");
        }
    }

    private static String differences(Fingerprint there, Fingerprint wanted) {
        List<String> names = new ArrayList<>(there.differences(wanted));
        if (names.contains("method")) {
            names.remove("method settings"); // go without saying
        }
        return names.stream().map(name -> {
            String old = String.valueOf(there.settings().get(name));
            String now = String.valueOf(wanted.settings().get(name));
            // checksums tell people nothing
            return Math.max(old.length(), now.length()) > MOST_SHOWN
                    ? name
                    : name + " (" + old + ", now " + now + ")";
        }).collect(Collectors.joining(", "));
    }

    /**
     * Puts a model into the folder, in the place of one that is there.
     *
     * @param directory this folder, locked
     * @param parts its files by name
     * @param fingerprint all that it depends on
     * @throws UserError if it cannot be written: then the old one is there
     */
    public void replace(
            OutputDirectory directory, Map<String, Output.Bytes> parts, Fingerprint fingerprint) {
        settle(directory);
        List<String> removed = new ArrayList<>();
        earlier().ifPresent(old -> removed.addAll(old.parts().keySet()));
        removed.removeAll(parts.keySet());
        Set<String> names = new TreeSet<>(parts.keySet());
        names.add(Manifest.NAME);
        for (String name : names) {
            Path file = path.resolve(name);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
                throw new UserError(file + " is no plain file; give another --out");
            }
        }
        Map<String, Manifest.Part> written = new LinkedHashMap<>();
        try {
            parts.forEach((name, bytes) -> written.put(name, write(directory, name, bytes)));
            directory.write(Manifest.NAME,
                    new Manifest(written, removed, fingerprint.settings()).text());
        } catch (UserError e) {
            settle(directory); // the new files are of no use
            throw e;
        }
        settle(directory);
    }

    private Manifest.Part write(OutputDirectory directory, String name, Output.Bytes bytes) {
        String[] digest = new String[1];
        directory.output(ModelFolder.NEW + name)
                .bytes(out -> digest[0] = Digest.of(bytes::to, out));
        try {
            return new Manifest.Part(Files.size(path.resolve(ModelFolder.NEW + name)), digest[0]);
        } catch (IOException e) {
            throw new UserError(path.resolve(name) + " cannot be written: " + Texts.reason(e), e);
        }
    }

    /** Does what a manifest promises, and removes new files that it does not name. */
    private void settle(OutputDirectory directory) {
        Optional<Manifest> manifest = earlier();
        if (manifest.isEmpty() && Files.exists(path.resolve(Manifest.NAME))) {
            return; // of another release, perhaps: what is new may be the rest of it
        }
        try {
            for (Path begun : begun()) {
                String name = begun.getFileName().toString().substring(ModelFolder.NEW.length());
                if (manifest.isPresent()
                        && ModelFolder.holds(begun, manifest.get().parts().get(name))) {
                    directory.output(name).bytes(out -> Files.copy(begun, out));
                }
                Files.delete(begun);
            }
            List<String> removed = manifest.map(Manifest::removed).orElse(List.of());
            if (!removed.isEmpty()) {
                for (String name : removed) {
                    Files.deleteIfExists(path.resolve(name));
                }
                directory.write(Manifest.NAME, manifest.get().withoutRemoved().text());
            }
        } catch (IOException e) {
            throw new UserError(path + " cannot be written: " + Texts.reason(e), e);
        }
    }

    private List<Path> begun() throws IOException {
        List<Path> begun = new ArrayList<>();
        try (var files = Files.newDirectoryStream(path, ModelFolder.NEW + "*")) {
            files.forEach(begun::add);
        }
        return begun;
    }

    private Optional<Manifest> earlier() {
        try {
            return Files.exists(path.resolve(Manifest.NAME))
                    ? Optional.of(folder.manifest())
                    : Optional.empty();
        } catch (DataException _) {
            return Optional.empty(); // it is replaced, or refused by whoever asks for it
        }
    }
}
