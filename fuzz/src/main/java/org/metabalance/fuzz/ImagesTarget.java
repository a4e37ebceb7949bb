package org.metabalance.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.read.ImageFiles;
import org.metabalance.meta.data.image.read.ReadOptions;

/**
 * A first byte that says what kind of file the others are: an archive, an IDX or CIFAR file, or an image
 * beside a sound one. It is refused with a {@link DataException} in one line that names what was read, or
 * read, and then every image is there.
 */
public final class ImagesTarget {
    private static final Scratch SCRATCH = Scratch.make();
    private static final String[] NAMES = {
        "input.zip", "input.tar", "input.tar.gz", "x-images-idx3-ubyte", "y-labels-idx1-ubyte",
        "z-images-idx3-ubyte.gz", "data_batch_1.bin", "train.bin", "images/a/1.png"};

    /** A grey PNG of one pixel. */
    private static final byte[] PIXEL = Base64.getDecoder().decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5E"
                    + "rkJggg==");
    private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 2, 0, 1};
    private static final byte[] IMAGES = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 5, 6};

    private ImagesTarget() {}

    /** Called first: what is slow once does not count as the time of an input. */
    public static void fuzzerInitialize() throws IOException {
        Files.createDirectories(SCRATCH.file("images/a"));
        Files.createDirectories(SCRATCH.file("images/b"));
        SCRATCH.write("images/b/1.png", PIXEL);
        SCRATCH.write("x-labels-idx1-ubyte", LABELS);
        SCRATCH.write("z-labels-idx1-ubyte", LABELS);
        SCRATCH.write("y-images-idx3-ubyte", IMAGES);
        for (int kind = 0; kind < NAMES.length; kind++) {
            fuzzerTestOneInput(new byte[] {(byte) kind});
        }
    }

    /** Runs one input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        if (!Files.exists(SCRATCH.file("images/b"))) {
            fuzzerInitialize();
        }
        String name = NAMES[(input[0] & 0xFF) % NAMES.length];
        Path file = SCRATCH.write(name, Arrays.copyOfRange(input, 1, input.length));
        Path read = switch (name) {
            case "images/a/1.png" -> SCRATCH.file("images");
            case "y-labels-idx1-ubyte" -> SCRATCH.file("y-images-idx3-ubyte");
            default -> file;
        };
        try {
            ImageSet set = ImageFiles.read(read, ReadOptions.DEFAULT.withMemory(1 << 20));
            byte[] image = new byte[set.shape().size()];
            for (int i = 0; i < set.size(); i++) {
                set.read(i, image);
            }
            if (Arrays.stream(set.classCounts()).sum() != set.size()) {
                throw new AssertionError("images without a class: " + set);
            }
        } catch (DataException e) {
            if (!e.getMessage().startsWith(SCRATCH.file("").toString())
                    || e.getMessage().codePoints().anyMatch(Character::isISOControl)) {
                throw new AssertionError(
                        "one line that names the file was expected, got " + e.getMessage(), e);
            }
        }
    }
}
