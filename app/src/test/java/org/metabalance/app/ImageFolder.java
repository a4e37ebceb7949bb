package org.metabalance.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.read.ImageFiles;
import org.metabalance.meta.data.image.read.ReadOptions;

/** A folder of PNG images, a part of the Fashion-MNIST that ships with the project. */
final class ImageFolder {
    /** Trousers, which are easily told, and coats and shirts. */
    private static final int[] CLASSES = {1, 4, 6};

    private static final String[] NAMES = {"trouser", "coat", "shirt"};

    private ImageFolder() {}

    static Path testData() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("test-data"))) {
            folder = folder.getParent();
        }
        return folder.resolve("test-data");
    }

    /** Writes the first images of each class, so many of each, into a folder a class. */
    static Path write(Path folder, int... counts) throws IOException {
        ImageSet images = ImageFiles.read(testData(), ReadOptions.DEFAULT.withPart("test"));
        byte[] bytes = new byte[28 * 28];
        for (int k = 0; k < counts.length; k++) {
            Path own = Files.createDirectories(folder.resolve(NAMES[k]));
            int written = 0;
            for (int i = 0; written < counts[k]; i++) {
                if (images.labels()[i] == CLASSES[k]) {
                    images.read(i, bytes);
                    png(own.resolve("%03d.png".formatted(written++)), bytes, 28);
                }
            }
        }
        return folder;
    }

    /** Writes a grey image as wide as it is high. */
    static void png(Path file, byte[] bytes, int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, side, side, bytes);
        ImageIO.write(image, "png", file.toFile());
    }
}
