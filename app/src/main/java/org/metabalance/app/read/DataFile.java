package org.metabalance.app.read;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;

/** A file of the user's, looked at before it is read: CSV (plain or gzip) or Parquet. */
@SuppressWarnings("exports")
public sealed interface DataFile {
    /** Returns where the file is. */
    Path path();

    /**
     * A CSV file of text in UTF-8.
     *
     * @param gzip whether it is compressed
     * @param dialect how its fields are separated
     * @param scan what one pass over it found
     */
    record Csv(Path path, boolean gzip, CsvDialect dialect, TextScan scan) implements DataFile {}

    /** A file that begins as Parquet files do. */
    record Parquet(Path path) implements DataFile {}

    /**
     * Looks at the file at {@code path}; reads a text file once from end to end.
     *
     * @throws UserError if it is absent, a directory, empty, unreadable, or neither CSV nor Parquet
     */
    static DataFile inspect(Path path) {
        if (!Files.exists(path)) {
            throw new UserError("no such file: " + path + near(path));
        }
        if (Files.isDirectory(path)) {
            throw new UserError(path + " is a directory; give a CSV or Parquet file");
        }
        try {
            if (Files.size(path) == 0) {
                throw new UserError(path + " is empty");
            }
            return switch (kind(path)) {
                case PARQUET -> new Parquet(path);
                case GZIP -> csv(path, true);
                case TEXT -> csv(path, false);
                case FOREIGN -> throw foreign(path);
            };
        } catch (ZipException | EOFException e) {
            throw new UserError(
                    path + ": the gzip file is damaged or cut off (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw new UserError(path + " cannot be read: " + Texts.reason(e), e);
        }
    }

    private static DataFile csv(Path path, boolean gzip) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
                InputStream text = gzip ? new GZIPInputStream(file, 1 << 16) : file) {
            TextScan scan = TextScan.of(text, path.toString());
            if (scan.header().isBlank()) {
                throw new UserError(path + " is empty: it has no header line");
            }
            return new Csv(path, gzip, CsvDialect.of(scan.header()), scan);
        }
    }

    private static FileKind kind(Path path) throws IOException {
        return FileKind.of(head(path));
    }

    private static String head(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(16), StandardCharsets.ISO_8859_1);
        }
    }

    private static UserError foreign(Path path) throws IOException {
        return new UserError(
                path
                        + " is "
                        + FileKind.foreign(head(path)).orElseThrow()
                        + "; save it as CSV in UTF-8 or as Parquet");
    }

    /** Returns the name of the file in the same directory that was probably meant. */
    private static String near(Path path) {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null || path.getFileName() == null || !Files.isDirectory(directory)) {
            return "";
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<String> names = files.map(p -> p.getFileName().toString()).limit(10_000).toList();
            return Texts.didYouMean(path.getFileName().toString(), names);
        } catch (IOException _) {
            return "";
        }
    }
}
