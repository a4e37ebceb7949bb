package org.metabalance.meta.data.image.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.metabalance.meta.data.DataException;

/** A tar file, which may be compressed by gzip. */
record TarSource(Path path, boolean gzip) implements Source {
    @Override
    public List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        walk((entry, in) -> names.add(Source.plain(entry.getName())));
        return Source.checked(path, names);
    }

    @Override
    public void each(Predicate<String> wanted, Visitor visitor) throws IOException {
        walk((entry, in) -> {
            String name = Source.plain(entry.getName());
            if (wanted.test(name) && !Source.hidden(name)) {
                visitor.visit(name, in);
            }
        });
    }

    private interface EntryVisitor {
        void visit(TarArchiveEntry entry, InputStream in) throws IOException;
    }

    private void walk(EntryVisitor visitor) throws IOException {
        String last = "its beginning";
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
                InputStream plain = gzip ? new GZIPInputStream(file, 1 << 16) : file;
                Inflated counted = new Inflated(
                        path.toString(), plain, gzip ? Files.size(path) : Long.MAX_VALUE / 1000);
                TarArchiveInputStream tar = new TarArchiveInputStream(counted)) {
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null && counted.zerosAtTheEnd() == 0) {
                throw new DataException(path + ": is not a tar file, or is empty");
            }
            for (; entry != null; entry = tar.getNextEntry()) {
                last = "file " + Source.printable(entry.getName());
                requireFile(entry);
                if (entry.isFile()) {
                    visitor.visit(entry, tar);
                }
            }
            counted.skip(Long.MAX_VALUE);
            // two blocks of zeros end a tar file; some writers are content with one
            if (counted.zerosAtTheEnd() < 512) {
                throw new DataException(
                        "%s: is cut off after %s; get it anew".formatted(path, last));
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new DataException(
                    "%s: cannot be read on after %s: %s; get it anew"
                            .formatted(path, last, Source.reason(e)),
                    e);
        }
    }

    private void requireFile(TarArchiveEntry entry) {
        boolean odd = entry.isSymbolicLink() || entry.isLink() || entry.isFIFO()
                || entry.isBlockDevice() || entry.isCharacterDevice() || entry.isSparse();
        if (odd) {
            throw new DataException(
                    "%s: %s is a link, device or sparse file, of which none is followed; pack the files themselves"
                            .formatted(path, Source.printable(entry.getName())));
        }
    }
}
