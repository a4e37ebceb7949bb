package org.metabalance.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.console.UserError;

class ShellTest {
    private static final String PAGE = """
            # A page

            ```java
            Tape tape = Tape.f64();
            Tensor x = tape.input("x");
            Tensor dy = Gradients.gradient(x.pow(3), x);
            ```

            What it prints is no Java:

            ```text
            nothing
            ```

            ```java
            Program program = tape.compile(dy);
            ```
            """;

    @TempDir
    private Path folder;

    @Test
    void blocksOfAPageHaveTheirLanguageAndLine() {
        List<CodeBlocks.Block> blocks = CodeBlocks.of(PAGE);
        assertEquals(List.of("java", "text", "java"),
                blocks.stream().map(CodeBlocks.Block::language).toList());
        assertEquals(List.of(3, 11, 15),
                blocks.stream().map(CodeBlocks.Block::line).toList());
        assertEquals("nothing\n", blocks.get(1).text());
        assertFalse(CodeBlocks.java(PAGE).contains("nothing"));
    }

    @Test
    void theJavaOfAPageIsThereToGoOnWith() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), PAGE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        String typed = "program.set(\"x\", 2.0).run();\nprogram.output(0).item()\n/exit 3\n";
        int code = Shell.start(
                JavaShellToolBuilder.builder().interactiveTerminal(false)
                        .in(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), null)
                        .out(print).persistence(new HashMap<>()),
                page);
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("==> 12.0"), text);
        assertEquals(3, code, text);
    }

    @Test
    void aProgramOfOneFileIsRunAndItsExitCodeReturned() throws IOException {
        Path program = Files.writeString(folder.resolve("Three.java"), """
                import org.metabalance.engine.*;

                void main(String[] arguments) {
                    Tape tape = Tape.f64();
                    Tensor x = tape.constant(Double.parseDouble(arguments[0]));
                    System.exit((int) Gradients.gradient(x.square(), x).item());
                }
                """);
        assertEquals(14, ProgramFile.run(program, List.of("7")));
        assertEquals(
                "no such file: other.java",
                assertThrows(
                        UserError.class, () -> ProgramFile.run(Path.of("other.java"), List.of()))
                        .getMessage());
    }
}
