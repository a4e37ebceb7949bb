package org.metabalance.app.read;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A text with a mark on a last line of its own. A parser that takes a quote left open for one that ends
 * with the text is found out by it: the mark is then part of the last field.
 */
final class Ended extends FilterReader {
    /** What text that was checked before cannot hold. */
    static final String MARK = "\0";

    private static final String END = "\n" + MARK;
    private int at = -1; // in END; -1 while the text lasts

    Ended(Reader text) {
        super(text);
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
        if (at < 0) {
            int n = in.read(buffer, from, length);
            if (n >= 0) {
                return n;
            }
            at = 0;
        }
        int n = Math.min(length, END.length() - at);
        END.getChars(at, at + n, buffer, from);
        at += n;
        return n == 0 ? -1 : n;
    }
}
