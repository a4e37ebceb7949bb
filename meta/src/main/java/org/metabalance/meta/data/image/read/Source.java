package org.metabalance.meta.data.image.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.metabalance.meta.data.DataException;

/** Files that lie together: in a folder, or in an archive. Names have their folders before slashes. */
sealed interface Source permits FolderSource, TarSource, ZipSource {
    /** Given one file after the other. */
    @FunctionalInterface
    interface Visitor {
        /** Reads a file; the stream is closed by the caller. */
        void visit(String name, InputStream in) throws IOException;
    }

    /** Returns where they lie. */
    Path path();

    /**
     * Returns the names of all files but hidden ones, sorted.
     *
     * @throws DataException if a name leads elsewhere or is there twice
     */
    List<String> names() throws IOException;

    /** Gives the files that are wanted, in whatever order they lie. */
    void each(Predicate<String> wanted, Visitor visitor) throws IOException;

    /** Returns how a message names a file. */
    default String place(String name) {
        return path() + ", file " + printable(name);
    }

    /** Returns the source at a path: a folder or an archive. */
    static Source of(Path path) {
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        if (Files.isDirectory(path)) {
            return new FolderSource(path, null);
        }
        if (lower.endsWith(".zip")) {
            return new ZipSource(path);
        }
        if (lower.endsWith(".tar")) {
            return new TarSource(path, false);
        }
        if (lower.endsWith(".tar.gz") || lower.endsWith(".tgz")) {
            return new TarSource(path, true);
        }
        return null;
    }

    /** Returns the names that are not hidden, sorted, each checked. */
    static List<String> checked(Path archive, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            requireInside(archive, name);
            if (!seen.add(name)) {
                throw new DataException(
                        "%s: has the file %s twice; pack it anew"
                                .formatted(archive, printable(name)));
            }
        }
        return seen.stream().filter(name -> !hidden(name)).sorted().toList();
    }

    private static void requireInside(Path archive, String name) {
        boolean outside = name.startsWith("/") || name.contains("\\") || name.contains("\0")
                || name.matches("[A-Za-z]:.*")
                || List.of(name.split("/", -1)).contains("..");
        if (outside) {
            throw new DataException(
                    "%s: the name of file %s leads out of the archive; it is not safe to use"
                            .formatted(archive, printable(name)));
        }
    }

    /** Returns a text without line ends and other control characters. */
    static String printable(String text) {
        StringBuilder plain = new StringBuilder();
        String.valueOf(text).codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** Returns what is wrong with a file that a library gave up on. */
    static String reason(Exception e) {
        return printable(e.getMessage() == null ? e.toString() : e.getMessage());
    }

    /** Files that systems leave beside the user's. */
    static boolean hidden(String name) {
        for (String part : name.split("/")) {
            if (part.startsWith(".") && !part.equals(".") || part.equals("__MACOSX")
                    || part.equals("Thumbs.db") || part.equals("desktop.ini")) {
                return true;
            }
        }
        return false;
    }

    /** Returns a name as archives have it without a leading {@code ./}. */
    static String plain(String name) {
        String plain = name;
        while (plain.startsWith("./")) {
            plain = plain.substring(2);
        }
        return plain;
    }
}
