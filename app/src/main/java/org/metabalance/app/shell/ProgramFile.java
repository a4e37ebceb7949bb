package org.metabalance.app.shell;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;

/** A program in one Java file, compiled in memory and run with this library on its class path. */
public final class ProgramFile {
    /** What a JVM that runs the library is given. */
    static final List<String> FLAGS = List.of(
            "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
            "-Djava.util.logging.SimpleFormatter.format=note: %5$s%6$s%n");

    private ProgramFile() {}

    /**
     * Runs a program, which reads and writes where this one does, and returns its exit code.
     *
     * @throws UserError if there is no such file
     */
    public static int run(Path file, List<String> arguments) {
        text(file);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("--class-path", System.getProperty("java.class.path")));
        command.add(file.toString());
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("java cannot be started: " + Texts.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + file + " ran", e);
        }
    }

    /** Returns what is in a file of the user's. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UserError(file + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new UserError(
                    Files.exists(file)
                            ? file + " cannot be read: " + Texts.reason(e)
                            : "no such file: " + file,
                    e);
        }
    }
}
