package org.metabalance.app.read;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;

/**
 * The rows of a CSV file, read by FastCSV. Fields may be quoted, with line breaks in them; lines may end
 * with LF, CR or CR LF, each as it likes. Blank lines are passed over, save in a file of one column, where
 * they are missing values between others.
 *
 * <p>Memory is bounded: a field has at most four million characters, a row 64 million and 65,536 fields.
 */
final class CsvRecords implements Records {
    private static final int LONGEST_FIELD = 1 << 22;

    /** Opens the text from its beginning, without a byte order mark. */
    @FunctionalInterface
    interface Opening {
        Reader open() throws IOException;
    }

    private final String file;
    private final Opening opening;
    private final char separator;
    private final int before; // records before the first row
    private final List<String> names;

    private CsvRecords(
            String file, Opening opening, char separator, int before, List<String> names) {
        this.file = file;
        this.opening = opening;
        this.separator = separator;
        this.before = before;
        this.names = names;
    }

    /**
     * Reads the names of a file with a header.
     *
     * @param separatorLine whether the line before the header names the separator
     */
    static CsvRecords withHeader(
            String file, Opening opening, char separator, boolean separatorLine) {
        int header = separatorLine ? 1 : 0;
        CsvRecords headless = new CsvRecords(file, opening, separator, header, List.of());
        return new CsvRecords(file, opening, separator, header + 1, headless.first());
    }

    /** Reads a file of which the first line is a row. */
    static CsvRecords withoutHeader(String file, Opening opening, List<String> names) {
        return new CsvRecords(file, opening, ',', 0, List.copyOf(names));
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public List<String> unreadable() {
        return Collections.nCopies(names.size(), null);
    }

    @Override
    public boolean isTyped(int index) {
        return false;
    }

    @Override
    public boolean semicolons() {
        return separator == ';';
    }

    @Override
    public String place() {
        return "line";
    }

    /** Returns the fields of the header; those without a name are called by their position. */
    private List<String> first() {
        List<String> header = new ArrayList<>();
        read((row, _) -> {
            for (int i = 0; i < row.count(); i++) {
                header.add(row.text(i).isEmpty() ? "column " + (i + 1) : row.text(i));
            }
            return false;
        });
        return header;
    }

    @Override
    public void forEach(RowConsumer rows) {
        Faults faults = new Faults();
        Fields nothing = _ -> "";
        read((row, blanks) -> {
            faults.lines++;
            if (names.size() == 1) {
                for (long line = row.line() - blanks; line < row.line(); line++) {
                    rows.accept(nothing, line);
                }
            }
            if (row.count() == names.size()) {
                rows.accept(row, row.line());
            } else {
                faults.add(row);
            }
            return true;
        });
        faults.refuse();
    }

    @FunctionalInterface
    private interface Visitor {
        /** Takes a row and the blank lines right before it; returns whether to go on. */
        boolean accept(CsvRow row, long blanks);
    }

    private void read(Visitor visitor) {
        CsvRow row = new CsvRow(file);
        try (Reader text = new Ended(opening.open());
                CsvReader<CsvRow> csv = CsvReader.builder()
                        .fieldSeparator(separator)
                        .skipEmptyLines(false)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .allowExtraCharsAfterClosingQuote(false)
                        .maxBufferSize(LONGEST_FIELD)
                        .build(row, text);
                CloseableIterator<CsvRow> all = csv.iterator()) {
            long blanks = 0;
            int skipped = 0;
            while (all.hasNext()) {
                all.next();
                if (row.isEnd()) {
                    return;
                }
                if (row.quoteIsOpen()) {
                    throw quote(row.line(), null);
                }
                if (row.isBlank()) {
                    blanks++;
                } else if (skipped < before) {
                    skipped++;
                    blanks = 0;
                } else {
                    if (!visitor.accept(row, blanks)) {
                        return;
                    }
                    blanks = 0;
                }
            }
        } catch (CsvParseException e) {
            throw explained(e, row);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + Texts.reason(e), e);
        } catch (UncheckedIOException e) {
            throw new UserError(file + " cannot be read: " + Texts.reason(e.getCause()), e);
        }
    }

    private UserError quote(long line, Exception cause) {
        return new UserError(
                Texts.format(
                        "%s: line %d has a quote that does not end, or text after one; mend or"
                                + " remove it",
                        file, line),
                cause);
    }

    private UserError explained(CsvParseException failure, CsvRow row) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof UserError user) {
                return user;
            }
            if (String.valueOf(e.getMessage()).contains("buffer size")) {
                return new UserError(
                        Texts.format(
                                "%s: line %d has a field of more than %,d characters; is a quote left"
                                        + " open?",
                                file, row.line(), LONGEST_FIELD),
                        failure);
            }
        }
        return quote(row.line(), failure);
    }

    /** Rows with more or fewer fields than the header: the first, and how many more. */
    private final class Faults {
        private long lines;
        private long count;
        private long line;
        private int fields;

        void add(CsvRow row) {
            if (count++ == 0) {
                line = row.line();
                fields = row.count();
            }
        }

        void refuse() {
            if (count == 0) {
                return;
            }
            String others = "";
            if (count > 1) {
                others = 2 * count > lines
                        ? "; so do most lines: is the first line really the header?"
                        : " (and " + Texts.count(count - 1, "more faulty line") + ")";
            }
            throw new UserError(
                    Texts.format(
                            "%s: line %d has %s fields than the header: %d, not %d; mend or remove"
                                    + " it%s",
                            file, line, fields > names.size() ? "more" : "fewer", fields,
                            names.size(), others));
        }
    }
}
