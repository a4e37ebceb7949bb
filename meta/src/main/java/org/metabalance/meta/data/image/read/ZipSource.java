package org.metabalance.meta.data.image.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.metabalance.meta.data.DataException;

/** A zip file. */
record ZipSource(Path path) implements Source {
    @Override
    public List<String> names() throws IOException {
        try (ZipFile zip = open()) {
            return Source.checked(path, zip.stream().filter(entry -> !entry.isDirectory())
                    .map(entry -> Source.plain(entry.getName())).toList());
        }
    }

    @Override
    public void each(Predicate<String> wanted, Visitor visitor) throws IOException {
        long packed = Files.size(path);
        try (ZipFile zip = open()) {
            for (ZipEntry entry : List.<ZipEntry>copyOf(zip.stream().toList())) {
                String name = Source.plain(entry.getName());
                if (!entry.isDirectory() && wanted.test(name) && !Source.hidden(name)) {
                    visit(zip, entry, name, packed, visitor);
                }
            }
        }
    }

    private ZipFile open() throws IOException {
        try {
            return new ZipFile(path.toFile());
        } catch (ZipException | RuntimeException e) {
            throw new DataException(
                    "%s: is not a zip file, or a part of it is missing: %s; get it anew"
                            .formatted(path, Source.reason(e)),
                    e);
        }
    }

    private void visit(ZipFile zip, ZipEntry entry, String name, long packed, Visitor visitor)
            throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream plain = zip.getInputStream(entry);
                InputStream in = new CheckedInputStream(
                        new Inflated(
                                place(name), plain,
                                Math.min(packed, Math.max(0, entry.getCompressedSize()))),
                        crc)) {
            visitor.visit(name, in);
            in.skip(Long.MAX_VALUE);
            if (entry.getCrc() != -1 && entry.getCrc() != crc.getValue()) {
                throw new DataException(
                        place(name) + ": its checksum is wrong; get the archive anew");
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new DataException(
                    "%s: cannot be read: %s; get the archive anew"
                            .formatted(place(name), Source.reason(e)),
                    e);
        }
    }
}
