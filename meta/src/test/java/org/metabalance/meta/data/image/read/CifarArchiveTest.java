package org.metabalance.meta.data.image.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.Imbalance;
import org.metabalance.meta.data.image.ImageSet;

/** The JPEG archive of CIFAR-10, which is not shipped; and Omniglot's zip. */
class CifarArchiveTest {
    private static final String FOLDER = "METABALANCE_IMAGES";

    private static Path file(String name) {
        String folder = System.getenv(FOLDER);
        Path file = Path.of(folder == null ? "." : folder).resolve(name);
        assumeTrue(
                Files.exists(file),
                () -> name + " is not there: the variable " + FOLDER + " may name its folder");
        return file;
    }

    @Test
    void cifarAsJpegs() {
        ImageSet test = ImageFiles.read(
                file("cifar10_jpg.tar.gz"), ReadOptions.DEFAULT.withPart("test"));
        assertEquals(Shape.of(32, 32, 3), test.shape());
        assertEquals(
                List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse",
                        "ship", "truck"),
                test.classes());
        int[] each = new int[10];
        Arrays.fill(each, 1000);
        assertArrayEquals(each, test.classCounts());
        ImageSet tail = test.select(
                new Imbalance.Exponential(100).of(test.labels(), 10, Rng.of(1)).indices());
        assertEquals(2478, tail.size());
    }

    @Test
    void omniglotsBlackAndWhitePngs() {
        ImageSet set = ImageFiles.read(
                file("images_background_small1.zip"), ReadOptions.DEFAULT.withSize(28, 28));
        assertEquals(136, set.classes().size());
        assertEquals(136 * 20, set.size());
        assertEquals(Shape.of(28, 28, 1), set.shape());
        assertEquals("Balinese/character01", set.classes().getFirst());
    }
}
