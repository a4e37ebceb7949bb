package org.metabalance.app.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.table.Table;

/** Reads CSV files without a usable header, of which the columns are known from elsewhere. */
public final class HeaderlessCsv {
    private HeaderlessCsv() {}

    /**
     * Reads files as one table.
     *
     * @param names of the columns
     * @param mend what becomes of a line; null where it is left out
     * @throws UserError if a file cannot be read; a line named in it is counted over all files, without
     *     those left out
     */
    public static Table read(List<Path> paths, List<String> names, UnaryOperator<String> mend) {
        StringBuilder mended = new StringBuilder();
        for (Path path : paths) {
            mend(path, mend, mended);
        }
        String text = mended.toString();
        String name = paths.getFirst().toString();
        return TableReader.read(
                CsvRecords.withoutHeader(name, () -> new StringReader(text), names), name);
    }

    private static void mend(Path path, UnaryOperator<String> mend, StringBuilder to) {
        try (DataFile file = DataFile.open(path);
                BufferedReader in = new BufferedReader(file.text(file.isGzip()))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String mended = line.isBlank() ? null : mend.apply(line.strip());
                if (mended != null) {
                    to.append(mended).append('\n');
                }
            }
        } catch (IOException e) {
            throw new UserError(path + " cannot be read: " + Texts.reason(e), e);
        }
    }
}
