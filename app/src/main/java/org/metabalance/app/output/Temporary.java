package org.metabalance.app.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A file that is being written and will take another's place. Its process holds a lock on it, which the
 * system gives up when that process ends, however it ends: one that is not locked is left over.
 */
final class Temporary implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("\\.metabalance-[0-9a-f]{16}\\.part");

    /** Those of this process: opening and closing one a second time would give up its lock. */
    private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private Temporary(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes an empty one.
     *
     * @param attributes to make it with
     */
    static Temporary in(Path folder, FileAttribute<?>... attributes) throws IOException {
        while (true) {
            byte[] random = new byte[8];
            ThreadLocalRandom.current().nextBytes(random);
            String name = ".metabalance-" + HexFormat.of().formatHex(random) + ".part";
            OWN.add(name);
            Path path = folder.resolve(name);
            try {
                FileChannel channel = FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        attributes);
                Temporary temporary = new Temporary(path, channel);
                // somebody may have taken it for a left-over one before it was locked
                if (temporary.locked() && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                    return temporary;
                }
                temporary.close();
            } catch (FileAlreadyExistsException _) {
                OWN.remove(name);
            } catch (IOException e) {
                OWN.remove(name);
                throw e;
            }
        }
    }

    /** Locks it; where nothing can be locked, nobody takes it for left over either. */
    private boolean locked() {
        try {
            return channel.tryLock() != null;
        } catch (IOException _) {
            return true;
        }
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    /** Puts it, with all that was written, in the place of {@code target}, in the same folder. */
    void become(Path target) throws IOException {
        channel.force(true);
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        sync(target.getParent());
    }

    /** Has the disk know the names in a folder. */
    static void sync(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException _) {
            // Windows and some file systems know no such thing; the content is on the disk
        }
    }

    @Override
    public void close() throws IOException {
        try {
            // before the lock is given up; there is nothing left of one that took its place
            Files.deleteIfExists(path);
        } finally {
            OWN.remove(path.getFileName().toString());
            channel.close();
        }
    }

    /** Removes what processes that were killed left in a folder; returns how many files. */
    static int clean(Path folder) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(
                folder, path -> NAME.matcher(path.getFileName().toString()).matches())) {
            for (Path part : parts) {
                if (!OWN.contains(part.getFileName().toString())
                        && Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)
                        && removed(part)) {
                    removed++;
                }
            }
        }
        return removed;
    }

    private static boolean removed(Path part) {
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.tryLock() == null) {
                return false; // somebody is at it
            }
            Files.delete(part);
            return true;
        } catch (IOException | OverlappingFileLockException _) {
            return false; // another user's, or gone by itself
        }
    }
}
