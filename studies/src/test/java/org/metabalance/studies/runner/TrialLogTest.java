package org.metabalance.studies.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrialLogTest {
    private static final int LOCKED = 3;

    @TempDir
    private Path directory;

    /** Another process, which tries to lock the file it is given. */
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel = FileChannel.open(
                    Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                System.exit(channel.tryLock() == null ? LOCKED : 0);
            }
        }
    }

    private static int other(Path file) throws IOException, InterruptedException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Other.class.getName(), file.toString())
                .inheritIO().start().waitFor();
    }

    @Test
    void noOtherProcessWritesWhileTheLogIsOpen() throws Exception {
        Path file = directory.resolve(TrialLog.FILE);
        Files.writeString(file, "{\"trial\":{\"x\":1},\"seconds\":1,\"result\":{\"y\":2}}\n");
        try (TrialLog log = TrialLog.open(file, note -> {})) {
            assertEquals(2, log.find(Trial.of((v, p) -> {}, "x", 1)).number("y"));
            assertEquals(LOCKED, other(file));
        }
        assertEquals(0, other(file));
    }
}
