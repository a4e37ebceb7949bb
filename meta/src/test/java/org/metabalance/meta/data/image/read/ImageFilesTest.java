package org.metabalance.meta.data.image.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.ImageSet;

/** Sound files of every kind, in everything they may be packed in. */
class ImageFilesTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(ImageSet set, int index) {
        byte[] image = new byte[set.shape().size()];
        set.read(index, image);
        return image;
    }

    private static byte[] range(int from, int to) {
        byte[] bytes = new byte[to - from];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "zip", "tar", "tar.gz"})
    void idxPairsAreFoundByTheirPart(String kind) throws IOException {
        Path path = new Packed()
                .with("mnist/train-images-idx3-ubyte", Packed.idx(range(0, 18), 3, 2, 3))
                .with("mnist/train-labels-idx1-ubyte", Packed.idx(new byte[] {1, 0, 2}, 3))
                .with("mnist/t10k-images-idx3-ubyte.gz",
                        Packed.gzip(Packed.idx(range(100, 112), 2, 2, 3)))
                .with("mnist/t10k-labels-idx1-ubyte.gz",
                        Packed.gzip(Packed.idx(new byte[] {0, 1}, 2)))
                .as(kind, folder);
        ImageSet train = ImageFiles.read(path, ReadOptions.DEFAULT.withPart("train"));
        assertEquals(Shape.of(2, 3, 1), train.shape());
        assertArrayEquals(new int[] {1, 0, 2}, train.labels());
        assertEquals(List.of("0", "1", "2"), train.classes());
        assertArrayEquals(range(6, 12), bytes(train, 1));
        ImageSet test = ImageFiles.read(path, ReadOptions.DEFAULT.withPart("test"));
        assertArrayEquals(range(106, 112), bytes(test, 1));
        String error = assertThrows(DataException.class, () -> ImageFiles.read(path))
                .getMessage();
        assertTrue(error.endsWith(
                ": has 2 files of IDX images: mnist/t10k-images-idx3-ubyte.gz,"
                        + " mnist/train-images-idx3-ubyte; say which part is meant, such as train or test"),
                error);
    }

    @Test
    void anIdxFileAloneFindsItsLabels() throws IOException {
        Path images = folder.resolve("a-images-idx4-ubyte");
        Files.write(images, Packed.idx(range(0, 24), 2, 2, 2, 3));
        String error = assertThrows(DataException.class, () -> ImageFiles.read(images))
                .getMessage();
        assertEquals(images + ": its labels are missing: a-labels-idx1-ubyte", error);
        Path labels = folder.resolve("a-labels-idx1-ubyte");
        Files.write(labels, Packed.idx(new byte[] {0, 1}, 2));
        ImageSet set = ImageFiles.read(images);
        assertEquals(Shape.of(2, 2, 3), set.shape());
        assertArrayEquals(range(12, 24), bytes(set, 1));

        Path other = Files.move(images, folder.resolve("any.idx"));
        assertArrayEquals(
                range(12, 24),
                bytes(ImageFiles.readIdx(other, labels, ReadOptions.DEFAULT), 1));
    }

    private static byte[] record(int image, int... labels) {
        byte[] record = new byte[labels.length + 3072];
        for (int i = 0; i < labels.length; i++) {
            record[i] = (byte) labels[i];
        }
        for (int i = 0; i < 3072; i++) {
            // red 1, green 2, blue 3, and the pixel
            record[labels.length + i] = (byte) (i / 1024 + 1 + 10 * image + i % 1024 / 512 * 4);
        }
        return record;
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(p -> p.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "zip", "tar", "tar.gz"})
    void cifarsBinaryFilesAreReadInTheirOrder(String kind) throws IOException {
        Path path = new Packed()
                .with("cifar-10-batches-bin/batches.meta.txt",
                        "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n"
                                .getBytes(StandardCharsets.UTF_8))
                .with("cifar-10-batches-bin/readme.html", new byte[] {1})
                .with("cifar-10-batches-bin/data_batch_1.bin",
                        join(record(0, 3), record(1, 9)))
                .with("cifar-10-batches-bin/data_batch_2.bin", record(2, 0))
                .with("cifar-10-batches-bin/test_batch.bin", record(3, 5))
                .as(kind, folder);
        ImageSet train = ImageFiles.read(path, ReadOptions.DEFAULT.withPart("train"));
        assertArrayEquals(new int[] {3, 9, 0}, train.labels());
        assertEquals("truck", train.classes().get(9));
        assertEquals(Shape.of(32, 32, 3), train.shape());
        for (int i = 0; i < 3; i++) {
            byte[] image = bytes(train, i);
            assertArrayEquals(
                    new byte[] {(byte) (1 + 10 * i), (byte) (2 + 10 * i), (byte) (3 + 10 * i)},
                    Arrays.copyOf(image, 3));
            assertEquals(7 + 10 * i, image[3071]);
        }
        assertArrayEquals(
                new int[] {5},
                ImageFiles.read(path, ReadOptions.DEFAULT.withPart("test")).labels());
        assertTrue(assertThrows(DataException.class, () -> ImageFiles.read(path)).getMessage()
                .endsWith(": has the parts test, train; say which is meant"));
    }

    @Test
    void cifar100HasFineLabels() throws IOException {
        Path file = folder.resolve("train.bin");
        Files.write(file, join(record(0, 7, 99), record(1, 7, 42)));
        ImageSet set = ImageFiles.read(file);
        assertArrayEquals(new int[] {99, 42}, set.labels());
        assertEquals(100, set.classes().size());
    }

    private static Packed pets() {
        return new Packed()
                .with("pets/LICENSE.txt", new byte[] {1})
                .with("pets/cat/2.png", Packed.colour(4, 5, 0x030201))
                .with("pets/cat/10.PNG", Packed.colour(4, 5, 0x060504))
                .with("pets/cat/.DS_Store", new byte[] {1})
                .with("pets/bird/a.bmp",
                        Packed.image("bmp", 4, 5, BufferedImage.TYPE_INT_RGB, 0x090807));
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "zip", "tar", "tar.gz"})
    void foldersAreClasses(String kind) throws IOException {
        ImageSet set = ImageFiles.read(pets().as(kind, folder));
        assertEquals(List.of("bird", "cat"), set.classes());
        assertEquals(Shape.of(4, 5, 3), set.shape());
        assertArrayEquals(new int[] {0, 1, 1}, set.labels());
        assertArrayEquals(new byte[] {9, 8, 7}, Arrays.copyOf(bytes(set, 0), 3));
        assertArrayEquals(new byte[] {6, 5, 4}, Arrays.copyOf(bytes(set, 1), 3));
        assertArrayEquals(new byte[] {3, 2, 1}, Arrays.copyOf(bytes(set, 2), 3));
    }

    @Test
    void partsLieAboveTheClassesAndClassesMayHaveTwoNames() throws IOException {
        Packed packed = new Packed();
        for (String part : List.of("train", "test")) {
            packed.with("set/" + part + "/a/one/1.png", Packed.grey(2, 2, 1))
                    .with("set/" + part + "/a/two/1.png", Packed.grey(2, 2, 2))
                    .with("set/" + part + "/b/1.png", Packed.grey(2, 2, 3));
        }
        Path path = packed.as("zip", folder);
        ImageSet train = ImageFiles.read(path, ReadOptions.DEFAULT.withPart("train"));
        assertEquals(List.of("a/one", "a/two", "b"), train.classes());
        assertEquals(3, train.size());
        assertEquals(1, train.channels());
        assertEquals(path + ": has the parts test, train; say which is meant",
                assertThrows(DataException.class, () -> ImageFiles.read(path)).getMessage());
        assertEquals(path + ": has no part 'dev', there are: test, train",
                assertThrows(
                        DataException.class,
                        () -> ImageFiles.read(path, ReadOptions.DEFAULT.withPart("dev")))
                        .getMessage());
    }

    @Test
    void whatDoesNotFitIntoMemoryIsReadFromDiskAlike() throws IOException {
        Path path = pets().as("folder", folder);
        ImageSet memory = ImageFiles.read(path);
        ImageSet disk = ImageFiles.read(path, ReadOptions.DEFAULT.withMemory(100));
        assertFalse(memory.onDisk());
        assertTrue(disk.onDisk());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(bytes(memory, i), bytes(disk, i));
        }
    }

    /** Grey values are the numbers in the file, whatever their number of bits. */
    @ParameterizedTest
    @ValueSource(ints = {
        BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_BINARY})
    void greyIsNotMadeBrighter(int type) throws IOException {
        BufferedImage image = new BufferedImage(2, 1, type);
        int most = type == BufferedImage.TYPE_USHORT_GRAY
                ? 0xFFFF
                : type == BufferedImage.TYPE_BYTE_GRAY ? 0xFF : 1;
        int value = type == BufferedImage.TYPE_USHORT_GRAY ? 0x40FF : Math.min(0x40, most);
        image.getRaster().setSample(0, 0, 0, value);
        image.getRaster().setSample(1, 0, 0, 0);
        Path path = new Packed().with("d/a/1.png", Packed.image("png", image))
                .with("d/b/1.png", Packed.image("png", image)).as("folder", folder);
        ImageSet set = ImageFiles.read(path);
        assertEquals(1, set.channels());
        assertArrayEquals(
                new byte[] {(byte) (most == 1 ? 255 : 0x40), 0}, bytes(set, 0));
    }

    @Test
    void channelsAndSizeAreChangedOnRequest() throws IOException {
        Path path = new Packed().with("d/a/1.png", Packed.grey(2, 2, 100))
                .with("d/b/1.png", Packed.colour(4, 2, 0xFF0000))
                .with("d/b/2.gif",
                        Packed.image("gif", 3, 3, BufferedImage.TYPE_INT_RGB, 0x0000FF))
                .as("folder", folder);
        ImageSet grey = ImageFiles.read(
                path, ReadOptions.DEFAULT.withSize(2, 3).withChannels(1));
        assertEquals(Shape.of(2, 3, 1), grey.shape());
        assertArrayEquals(new byte[] {100, 100, 100, 100, 100, 100}, bytes(grey, 0));
        assertArrayEquals(new byte[] {76, 76, 76, 76, 76, 76}, bytes(grey, 1));
        assertArrayEquals(new byte[] {29, 29, 29, 29, 29, 29}, bytes(grey, 2));
        ImageSet colour = ImageFiles.read(
                path, ReadOptions.DEFAULT.withSize(1, 1).withChannels(3));
        assertArrayEquals(new byte[] {100, 100, 100}, bytes(colour, 0));
        assertArrayEquals(new byte[] {-1, 0, 0}, bytes(colour, 1));
    }

    /** The values are PyTorch's: interpolate(.., mode='bilinear', antialias=True). */
    @Test
    void resizingIsBilinearAndDoesNotAlias() {
        byte[] ramp = {0, 40, 80, 120, (byte) 160, (byte) 200};
        assertArrayEquals(
                new byte[] {0, 10, 30, 50, 70, 90, 110, (byte) 130, (byte) 150, (byte) 170,
                    (byte) 190, (byte) 200},
                Resample.of(ramp, 1, 6, 1, 1, 12));
        assertArrayEquals(
                new byte[] {50, (byte) 150}, Resample.of(ramp, 1, 6, 1, 1, 2));
        assertArrayEquals(
                Resample.of(ramp, 1, 6, 1, 1, 4), Resample.of(ramp, 6, 1, 1, 4, 1));
        byte[] square = new byte[35];
        for (int i = 0; i < 35; i++) {
            square[i] = (byte) (i * 37);
        }
        assertArrayEquals(
                new byte[] {21, 78, (byte) 146, (byte) 204, 25, 83, (byte) 151, (byte) 209, 30,
                    88, (byte) 156, (byte) 213},
                Resample.of(square, 5, 7, 1, 3, 4));
        byte[] flat = new byte[3 * 7 * 5];
        Arrays.fill(flat, (byte) 77);
        byte[] other = Resample.of(flat, 7, 5, 3, 3, 11);
        assertTrue(IntStream.range(0, 3 * 11 * 3).allMatch(i -> other[i] == 77));
    }
}
