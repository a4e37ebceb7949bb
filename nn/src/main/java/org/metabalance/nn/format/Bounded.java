package org.metabalance.nn.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The next so many bytes of a stream, and no more. */
final class Bounded extends InputStream {
    private final InputStream bytes;
    private long left;

    Bounded(InputStream bytes, long length) {
        this.bytes = bytes;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int at, int count) throws IOException {
        Objects.checkFromIndexSize(at, count, to.length);
        if (left == 0 && count > 0) {
            return -1;
        }
        int read = bytes.read(to, at, (int) Math.min(count, left));
        if (read < 0) {
            throw new EOFException("the file became shorter while it was read");
        }
        left -= read;
        return read;
    }
}
