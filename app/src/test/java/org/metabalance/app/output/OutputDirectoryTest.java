package org.metabalance.app.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.console.UserError;

@Timeout(60)
class OutputDirectoryTest {
    @TempDir
    private Path directory;

    private String refused() {
        return assertThrows(UserError.class, () -> OutputDirectory.open(directory)).getMessage();
    }

    @Test
    void aFolderIsOneCommandsAtATime() throws Exception {
        try (OutputDirectory own = OutputDirectory.open(directory)) {
            assertTrue(refused().contains(directory + " is in use"));
            own.write("a", "text");
            // another name of the same folder
            Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
            assertThrows(UserError.class, () -> OutputDirectory.open(link));
        }
        try (OtherProcess _ = OtherProcess.holding(directory)) {
            assertTrue(refused().contains(directory + " is in use"));
            assertTrue(refused().contains(directory + " is in use"));
        }
        // it was killed
        OutputDirectory.open(directory).close();
        OutputDirectory.open(directory).close();
    }

    @Test
    void whatWasLeftIsSaid() throws IOException {
        Files.createFile(directory.resolve(".metabalance-0123456789abcdef.part"));
        List<String> notes = new ArrayList<>();
        OutputDirectory.open(directory, List.of(), notes::add).close();
        assertEquals(
                List.of("removed 1 unfinished file that a command left in " + directory
                        + " when it was killed"),
                notes);
    }

    @Test
    void aFolderThatVanishedIsOneLine() throws IOException {
        Path out = directory.resolve("out");
        try (OutputDirectory opened = OutputDirectory.open(out)) {
            Files.delete(opened.file(FolderLock.FILE));
            Files.delete(out);
            String error = assertThrows(UserError.class, () -> opened.write("a", "text"))
                    .getMessage();
            assertEquals(
                    out.resolve("a") + ": there is no folder " + out, error);
        }
    }

    @Test
    void whatIsReadIsNotWritten() throws IOException {
        Path input = Files.writeString(directory.resolve("results.json"), "data");
        try (OutputDirectory opened = OutputDirectory.open(
                directory, List.of(input), note -> {})) {
            assertThrows(UserError.class, () -> opened.write("results.json", "results"));
            assertEquals("data", Files.readString(input));
        }
    }
}
