package org.metabalance.app.read;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads a gzip file (RFC 1952) of one member or several, with zeros after the last as tapes and disk
 * blocks leave them. What else stands behind a member is an error, where the JDK's stream takes it for
 * the end and loses a damaged member without a word.
 */
final class GzipMembers extends FilterInputStream {
    private static final int BUFFER = 1 << 16;
    private static final int CHECKSUM = 2; // bits of the header's flags
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER];
    private int given; // bytes in the buffer
    private boolean ended;

    GzipMembers(InputStream in) throws IOException {
        super(new PushbackInputStream(in, BUFFER));
        header(in());
        if (ended) {
            throw new EOFException("no content");
        }
    }

    private PushbackInputStream in() {
        return (PushbackInputStream) in;
    }

    /** Reads the header of a member, or finds that there is none any more. */
    private void header(PushbackInputStream in) throws IOException {
        int first = in.read();
        boolean padding = first == 0;
        while (first == 0) {
            first = in.read();
        }
        if (first < 0) {
            ended = true;
            return;
        }
        if (padding || first != 0x1f || next(in) != 0x8b) {
            throw new ZipException("what follows the compressed text is no gzip");
        }
        if (next(in) != 8) {
            throw new ZipException("unknown compression");
        }
        int flags = next(in);
        skip(in, 6);
        if ((flags & EXTRA) != 0) {
            skip(in, next(in) | next(in) << 8);
        }
        for (int flag : new int[] {NAME, COMMENT}) {
            while ((flags & flag) != 0 && next(in) != 0) {
                // a text that ends with a zero
            }
        }
        skip(in, (flags & CHECKSUM) != 0 ? 2 : 0);
    }

    private static int next(InputStream in) throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("unexpected end");
        }
        return b;
    }

    private static void skip(InputStream in, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next(in);
        }
    }

    private static long number(InputStream in) throws IOException {
        return next(in) | next(in) << 8 | next(in) << 16 | (long) next(in) << 24;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            while (!ended && length > 0) {
                int n = inflater.inflate(bytes, from, length);
                if (n > 0) {
                    checksum.update(bytes, from, n);
                    return n;
                }
                if (inflater.finished()) {
                    trailer();
                } else if (inflater.needsDictionary()) {
                    throw new ZipException("needs a dictionary");
                } else {
                    given = in.read(buffer, 0, buffer.length);
                    if (given < 0) {
                        throw new EOFException("unexpected end");
                    }
                    inflater.setInput(buffer, 0, given);
                }
            }
            return length == 0 ? 0 : -1;
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage() == null ? "invalid data" : e.getMessage());
        }
    }

    /** Checks a member that has come to its end, and begins the next one. */
    private void trailer() throws IOException {
        int left = inflater.getRemaining();
        in().unread(buffer, given - left, left);
        if (number(in) != checksum.getValue()
                || number(in) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("wrong checksum");
        }
        checksum.reset();
        inflater.reset();
        header(in());
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public long skip(long n) throws IOException {
        byte[] skipped = new byte[(int) Math.min(BUFFER, Math.max(0, n))];
        int read = read(skipped, 0, skipped.length);
        return Math.max(0, read);
    }

    @Override
    public int available() {
        return ended ? 0 : 1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        super.close();
    }
}
