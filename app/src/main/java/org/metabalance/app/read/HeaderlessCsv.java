package org.metabalance.app.read;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.table.Table;

/** Reads CSV files without a usable header, of which the columns are known from elsewhere. */
public final class HeaderlessCsv {
    private HeaderlessCsv() {}

    /**
     * Reads files as one table, by way of a copy that has a header. Blanks around the fields are
     * dropped; fields must not be quoted.
     *
     * @param names of the columns
     * @param mend what becomes of a line; null where it is left out
     * @throws UserError if a file cannot be read; a line named in it is that of the copy
     */
    public static Table read(List<Path> paths, List<String> names, UnaryOperator<String> mend) {
        try {
            Path copy = Files.createTempFile("metabalance", ".csv");
            try {
                copy(paths, copy, names, mend);
                return TableReader.read(copy, note -> {});
            } catch (UserError e) {
                throw new UserError(
                        e.getMessage().replace(copy.toString(), paths.getFirst().toString()), e);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UserError(paths.getFirst() + " cannot be read: " + Texts.reason(e), e);
        }
    }

    private static void copy(
            List<Path> from, Path to, List<String> names, UnaryOperator<String> mend)
            throws IOException {
        try (Writer out = Files.newBufferedWriter(to)) {
            out.write(String.join(",", names) + "\n");
            for (Path path : from) {
                try (BufferedReader in = new BufferedReader(
                        new InputStreamReader(open(path), StandardCharsets.UTF_8))) {
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        String mended = line.isBlank() ? null : mend.apply(line.strip());
                        if (mended != null) {
                            out.write(mended.replaceAll("\\s*,\\s*", ",") + "\n");
                        }
                    }
                }
            }
        }
    }

    private static InputStream open(Path path) throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        file.mark(2);
        boolean gzip = file.read() == 0x1f && file.read() == 0x8b;
        file.reset();
        return gzip ? new GZIPInputStream(file, 1 << 16) : file;
    }
}
