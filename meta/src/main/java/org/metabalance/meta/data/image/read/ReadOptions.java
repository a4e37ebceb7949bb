package org.metabalance.meta.data.image.read;

/**
 * How images are read.
 *
 * @param part which of the parts that lie together, such as {@code train} or {@code test}; empty if there
 *     is one only
 * @param height what images are resized to; 0: they must have one size
 * @param width what images are resized to; 0 with {@code height}
 * @param channels 1 for grey, 3 for colour; 0: as the first image has, and all others must have
 * @param memory how many bytes of pixels may be kept in memory; more are streamed from a temporary file
 */
public record ReadOptions(String part, int height, int width, int channels, long memory) {
    /** Everything as it is; a quarter of the memory that the virtual machine may take. */
    public static final ReadOptions DEFAULT = new ReadOptions(
            "", 0, 0, 0, Runtime.getRuntime().maxMemory() / 4);

    /** Checks the numbers. */
    public ReadOptions {
        if (height < 0 || width < 0 || (height == 0) != (width == 0)) {
            throw new IllegalArgumentException(
                    "images: height and width must both be positive, or 0 to keep them, got %d and %d"
                            .formatted(height, width));
        }
        if (channels != 0 && channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "images: channels must be 1 for grey or 3 for colour, got " + channels);
        }
        if (memory < 0) {
            throw new IllegalArgumentException("images: memory must not be negative");
        }
    }

    /** Returns these options for another part. */
    public ReadOptions withPart(String other) {
        return new ReadOptions(other, height, width, channels, memory);
    }

    /** Returns these options with images resized. */
    public ReadOptions withSize(int newHeight, int newWidth) {
        return new ReadOptions(part, newHeight, newWidth, channels, memory);
    }

    /** Returns these options with another number of channels. */
    public ReadOptions withChannels(int other) {
        return new ReadOptions(part, height, width, other, memory);
    }

    /** Returns these options with so many bytes of pixels in memory at most. */
    public ReadOptions withMemory(long other) {
        return new ReadOptions(part, height, width, channels, other);
    }

    boolean resized() {
        return height > 0;
    }
}
