package org.metabalance.app.read;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;

/**
 * A file of the user's, to be read more than once: what comes from a pipe is copied to a temporary file
 * first.
 *
 * @param path where it is
 * @param name as the user gave it, for messages
 * @param temporary whether it is a copy, to be deleted
 */
public record DataFile(Path path, String name, boolean temporary) implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    /**
     * Opens the file; {@code -} is standard input.
     *
     * @throws UserError if it is absent, a directory or empty
     */
    public static DataFile open(Path path) {
        try {
            if (path.toString().equals("-")) {
                return copy(System.in, "standard input");
            }
            if (!Files.exists(path)) {
                throw new UserError("no such file: " + path + near(path));
            }
            if (Files.isDirectory(path)) {
                throw new UserError(path + " is a directory; give a CSV or Parquet file");
            }
            if (!Files.isRegularFile(path)) {
                try (InputStream in = Files.newInputStream(path)) {
                    return copy(in, path.toString());
                }
            }
            if (Files.size(path) == 0) {
                throw new UserError(path + " is empty");
            }
            return new DataFile(path, path.toString(), false);
        } catch (IOException e) {
            throw new UserError(path + " cannot be read: " + Texts.reason(e), e);
        }
    }

    private static DataFile copy(InputStream in, String name) throws IOException {
        Path copy = Files.createTempFile("metabalance", ".data");
        DataFile file = new DataFile(copy, name, true);
        try {
            Files.copy(in, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            if (Files.size(copy) == 0) {
                throw new UserError(name + " is empty");
            }
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Looks at the content and prepares to go through its rows; reads a text file once from end to end.
     *
     * @throws UserError if it is unreadable, or neither CSV nor Parquet
     */
    public Records records() {
        try {
            byte[] head;
            try (InputStream in = Files.newInputStream(path)) {
                head = in.readNBytes(FileKind.LOOK);
            }
            return switch (FileKind.of(head, tail(), Files.size(path))) {
                case PARQUET -> ParquetRecords.of(path, name);
                case GZIP -> csv(true);
                case TEXT -> csv(false);
                case FOREIGN -> throw new UserError(
                        name + " is " + FileKind.foreign(head).orElseThrow()
                                + "; save it as CSV in UTF-8 or as Parquet");
            };
        } catch (ZipException | EOFException e) {
            throw new UserError(
                    name + ": the gzip file is damaged or cut off (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw new UserError(name + " cannot be read: " + Texts.reason(e), e);
        }
    }

    private byte[] tail() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(FileKind.LOOK, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            return tail;
        }
    }

    private Records csv(boolean gzip) throws IOException {
        TextScan scan;
        try (InputStream text = bytes(gzip)) {
            scan = TextScan.of(text, name);
        }
        if (scan.header().isBlank()) {
            throw new UserError(name + " is empty: it has no header line");
        }
        boolean told = scan.separator() != 0;
        return CsvRecords.withHeader(
                name, () -> text(gzip),
                told ? scan.separator() : CsvDialect.of(scan.header()).separator(), told);
    }

    private InputStream bytes(boolean gzip) throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        return gzip ? new GzipMembers(file) : file;
    }

    /** Returns the text without a byte order mark. */
    Reader text(boolean gzip) throws IOException {
        BufferedReader text = new BufferedReader(
                new InputStreamReader(bytes(gzip), StandardCharsets.UTF_8), BUFFER);
        text.mark(1);
        if (text.read() != '\ufeff') {
            text.reset();
        }
        return text;
    }

    /** Returns whether the file is compressed by gzip. */
    boolean isGzip() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    /** Deletes the copy, if it is one. */
    @Override
    public void close() {
        if (temporary) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                path.toFile().deleteOnExit();
            }
        }
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
