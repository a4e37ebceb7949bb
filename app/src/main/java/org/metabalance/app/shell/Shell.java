package org.metabalance.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.metabalance.app.console.UserError;

/** {@code jshell} with this library on its class path and imported. */
public final class Shell {
    private static final String STARTUP = "startup.jsh";
    private static final String PAGE = ".md";

    private final List<String> arguments = new ArrayList<>();
    private final List<Path> made = new ArrayList<>();

    private Shell() {}

    /**
     * Starts a shell and returns its exit code when it ends.
     *
     * @param builder where it reads and writes
     * @param file snippets that are run first, or a page in Markdown of which the Java is; null for none
     * @throws UserError if the file cannot be read
     */
    public static int start(JavaShellToolBuilder builder, Path file) {
        Shell shell = new Shell();
        try {
            shell.prepare(file);
            return builder.start(shell.arguments.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // its own, which it does not tell apart
            throw new IllegalStateException("jshell failed: " + e.getMessage(), e);
        } finally {
            shell.made.forEach(made -> made.toFile().delete());
        }
    }

    /** Returns the imports that a shell begins with. */
    public static String imports() {
        try (InputStream in = Shell.class.getResourceAsStream(STARTUP)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepare(Path file) throws IOException {
        arguments.addAll(List.of("--class-path", System.getProperty("java.class.path")));
        for (String flag : ProgramFile.FLAGS) {
            arguments.add("-R" + flag);
        }
        arguments.addAll(List.of(
                "--startup", "DEFAULT", "--startup", temporary(imports()).toString()));
        if (file != null) {
            String text = ProgramFile.text(file);
            Path snippets = file.toString().endsWith(PAGE)
                    ? temporary(CodeBlocks.java(text))
                    : file;
            arguments.add(snippets.toString());
        }
    }

    private Path temporary(String text) throws IOException {
        Path file = Files.createTempFile("metabalance", ".jsh");
        made.add(file);
        return Files.writeString(file, text);
    }
}
