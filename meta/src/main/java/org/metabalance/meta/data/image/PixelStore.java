package org.metabalance.meta.data.image;

/** The bytes of many images of one size, by number. Does not change; may be read by several threads. */
public sealed interface PixelStore permits HeapPixels, DiskPixels {
    /** Returns the number of images. */
    int size();

    /** Returns the bytes of one image. */
    int bytes();

    /** Copies the bytes of image {@code index} to {@code to}. */
    void read(int index, byte[] to);

    /** Returns whether some images lie on a disk and not in memory. */
    boolean onDisk();
}
