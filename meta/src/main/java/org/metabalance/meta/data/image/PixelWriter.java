package org.metabalance.meta.data.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers the bytes of images, one after the other: in memory as long as they fit, and otherwise in a
 * temporary file, which is gone when the program ends. So whatever an image was packed in, it is decoded
 * once.
 */
public final class PixelWriter implements AutoCloseable {
    private static final int BLOCK = 1 << 22;

    private final int bytes;
    private final long memory;
    private final int perBlock;
    private final List<byte[]> blocks = new ArrayList<>();
    private int size;
    private RandomAccessFile file;
    private Path path;
    private byte[] pending;
    private int pendingImages;

    /**
     * Creates a writer.
     *
     * @param bytes of every image, at least 1
     * @param memory how many bytes may be kept in memory, at least 0
     * @throws IllegalArgumentException if an image has no byte or the memory is negative
     */
    public PixelWriter(int bytes, long memory) {
        if (bytes < 1 || memory < 0) {
            throw new IllegalArgumentException(
                    "pixels: needs a byte for each image and no negative memory, got %d and %d"
                            .formatted(bytes, memory));
        }
        this.bytes = bytes;
        this.memory = memory;
        perBlock = Math.max(1, BLOCK / bytes);
    }

    /** Returns the number of images so far. */
    public int size() {
        return size;
    }

    /**
     * Adds an image.
     *
     * @throws IOException if it fits neither into memory nor on the disk
     */
    public void add(byte[] image) throws IOException {
        if (image.length != bytes) {
            throw new IllegalArgumentException(
                    "pixels: every image needs %d bytes, got %d".formatted(bytes, image.length));
        }
        if (file == null && size % perBlock == 0
                && (blocks.size() + 1L) * perBlock * bytes > memory) {
            spill();
        }
        if (file == null) {
            if (size % perBlock == 0) {
                blocks.add(new byte[perBlock * bytes]);
            }
            System.arraycopy(image, 0, blocks.getLast(), size % perBlock * bytes, bytes);
        } else {
            System.arraycopy(image, 0, pending, pendingImages++ * bytes, bytes);
            if (pendingImages == perBlock) {
                flush();
            }
        }
        size++;
    }

    private void spill() throws IOException {
        path = Files.createTempFile("metabalance-images", ".bytes");
        file = new RandomAccessFile(path.toFile(), "rw");
        try {
            Files.delete(path); // an open file lives on where the system lets it
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
        pending = new byte[perBlock * bytes];
        for (byte[] block : blocks) {
            file.write(block);
        }
        blocks.clear();
    }

    private void flush() throws IOException {
        file.write(pending, 0, pendingImages * bytes);
        pendingImages = 0;
    }

    /**
     * Returns the images; nothing can be added after.
     *
     * @throws IOException if the temporary file cannot be written
     */
    public PixelStore finish() throws IOException {
        if (file == null) {
            if (size % perBlock != 0) {
                byte[] last = blocks.removeLast();
                blocks.add(Arrays.copyOf(last, size % perBlock * bytes));
            }
            return new HeapPixels(List.copyOf(blocks), perBlock, bytes, size);
        }
        flush();
        RandomAccessFile whole = file;
        file = null;
        int cached = (int) Math.min(size, memory / bytes);
        return new DiskPixels(path.toString(), whole, bytes, size, cached);
    }

    /** Lets go of a file that was not finished. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
