package org.metabalance.app.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;

/**
 * One pass over a text file before it is parsed: is it UTF-8 text at all, what is its header. A parser
 * reports such things without a line, or not at all.
 *
 * @param header the first line that is not blank, without byte order mark and line ending; it goes on
 *     behind line breaks in quotes; empty if there is none
 * @param separator what a line {@code sep=;} before the header says; 0 if there is none
 */
record TextScan(String header, char separator) {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_HEADER = 1 << 24;
    private static final int[] MARK = {0xef, 0xbb, 0xbf}; // the byte order mark

    /**
     * Reads {@code in} to its end.
     *
     * @param name the file's name, for messages
     * @throws UserError if it is not text in UTF-8; names the line
     */
    static TextScan of(InputStream in, String name) throws IOException {
        Pass pass = new Pass(name);
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            for (int i = 0; i < n; i++) {
                pass.accept(buffer[i] & 0xff);
            }
        }
        return pass.finish();
    }

    /** The state of the pass: lines so far, and the UTF-8 character being read. */
    private static final class Pass {
        private final String name;
        private final ByteArrayOutputStream header = new ByteArrayOutputStream();
        private boolean headerDone;
        private char separator;
        private CsvDialect.Quotes quotes = new CsvDialect.Quotes(); // while the header lasts
        private long line = 1;
        private int previous;
        private int continuation; // bytes still to come of the current character
        private int lead; // its first byte
        private int lowest = 0x80; // range of the next one: refuses overlong forms and surrogates
        private int highest = 0xbf;

        Pass(String name) {
            this.name = name;
        }

        void accept(int b) {
            if (continuation > 0 || b >= 0x80) {
                utf8(b);
            } else if (b == 0) {
                throw new UserError(
                        Texts.format(
                                "%s: line %d holds a zero byte: this is a binary file, not CSV or"
                                        + " Parquet",
                                name, line));
            }
            if (b == '\n' || previous == '\r') {
                line++;
            }
            if (!headerDone) {
                header(b);
            }
            previous = b;
        }

        private void utf8(int b) {
            if (continuation == 0) {
                lead = b;
            }
            if (continuation > 0) {
                if (b < lowest || b > highest) {
                    throw notText(lead);
                }
                continuation--;
                lowest = 0x80;
                highest = 0xbf;
            } else if (b >= 0xc2 && b <= 0xdf) {
                continuation = 1;
            } else if (b >= 0xe0 && b <= 0xef) {
                continuation = 2;
                lowest = b == 0xe0 ? 0xa0 : 0x80;
                highest = b == 0xed ? 0x9f : 0xbf;
            } else if (b >= 0xf0 && b <= 0xf4) {
                continuation = 3;
                lowest = b == 0xf0 ? 0x90 : 0x80;
                highest = b == 0xf4 ? 0x8f : 0xbf;
            } else {
                throw notText(b);
            }
        }

        private UserError notText(int b) {
            return new UserError(
                    Texts.format(
                            "%s: line %d is not text in UTF-8 (byte 0x%02x): a binary file, or"
                                    + " another encoding; convert the latter, for example with"
                                    + " iconv -f latin1 -t utf-8",
                            name, line, b));
        }

        private void header(int b) {
            boolean mark = header.size() < 3 && b == MARK[header.size()];
            if (mark || quotes.within(b) || b != '\n' && b != '\r') {
                header.write(b);
            } else if (text().isBlank()) {
                again();
            } else if (separator == 0 && CsvDialect.named(text()) != 0) {
                separator = CsvDialect.named(text());
                again();
            } else {
                headerDone = true;
            }
            if (header.size() > LONGEST_HEADER) {
                throw new UserError(
                        name + ": the header is longer than 16 MB: this is not a CSV file, or a"
                                + " quote is left open");
            }
        }

        private void again() {
            header.reset();
            quotes = new CsvDialect.Quotes();
        }

        private String text() {
            String text = header.toString(StandardCharsets.UTF_8);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        }

        TextScan finish() {
            if (continuation > 0) {
                throw notText(lead);
            }
            return new TextScan(text(), separator);
        }
    }
}
