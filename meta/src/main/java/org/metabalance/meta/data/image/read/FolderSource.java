package org.metabalance.meta.data.image.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder, with its sub-folders; links are followed.
 *
 * @param only the names of the files that are meant; null for all
 */
record FolderSource(Path path, Set<String> only) implements Source {
    @Override
    public List<String> names() throws IOException {
        if (only != null) {
            return only.stream().sorted().toList();
        }
        try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> path.relativize(file).toString()
                            .replace(file.getFileSystem().getSeparator(), "/"))
                    .filter(name -> !Source.hidden(name)).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void each(Predicate<String> wanted, Visitor visitor) throws IOException {
        for (String name : names()) {
            if (wanted.test(name)) {
                try (InputStream in = new BufferedInputStream(
                        Files.newInputStream(path.resolve(name)), 1 << 16)) {
                    visitor.visit(name, in);
                }
            }
        }
    }

    @Override
    public String place(String name) {
        return Source.printable(path.resolve(name).toString());
    }
}
