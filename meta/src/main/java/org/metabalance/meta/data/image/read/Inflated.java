package org.metabalance.meta.data.image.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.metabalance.meta.data.DataException;

/**
 * What comes out of a compressed file, counted: images are not packed to a hundredth of their size, and
 * what is might fill memory and disk.
 */
final class Inflated extends FilterInputStream {
    /** No more than so many times the file: deflate reaches 1032, images some 2 to 20. */
    static final long MOST = 250;

    /** Small files may be packed better. */
    static final long FREE = 64L << 20;

    private final String place;
    private final long most;
    private long count;
    private int zeros;

    /**
     * Creates the stream.
     *
     * @param packed the size of the compressed file
     */
    Inflated(String place, InputStream in, long packed) {
        super(in);
        this.place = place;
        most = Math.max(FREE, packed * MOST);
    }

    /** Returns how many zeros came last. */
    int zerosAtTheEnd() {
        return zeros;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
        int n = super.read(to, at, length);
        if (n > 0) {
            count += n;
            int end = at + n;
            int last = end;
            while (last > at && to[last - 1] == 0) {
                last--;
            }
            zeros = last == at ? Math.min(1 << 20, zeros + n) : end - last;
            if (count > most) {
                throw new DataException(
                        "%s: inflates to more than %d times its size, as no images do: a decompression"
                                .formatted(place, MOST)
                                + " bomb? Unpack it yourself if it is sound");
            }
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        byte[] away = new byte[Math.clamp(n, 1, 1 << 16)];
        long left = n;
        while (left > 0) {
            int got = read(away, 0, (int) Math.min(left, away.length));
            if (got < 0) {
                break;
            }
            left -= got;
        }
        return n - left;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
