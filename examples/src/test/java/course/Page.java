package course;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.metabalance.app.shell.CodeBlocks;
import org.metabalance.app.shell.Shell;

/** A page of the course: its Java is run block by block, as {@code metabalance shell PAGE} runs it. */
final class Page {
    /** As {@code jshell --startup DEFAULT} has them. */
    private static final String DEFAULT_IMPORTS = """
            import java.io.*;
            import java.math.*;
            import java.net.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            import java.util.prefs.*;
            import java.util.regex.*;
            import java.util.stream.*;
            """;

    /** The library alone: of all that is on the class path the shell would make an index. */
    private static final List<String> LIBRARY = Stream
            .of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.matches(
                    ".*(engine|nn|meta)[/\\\\]target[/\\\\].*|.*metabalance-(engine|nn|meta)-.*"))
            .toList();

    private final Path file;
    private final List<CodeBlocks.Block> blocks;

    private Page(Path file) {
        try {
            this.file = file;
            this.blocks = CodeBlocks.of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a block of Java printed, and what the page says it prints.
     *
     * @param file the page
     * @param line of the block
     * @param printed when it was run
     * @param told by a block of text right behind it; nothing if there is none
     */
    record Result(Path file, int line, String printed, String told) {}

    /** Runs the Java of pages, each going on where the one before ended; what fails is told with its line. */
    static List<Result> run(Path... files) {
        PrintStream before = System.out;
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            LIBRARY.forEach(shell::addToClasspath);
            List<Result> results = new ArrayList<>();
            for (Path file : files) {
                Page page = new Page(file);
                page.evaluate(shell, DEFAULT_IMPORTS + Shell.imports(), 0);
                results.addAll(page.run(shell));
            }
            return results;
        } finally {
            System.setOut(before);
        }
    }

    private List<Result> run(JShell shell) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            CodeBlocks.Block block = blocks.get(i);
            if (block.language().equals("java")) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
                evaluate(shell, block.text(), block.line());
                boolean told = i + 1 < blocks.size()
                        && blocks.get(i + 1).language().equals("text");
                results.add(new Result(
                        file, block.line(),
                        bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"),
                        told ? blocks.get(i + 1).text() : ""));
            }
        }
        return results;
    }

    private void evaluate(JShell shell, String code, int line) {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        String rest = code;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo info = analysis.analyzeCompletion(rest);
            if (!info.completeness().isComplete()) {
                throw new AssertionError(at(line) + "is not complete: " + rest);
            }
            for (SnippetEvent event : shell.eval(info.source())) {
                if (event.status() == Snippet.Status.REJECTED) {
                    throw new AssertionError(at(line) + info.source() + shell
                            .diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
                }
                if (event.exception() instanceof EvalException e) {
                    throw new AssertionError(
                            at(line) + info.source() + e.getExceptionClassName() + ": "
                                    + e.getMessage(),
                            e);
                }
            }
            rest = info.remaining();
        }
        List<Map.Entry<String, List<String>>> open = shell.snippets()
                .filter(snippet -> shell.status(snippet) != Snippet.Status.VALID
                        && shell.status(snippet) != Snippet.Status.OVERWRITTEN)
                .map(snippet -> Map.entry(
                        snippet.source(),
                        shell.diagnostics(snippet).map(d -> d.getMessage(null)).toList()))
                .toList();
        if (!open.isEmpty()) {
            throw new AssertionError(at(line) + "does not compile: " + open);
        }
    }

    private String at(int line) {
        return file.getFileName() + ", block at line " + line + ": ";
    }
}
