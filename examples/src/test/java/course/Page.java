package course;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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

    private final Path file;
    private final List<CodeBlocks.Block> blocks;

    private Page(Path file) throws IOException {
        this.file = file;
        this.blocks = CodeBlocks.of(Files.readString(file));
    }

    static Page of(Path file) {
        try {
            return new Page(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a block of Java printed, and what the page says it prints.
     *
     * @param line of the block
     * @param printed when it was run
     * @param told by a block of text right behind it; nothing if there is none
     */
    record Result(int line, String printed, String told) {}

    /** Runs the Java of the page; what fails is told with its line. */
    List<Result> run() {
        return run(shell -> {});
    }

    /** Runs the Java of the page, which goes on where another ended. */
    List<Result> runAfter(Page other) {
        return run(other::evaluateAll);
    }

    private void evaluateAll(JShell shell) {
        PrintStream before = System.out;
        System.setOut(
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try {
            blocks.stream().filter(block -> block.language().equals("java"))
                    .forEach(block -> evaluate(shell, block.text(), block.line()));
        } finally {
            System.setOut(before);
        }
    }

    private List<Result> run(Consumer<JShell> first) {
        List<Result> results = new ArrayList<>();
        PrintStream before = System.out;
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            evaluate(shell, DEFAULT_IMPORTS + Shell.imports(), 0);
            first.accept(shell);
            for (int i = 0; i < blocks.size(); i++) {
                CodeBlocks.Block block = blocks.get(i);
                if (!block.language().equals("java")) {
                    continue;
                }
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
                evaluate(shell, block.text(), block.line());
                boolean told = i + 1 < blocks.size()
                        && blocks.get(i + 1).language().equals("text");
                results.add(new Result(
                        block.line(),
                        bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"),
                        told ? blocks.get(i + 1).text() : ""));
            }
        } finally {
            System.setOut(before);
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
