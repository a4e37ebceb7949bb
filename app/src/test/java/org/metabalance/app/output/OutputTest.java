package org.metabalance.app.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.UserError;

@Timeout(60)
class OutputTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final Terminal terminal = new Terminal(
            new PrintWriter(out), new PrintWriter(new StringWriter()), false, false, 80);

    private static String refused(Output output) {
        return assertThrows(UserError.class, () -> output.write("new")).getMessage();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileIsReplacedAndKeepsItsPermissions() throws IOException {
        Path file = directory.resolve("a.txt");
        Output.of(file).write("one");
        assertEquals("one", Files.readString(file));
        for (String mode : List.of("rw-------", "rw-rw-r--", "rwxr-x--x")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            Output.of(file).write(mode);
            assertEquals(mode, Files.readString(file));
            assertEquals(
                    mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        assertEquals(List.of("a.txt"), names());
    }

    /** Not those of a file for one's own eyes, as temporary files usually are. */
    @Test
    void aNewFileHasTheUsualPermissions() throws IOException {
        Path usual = Files.createFile(directory.resolve("usual"));
        Output.of(directory.resolve("new")).write("");
        assertEquals(
                Files.getPosixFilePermissions(usual),
                Files.getPosixFilePermissions(directory.resolve("new")));
    }

    @Test
    void whatFailsHalfwayLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(directory.resolve("a.txt"), "old");
        UserError error = assertThrows(UserError.class, () -> Output.of(file).text(text -> {
            text.write("half".repeat(100_000));
            throw new IOException("No space left on device");
        }));
        assertEquals(file + " cannot be written: No space left on device", error.getMessage());
        assertThrows(IllegalStateException.class, () -> Output.of(file).text(text -> {
            text.write("half".repeat(100_000));
            throw new IllegalStateException();
        }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void linksAreFollowedAndStay() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("other"));
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("other/target"));
        Path second = Files.createSymbolicLink(directory.resolve("second"), link);
        Output.of(second).write("new");
        assertEquals("new", Files.readString(target));
        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(second));
        assertTrue(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS));

        Path nothing = Files.createSymbolicLink(
                directory.resolve("nothing"), Path.of("other/made"));
        Output.of(nothing).write("made");
        assertEquals("made", Files.readString(folder.resolve("made")));
        assertTrue(Files.isSymbolicLink(nothing));

        Path circle = directory.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertTrue(refused(Output.of(circle)).contains("leads to itself"));
    }

    @Test
    void devicesAreWrittenAndStayDevices() {
        assumeTrue(Files.exists(FULL), "no /dev/full here");
        for (Path device : List.of(Path.of("/dev/null"), FULL)) {
            Output.of(device).require();
        }
        Output.of(Path.of("/dev/null")).write("gone");
        assertTrue(!Files.isRegularFile(Path.of("/dev/null")));
        String error = refused(Output.of(FULL));
        assertTrue(error.startsWith("/dev/full cannot be written: No space"), error);
        assertTrue(!Files.isRegularFile(FULL));
    }

    @Test
    void aFifoIsWritten() throws Exception {
        Path fifo = directory.resolve("fifo");
        assumeTrue(
                new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0,
                "no mkfifo here");
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(fifo);
            } catch (IOException e) {
                return e.toString();
            }
        });
        Output.of(fifo).write("through");
        assertEquals("through", read.get());
        assertTrue(!Files.isRegularFile(fifo));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
    void standardOutputHasManyNames(String name) {
        assumeTrue(name.equals("-") || Files.exists(Path.of("/proc/self/fd/1")), "no /proc here");
        Output output = Output.named(Path.of(name), terminal);
        output.require();
        output.write("text");
        assertEquals("text", out.toString());
    }

    @Test
    void aDashIsAFileWhereNoUserNamedIt() throws IOException {
        Output.of(directory.resolve("-")).write("text");
        assertEquals("text", Files.readString(directory.resolve("-")));
    }

    @Test
    void whatIsReadIsNotWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("in.csv"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        Path hard = Files.createLink(directory.resolve("hard"), file);
        for (Path other : List.of(file, link, hard, directory.resolve("./in.csv"))) {
            Output output = Output.of(other).apartFrom(List.of(file));
            assertThrows(UserError.class, output::require);
            assertTrue(refused(output).contains("is also read, as " + file));
        }
        assertEquals("old", Files.readString(file));
    }

    @Test
    void foldersAreRefused() {
        assertTrue(refused(Output.of(directory)).contains("is a directory"));
        String absent = refused(Output.of(directory.resolve("absent/a.txt")));
        assertTrue(absent.contains("there is no folder " + directory.resolve("absent")), absent);
    }

    /** Only what is recognised and belongs to no living process goes. */
    @Test
    void leftOversOfTheDeadAreRemoved() throws Exception {
        Path left = Files.createFile(directory.resolve(".metabalance-0123456789abcdef.part"));
        Path users = Files.createFile(directory.resolve(".metabalance-notes.part"));
        Path folder = Files.createDirectory(
                directory.resolve(".metabalance-fedcba9876543210.part"));
        try (Temporary own = Temporary.in(directory)) {
            Output.of(directory.resolve("a")).require();
            assertTrue(Files.exists(own.path()));
        }
        assertTrue(Files.notExists(left));
        assertTrue(Files.exists(users) && Files.exists(folder));
    }

    @Test
    void whatAnotherProcessIsWritingStays() throws Exception {
        try (OtherProcess _ = OtherProcess.writing(directory.resolve("a"))) {
            String part = names().stream().filter(name -> name.endsWith(".part")).findFirst()
                    .orElseThrow();
            assertEquals(0, Temporary.clean(directory));
            assertTrue(names().contains(part));
        }
        // it was killed
        assertEquals(1, Temporary.clean(directory));
        assertEquals(List.of(), names());
    }

    @Test
    void aFullDiskKeepsWhatWasThere() throws Exception {
        assumeTrue(
                new ProcessBuilder(
                        "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.toString())
                        .redirectErrorStream(true).start().waitFor() == 0,
                "no small disk can be mounted here");
        try {
            Path file = Files.writeString(directory.resolve("a.txt"), "old");
            String error = assertThrows(
                    UserError.class, () -> Output.of(file).write("x".repeat(1_000_000)))
                    .getMessage();
            assertEquals(file + " cannot be written: No space left on device", error);
            assertEquals("old", Files.readString(file));
            assertEquals(List.of("a.txt"), names());

            run("mount", "-o", "remount,ro", directory.toString());
            assertTrue(refused(Output.of(file)).contains("Read-only file system"));
            assertThrows(UserError.class, () -> Output.of(file).require());
            String open = assertThrows(
                    UserError.class, () -> OutputDirectory.open(directory)).getMessage();
            assertTrue(open.contains("cannot be written to: Read-only file system"), open);
        } finally {
            run("umount", directory.toString());
        }
    }

    private static void run(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }
}
