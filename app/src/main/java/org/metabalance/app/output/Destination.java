package org.metabalance.app.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;

/** What a path leads to, once links are followed. */
sealed interface Destination {
    /** As many links one after another as Linux follows. */
    int MOST_LINKS = 40;

    /** A plain file, or none yet in a folder that is there: to be replaced as a whole. */
    record Plain(Path path) implements Destination {}

    /** A device or FIFO: to be opened and written. */
    record Special(Path path) implements Destination {}

    /** A file this process has open, by whatever name it was given: to be written at its end. */
    record Open(Path path, int descriptor) implements Destination {}

    /**
     * Follows {@code path}.
     *
     * @throws UserError if nothing can be written there: a folder, links in a circle, or no folder to
     *     make a file in
     */
    static Destination of(Path path) {
        try {
            Path at = path.toAbsolutePath();
            for (int links = 0; links <= MOST_LINKS; links++) {
                int descriptor = descriptor(at);
                if (descriptor >= 0) {
                    return new Open(at, descriptor);
                }
                if (!Files.isSymbolicLink(at)) {
                    return end(path, at);
                }
                at = at.resolveSibling(Files.readSymbolicLink(at));
            }
            throw new UserError(path + " is a link that leads to itself");
        } catch (IOException e) {
            throw new UserError(path + " cannot be written: " + Texts.reason(e), e);
        }
    }

    private static Destination end(Path path, Path at) throws IOException {
        if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
            Path folder = at.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new UserError(path + ": there is no folder " + folder);
            }
            return new Plain(at);
        }
        BasicFileAttributes about = Files.readAttributes(at, BasicFileAttributes.class);
        if (about.isDirectory()) {
            throw new UserError(path + " is a directory, give a file");
        }
        return about.isRegularFile() ? new Plain(at) : new Special(at);
    }

    /**
     * Returns the number of the open file that {@code path} stands for, as {@code /dev/stdout} does; -1
     * if it is an ordinary path. What is behind it may be a plain file, but replacing that would leave
     * whoever opened it with the old one.
     */
    private static int descriptor(Path path) {
        Path folder = path.getParent();
        Path name = path.getFileName();
        if (folder == null || name == null || !name.toString().matches("\\d{1,9}")) {
            return -1;
        }
        try {
            String own = "/proc/" + ProcessHandle.current().pid();
            return folder.toRealPath().toString()
                    .matches(Pattern.quote(own) + "(/task/\\d+)?/fd")
                            ? Integer.parseInt(name.toString())
                            : -1;
        } catch (IOException _) {
            return -1; // no such folder, as is said elsewhere
        }
    }
}
