package org.metabalance.meta.data.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.meta.data.DataException;

/** Files that are cut off, mixed up or meant to harm: one line that names file and place. */
class HostileFilesTest {
    @TempDir
    private Path folder;

    private static String error(Path path, ReadOptions options) {
        String message = assertThrows(
                DataException.class, () -> ImageFiles.read(path, options)).getMessage();
        assertFalse(message.contains("\n"), message);
        return message;
    }

    private static String error(Path path) {
        return error(path, ReadOptions.DEFAULT);
    }

    private Path idx(byte[] images, byte[] labels) throws IOException {
        Path path = folder.resolve("x-images-idx3-ubyte");
        Files.write(path, images);
        Files.write(folder.resolve("x-labels-idx1-ubyte"), labels);
        return path;
    }

    private static Packed two(byte[] first, byte[] second) {
        return new Packed().with("d/a/1.png", first).with("d/b/2.png", second);
    }

    @Test
    void idxFilesThatAreNot() throws IOException {
        byte[] labels = Packed.idx(new byte[] {0, 1}, 2);
        byte[] images = Packed.idx(new byte[8], 2, 2, 2);
        Path path = idx(images, labels);
        assertEquals(2, ImageFiles.read(path).size());

        idx(Arrays.copyOf(images, 21), labels);
        assertEquals(path + ": is cut off in image 1 of the 2 that its header tells; get it anew",
                error(path));
        idx(Arrays.copyOf(images, 9), labels);
        assertTrue(error(path).startsWith(path + ": is cut off in its header"));
        idx(Arrays.copyOf(images, 25), labels);
        assertEquals(path + ": goes on after the 2 images that its header tells; it is damaged",
                error(path));
        idx(labels, images);
        assertEquals(path + ": begins with 00000801; an IDX file of unsigned bytes with images"
                + " begins with 00000803", error(path));
        idx("<html>not found</html>".getBytes(StandardCharsets.UTF_8), labels);
        assertTrue(error(path).contains("begins with 3c68746d"), error(path));
        idx(images, Packed.idx(new byte[] {0, 1, 1}, 3));
        assertEquals("%s: has 2 images, but %s has 3 labels; they do not belong together"
                .formatted(path, folder.resolve("x-labels-idx1-ubyte")), error(path));
        idx(images, Arrays.copyOf(labels, 9));
        assertEquals(
                "%s: is cut off after 1 of the 2 labels that its header tells; get it anew"
                        .formatted(folder.resolve("x-labels-idx1-ubyte")),
                error(path));
        idx(images, Packed.idx(new byte[2], 2));
        assertTrue(error(path).contains("all labels are 0"));
    }

    /** Nothing is allocated because a header says so. */
    @ParameterizedTest
    @ValueSource(strings = {"7fffffff 2 2", "2 7fffffff 7fffffff", "ffffffff 2 2", "2 0 2",
        "2 4000 4000"})
    void headersThatClaimTooMuch(String extents) throws IOException {
        int[] claimed = Arrays.stream(extents.split(" "))
                .mapToInt(e -> Integer.parseUnsignedInt(e, 16)).toArray();
        Path path = idx(Packed.idx(new byte[8], claimed), Packed.idx(new byte[] {0, 1}, 2));
        String error = error(path);
        assertTrue(error.startsWith(path + ": its "), error);
    }

    @Test
    void gzipFilesThatAreCutOffOrNone() throws IOException {
        byte[] images = Packed.gzip(Packed.idx(new byte[80_000], 20, 40, 100));
        Path path = folder.resolve("x-images-idx3-ubyte.gz");
        Files.write(folder.resolve("x-labels-idx1-ubyte.gz"),
                Packed.gzip(Packed.idx(new byte[20], 20)));
        Files.write(path, Arrays.copyOf(images, images.length / 2));
        assertTrue(error(path).startsWith(path + ": is cut off in image "), error(path));
        Files.write(path, Packed.idx(new byte[8], 2, 2, 2));
        assertEquals(path + ": is not the gzip file its name says: Not in GZIP format",
                error(path));
    }

    @Test
    void cifarFilesThatAreCutOffOrOfAnotherKind() throws IOException {
        Path path = folder.resolve("data_batch_1.bin");
        Files.write(path, new byte[3073 + 100]);
        assertEquals(path + ": is cut off in image 1, after 100 of 3073 bytes; get it anew",
                error(path));
        byte[] wrong = new byte[2 * 3073];
        wrong[3073] = 77;
        Files.write(path, wrong);
        assertEquals(path + ": image 1 has the label 77, which must be below 10: it is no file of"
                + " CIFAR-10", error(path));
        Path meta = new Packed().with("c/data_batch_1.bin", new byte[3073])
                .with("c/batches.meta.txt", "a\nb\n".getBytes(StandardCharsets.UTF_8))
                .as("zip", folder);
        assertEquals(meta + ", file c/batches.meta.txt: names 2 classes, the data has 10",
                error(meta));
    }

    @ParameterizedTest
    @CsvSource({
        "zip, ../evil/1.png", "tar, ../evil/1.png", "tar.gz, d/../../evil/1.png",
        "zip, /evil/1.png", "tar, /evil/1.png", "zip, d\\..\\1.png", "zip, C:/evil/1.png"})
    void namesThatLeadOut(String kind, String name) throws IOException {
        Path path = two(Packed.grey(2, 2, 1), Packed.grey(2, 2, 1))
                .with(name, Packed.grey(2, 2, 1)).as(kind, folder);
        assertEquals(path + ": the name of file " + name
                + " leads out of the archive; it is not safe to use", error(path));
    }

    @Test
    void theSameFileTwice() throws IOException {
        Path path = folder.resolve("twice.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(
                Files.newOutputStream(path))) {
            for (int i = 0; i < 2; i++) {
                tar.putArchiveEntry(new TarArchiveEntry("d/a/1.png"));
                tar.closeArchiveEntry();
            }
        }
        assertEquals(path + ": has the file d/a/1.png twice; pack it anew", error(path));
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO})
    void linksAndDevicesInATarFile(byte kind) throws IOException {
        Path path = folder.resolve("links.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(
                Files.newOutputStream(path))) {
            TarArchiveEntry entry = new TarArchiveEntry("d/a/1.png", kind);
            entry.setLinkName("/etc/passwd");
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        assertTrue(error(path).startsWith(path + ": d/a/1.png is a link, device or sparse file"),
                error(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz"})
    void archivesThatAreCutOffAnywhere(String kind) throws IOException {
        Path whole = two(Packed.colour(30, 30, 1), Packed.colour(30, 30, 2)).as(kind, folder);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut." + kind);
        // two headers and two files of a block each; of the zeros after them some may be missing
        int end = kind.equals("tar") ? 4 * 512 : bytes.length;
        for (int length = 0; length < end; length += 1 + end / 60) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            String error = error(cut);
            assertTrue(error.startsWith(cut.toString()), error);
        }
    }

    @Test
    void archivesThatAreSomethingElse() throws IOException {
        for (String kind : new String[] {"zip", "tar", "tar.gz"}) {
            Path path = folder.resolve("not." + kind);
            Files.write(path, "<html><body>404</body></html>".repeat(100)
                    .getBytes(StandardCharsets.UTF_8));
            assertTrue(error(path).startsWith(path + ": "), error(path));
        }
        Path damaged = two(Packed.grey(9, 9, 1), Packed.grey(9, 9, 2)).as("zip", folder);
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[60] ^= 1;
        Files.write(damaged, bytes);
        assertTrue(error(damaged).startsWith(damaged + ", file d/b/2.png: "), error(damaged));
    }

    @Test
    void archivesThatInflateWithoutEnd() throws IOException {
        Path tar = folder.resolve("bomb.tar.gz");
        long size = Inflated.FREE + (1 << 20);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(tar));
                TarArchiveOutputStream pack = new TarArchiveOutputStream(out)) {
            TarArchiveEntry entry = new TarArchiveEntry("d/a/1.png");
            entry.setSize(size);
            pack.putArchiveEntry(entry);
            zeros(pack, size);
            pack.closeArchiveEntry();
        }
        assertTrue(error(tar).startsWith(
                tar + ": inflates to more than 250 times its size"), error(tar));

        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream pack = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : new String[] {"d/a/1.png", "d/b/1.png"}) {
                pack.putNextEntry(new ZipEntry(name));
                zeros(pack, size);
            }
        }
        assertTrue(error(zip).startsWith(zip + ", file d/a/1.png: "), error(zip));
    }

    private static void zeros(OutputStream out, long size) throws IOException {
        byte[] block = new byte[1 << 20];
        for (long left = size; left > 0; left -= block.length) {
            out.write(block, 0, (int) Math.min(left, block.length));
        }
    }

    /** A PNG's header is believed as far as its size goes, before anything is decoded. */
    @Test
    void imagesThatClaimTooManyPixels() throws IOException {
        byte[] png = Packed.grey(2, 2, 1);
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, 100_000).putInt(20, 90_000);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        Path path = two(png, png).as("folder", folder);
        assertEquals(path.resolve("d/a/1.png") + ": has 90000 x 100000 pixels, more than 50000000,"
                + " which no image here may have", error(path));
    }

    @Test
    void imagesOfSeveralSizesOrChannels() throws IOException {
        Path path = two(Packed.grey(4, 6, 1), Packed.grey(4, 5, 1)).as("folder", folder);
        assertEquals(
                "%s: is 4 x 5, but %s is 4 x 6 (height x width); have all resized to one size, or leave it out"
                        .formatted(path.resolve("d/b/2.png"), path.resolve("d/a/1.png")),
                error(path));
        assertEquals(2, ImageFiles.read(path, ReadOptions.DEFAULT.withSize(4, 4)).size());
        Path mixed = two(Packed.grey(2, 2, 1), Packed.colour(2, 2, 0xFF)).as("zip", folder);
        // an archive's own order: the second comes first here
        assertEquals(
                "%s, file d/a/1.png: is grey, but %s, file d/b/2.png is in colour; ask for 1 channel (grey) or 3 (colour)"
                        .formatted(mixed, mixed),
                error(mixed));
    }

    @Test
    void filesThatAreNoImages() throws IOException {
        Path path = two(Packed.grey(2, 2, 1), "text".getBytes(StandardCharsets.UTF_8))
                .as("folder", folder);
        assertEquals(path.resolve("d/b/2.png")
                + ": is no PNG, JPEG, GIF or BMP image; leave it out", error(path));
        Files.delete(path.resolve("d/b/2.png"));
        Files.writeString(path.resolve("d/b/labels.csv"), "1,2");
        assertEquals(path.resolve("d/b/labels.csv")
                + ": is no PNG, JPEG, GIF or BMP image by its name; leave it out", error(path));
        Files.delete(path.resolve("d/b/labels.csv"));
        assertEquals(path + ": needs folders of at least 2 classes, has [a]", error(path));
        Files.write(path.resolve("1.png"), Packed.grey(2, 2, 1));
        assertEquals(path.resolve("1.png")
                + ": lies in no folder of a class; put the images of every class into a folder",
                error(path));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertTrue(error(empty).endsWith("found nothing"), error(empty));
        assertEquals(folder.resolve("no") + ": no such file or folder",
                error(folder.resolve("no")));
        Path text = Files.writeString(folder.resolve("a.txt"), "x");
        assertTrue(error(text).startsWith(text + ": is no folder, zip, tar or tar.gz"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void imagesThatAreCutOff(String format) throws IOException {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1600; i++) {
            image.setRGB(i % 40, i / 40, i * 7919);
        }
        byte[] whole = Packed.image(format, image);
        for (int tenths = 1; tenths < 10; tenths++) {
            byte[] cut = Arrays.copyOf(whole, whole.length * tenths / 10);
            ImageDecoder decoder = new ImageDecoder(ReadOptions.DEFAULT);
            String message = assertThrows(
                    DataException.class,
                    () -> decoder.decode("here", new ByteArrayInputStream(cut)),
                    tenths + " tenths").getMessage();
            assertTrue(message.startsWith("here: "), message);
        }
        new ImageDecoder(ReadOptions.DEFAULT).decode("here", new ByteArrayInputStream(whole));
    }
}
