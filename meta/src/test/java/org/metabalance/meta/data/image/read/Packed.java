package org.metabalance.meta.data.image.read;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Files by name, to be written as a folder or packed. */
final class Packed {
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    Packed with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Writes the files as {@code kind}: folder, zip, tar or tar.gz. */
    Path as(String kind, Path folder) throws IOException {
        Path path = folder.resolve("data" + (kind.equals("folder") ? "" : "." + kind));
        // an archive need not be in the order of names
        List<String> names = new ArrayList<>(files.keySet());
        Collections.reverse(names);
        switch (kind) {
            case "folder" -> {
                for (String name : names) {
                    Path file = path.resolve(name);
                    Files.createDirectories(file.getParent());
                    Files.write(file, files.get(name));
                }
            }
            case "zip" -> {
                try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
                    for (String name : names) {
                        zip.putNextEntry(new ZipEntry(name));
                        zip.write(files.get(name));
                    }
                }
            }
            default -> {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path));
                        OutputStream packed = kind.equals("tar")
                                ? out
                                : new GZIPOutputStream(out);
                        TarArchiveOutputStream tar = new TarArchiveOutputStream(packed)) {
                    for (String name : names) {
                        TarArchiveEntry entry = new TarArchiveEntry(name, true);
                        entry.setSize(files.get(name).length);
                        tar.putArchiveEntry(entry);
                        tar.write(files.get(name));
                        tar.closeArchiveEntry();
                    }
                }
            }
        }
        return path;
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** An IDX file: header of the extents, then the bytes. */
    static byte[] idx(byte[] data, int... extents) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * extents.length + data.length);
        file.putInt(0x800 + extents.length);
        for (int extent : extents) {
            file.putInt(extent);
        }
        return file.put(data).array();
    }

    /** An image of one colour. */
    static byte[] image(String format, int height, int width, int type, int rgb) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                if (type == BufferedImage.TYPE_BYTE_GRAY) {
                    image.getRaster().setSample(column, row, 0, rgb & 0xFF);
                } else {
                    image.setRGB(column, row, rgb);
                }
            }
        }
        return image(format, image);
    }

    static byte[] image(String format, BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] grey(int height, int width, int value) {
        return image("png", height, width, BufferedImage.TYPE_BYTE_GRAY, value);
    }

    static byte[] colour(int height, int width, int rgb) {
        return image("png", height, width, BufferedImage.TYPE_INT_RGB, rgb);
    }
}
