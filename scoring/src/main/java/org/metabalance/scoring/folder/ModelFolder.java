package org.metabalance.scoring.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.metabalance.meta.data.DataException;
import org.metabalance.scoring.message.Messages;

/**
 * A folder with a model: weights, settings and what else belongs to it, each named with its checksum by
 * {@code manifest.json}, so that they are one thing.
 *
 * <p>Of each file the one is read whose checksum the manifest tells, under its own name or as {@code
 * .metabalance-new-NAME}: so whoever reads while a new model takes the old one's place sees the whole old
 * one or the whole new one.
 *
 * @param path where it is
 */
public record ModelFolder(Path path) {
    /** What the names of files begin with that are about to take the place of others. */
    public static final String NEW = ".metabalance-new-";

    /**
     * Reads the manifest.
     *
     * @throws DataException if there is none, or it is not whole
     */
    public Manifest manifest() {
        Path file = path.resolve(Manifest.NAME);
        if (!Files.isDirectory(path)) {
            throw new DataException("no such model directory: " + path);
        }
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    path + " holds no model: " + Manifest.NAME
                            + " is written by metabalance train");
        }
        try {
            if (Files.size(file) > Manifest.MOST_BYTES) {
                throw new DataException(file + " is damaged: it is too long; train again");
            }
            return Manifest.parse(Files.readAllBytes(file));
        } catch (Manifest.Unreadable e) {
            throw new DataException(
                    file + " cannot be used: " + e.getMessage() + "; train again", e);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + Messages.reason(e), e);
        }
    }

    /**
     * Returns where the content of a part is.
     *
     * @throws DataException if nothing in the folder has its checksum
     */
    public Path find(Manifest manifest, String name) {
        Manifest.Part part = manifest.parts().get(name);
        if (part == null) {
            throw new DataException(
                    path + " holds no whole model: " + name + " is missing; train again");
        }
        try {
            for (Path file : List.of(path.resolve(name), path.resolve(NEW + name))) {
                if (holds(file, part)) {
                    return file;
                }
            }
        } catch (IOException e) {
            throw new DataException(path.resolve(name) + " cannot be read: " + Messages.reason(e),
                    e);
        }
        throw new DataException(
                path.resolve(name) + (Files.exists(path.resolve(name))
                        ? " was changed, or is of another model: its checksum is not that in "
                                + Manifest.NAME
                        : " is missing")
                        + "; train again");
    }

    /**
     * Returns whether a file is there and is the part: of its size and checksum. No part is held by none.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static boolean holds(Path file, Manifest.Part part) throws IOException {
        return part != null && Files.isRegularFile(file) && Files.size(file) == part.bytes()
                && Digest.of(file).equals(part.sha256());
    }
}
