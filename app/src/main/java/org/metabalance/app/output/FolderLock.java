package org.metabalance.app.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;

/**
 * Keeps a folder for one command, by a lock on a file in it. The system gives the lock up when the
 * process ends, however it ends. The file stays: removing it would let two commands lock two files of
 * its name.
 */
final class FolderLock implements AutoCloseable {
    static final String FILE = ".metabalance.lock";

    /** Those of this process: opening and closing the file a second time would give up the lock. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Locks a folder.
     *
     * @param notes told if the file system cannot lock: then nothing keeps commands apart
     * @throws UserError if another command has it
     */
    static FolderLock of(Path folder, Consumer<String> notes) throws IOException {
        Path real = folder.toRealPath();
        if (!OWN.add(real)) {
            throw inUse(folder);
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(
                    real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = lock(folder, channel, notes);
            if (!locked) {
                throw inUse(folder);
            }
            return new FolderLock(real, channel);
        } finally {
            if (!locked) {
                OWN.remove(real);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static boolean lock(Path folder, FileChannel channel, Consumer<String> notes) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        } catch (IOException e) {
            notes.accept(
                    folder + " cannot be locked (" + Texts.reason(e)
                            + "): let no other command write there");
            return true;
        }
    }

    private static UserError inUse(Path folder) {
        return new UserError(
                folder + " is in use: another metabalance command is writing there; wait for its end, or"
                        + " give another --out");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // nothing was written to it
        } finally {
            OWN.remove(folder);
        }
    }
}
