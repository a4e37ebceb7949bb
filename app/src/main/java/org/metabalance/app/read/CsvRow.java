package org.metabalance.app.read;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.scoring.schema.Missing;

/** The row of a CSV file that is being read; the same object for all of them. */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> implements Records.Fields {
    private static final int LONGEST_ROW = 1 << 26;
    private static final int MOST_FIELDS = 1 << 16;

    private final String file;
    private String[] fields = new String[16];
    private int count;
    private long line;
    private long size;

    CsvRow(String file) {
        this.file = file;
    }

    @Override
    public String text(int index) {
        return fields[index];
    }

    int count() {
        return count;
    }

    /** Returns the number of its first line. */
    long line() {
        return line;
    }

    @Override
    protected void handleBegin(long startingLine) {
        line = startingLine;
        count = 0;
        size = 0;
    }

    @Override
    protected void handleField(int index, char[] text, int from, int length, boolean quoted) {
        if (index == MOST_FIELDS) {
            throw new UserError(
                    Texts.format(
                            "%s: line %d has more than %,d fields, the most there may be; is it"
                                    + " a table with rows and columns exchanged?",
                            file, line, MOST_FIELDS));
        }
        size += length;
        if (size > LONGEST_ROW) {
            throw new UserError(
                    Texts.format(
                            "%s: line %d has more than %,d characters, the most there may be",
                            file, line, LONGEST_ROW));
        }
        if (index >= fields.length) {
            fields = Arrays.copyOf(fields, 2 * fields.length);
        }
        fields[index] = Missing.strip(text, from, length);
        count = index + 1;
    }

    @Override
    protected void handleEmpty() {
        count = 0;
    }

    @Override
    protected CsvRow buildRecord() {
        return this;
    }

    boolean isBlank() {
        return count == 0 || count == 1 && fields[0].isEmpty();
    }

    boolean isEnd() {
        return count == 1 && fields[0].equals(Ended.MARK);
    }

    /** The end mark stands on a line of its own, unless a quote has swallowed it. */
    boolean quoteIsOpen() {
        return count > 0 && fields[count - 1].endsWith(Ended.MARK);
    }
}
