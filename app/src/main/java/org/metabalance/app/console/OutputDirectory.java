package org.metabalance.app.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A directory results are written to, known to be writable before hours of work begin. */
public final class OutputDirectory {
    private final Path path;

    private OutputDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes the directory if there is none, and writes and removes a file in it.
     *
     * @throws UserError if it cannot be made or written to
     */
    public static OutputDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, ".metabalance", ".tmp"));
            return new OutputDirectory(path);
        } catch (FileAlreadyExistsException e) {
            throw new UserError("--out " + path + " is a file, give a directory", e);
        } catch (IOException e) {
            throw new UserError(
                    "--out " + path + " cannot be written to: " + Texts.reason(e), e);
        }
    }

    /** Returns the place of the file called {@code name}. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Writes a file in UTF-8 at once: whenever the process ends, either the old or the new text is
     * there as a whole.
     */
    public void write(String name, String text) throws IOException {
        writeAtOnce(file(name), text);
    }

    /** Writes {@code text} to {@code target}, which is replaced as a whole or not at all. */
    public static void writeAtOnce(Path target, String text) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path temporary = absolute
                .resolveSibling("." + absolute.getFileName() + "." + ProcessHandle.current().pid());
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        try {
            Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
