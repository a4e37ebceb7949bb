package org.metabalance.app.output;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;

/**
 * A directory results are written to, known to be writable before hours of work begin, and this
 * command's alone until it is closed. Every file in it is an {@link Output}.
 */
public final class OutputDirectory implements AutoCloseable {
    private final Path path;
    private final FolderLock lock;
    private final Collection<Path> inputs;

    private OutputDirectory(Path path, FolderLock lock, Collection<Path> inputs) {
        this.path = path;
        this.lock = lock;
        this.inputs = inputs;
    }

    /** {@link #open(Path, Collection, Consumer)} where nothing is read and nobody listens. */
    public static OutputDirectory open(Path path) {
        return open(path, List.of(), note -> {});
    }

    /**
     * Makes the directory if there is none, locks it, removes what killed commands left in it, and
     * makes and removes a file.
     *
     * @param inputs files that are read, and so never written
     * @param notes takes a line for what the user may want to know
     * @throws UserError if it cannot be made or written to, or another command is writing there
     */
    public static OutputDirectory open(
            Path path, Collection<Path> inputs, Consumer<String> notes) {
        FolderLock lock = null;
        try {
            Files.createDirectories(path);
            lock = FolderLock.of(path, notes);
            int left = Temporary.clean(path);
            if (left > 0) {
                notes.accept(
                        "removed " + Texts.count(left, "unfinished file")
                                + " that a command left in " + path + " when it was killed");
            }
            Temporary.in(path).close();
            return new OutputDirectory(path, lock, List.copyOf(inputs));
        } catch (FileAlreadyExistsException e) {
            throw new UserError("--out " + path + " is a file, give a directory", e);
        } catch (IOException e) {
            if (lock != null) {
                lock.close();
            }
            throw new UserError(
                    "--out " + path + " cannot be written to: " + Texts.reason(e), e);
        }
    }

    /** Returns the directory. */
    public Path path() {
        return path;
    }

    /** Returns the place of the file called {@code name}. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Returns the file called {@code name}, to be written. */
    public Output output(String name) {
        return Output.of(file(name)).apartFrom(inputs);
    }

    /**
     * Writes a file in UTF-8: whenever the process ends, either the old or the new text is there as a
     * whole.
     *
     * @throws UserError if it cannot be written: then what was there is there
     */
    public void write(String name, String text) {
        output(name).write(text);
    }

    /** Gives the directory up to other commands. */
    @Override
    public void close() {
        lock.close();
    }
}
