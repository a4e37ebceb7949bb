package org.metabalance.meta.data.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Images in a file of bytes, with a cache that is bounded: the first images that are asked for stay in
 * memory until it is full, the others are read every time. Every image of an epoch is as likely as any
 * other, so that no rule about which to drop would find more of them.
 */
final class DiskPixels implements PixelStore {
    private final String name;
    private final RandomAccessFile file;
    private final int bytes;
    private final int size;
    private final AtomicReferenceArray<byte[]> cache;
    private final AtomicInteger room;

    /**
     * Creates the store.
     *
     * @param cached how many images are kept in memory
     */
    DiskPixels(String name, RandomAccessFile file, int bytes, int size, int cached) {
        this.name = name;
        this.file = file;
        this.bytes = bytes;
        this.size = size;
        cache = new AtomicReferenceArray<>(size);
        room = new AtomicInteger(cached);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public boolean onDisk() {
        return true;
    }

    /** Returns how many images may still be kept in memory. */
    int room() {
        return Math.max(0, room.get());
    }

    @Override
    public void read(int index, byte[] to) {
        byte[] kept = cache.get(index);
        if (kept != null) {
            System.arraycopy(kept, 0, to, 0, bytes);
            return;
        }
        // no FileChannel: an interrupt, by which trainings are stopped, would close it for all
        synchronized (file) {
            try {
                file.seek((long) index * bytes);
                file.readFully(to, 0, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "%s: image %d cannot be read back: %s"
                                .formatted(name, index, e.getMessage()),
                        e);
            }
        }
        if (room.get() > 0 && room.getAndDecrement() > 0) {
            cache.compareAndSet(index, null, Arrays.copyOf(to, bytes));
        }
    }
}
