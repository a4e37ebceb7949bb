package org.metabalance.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.metabalance.app.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens a prompt for Java with the library at hand. */
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        sortOptions = false,
        description = {
            "Opens jshell with the library on its class path and imported: Tape, Gradients, Program, layers,"
                    + " methods. /exit leaves it.",
            ""
        })
final class ShellCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Snippets to run first, or a page of the course: its Java is run, and everything"
                    + " it made is there to go on with.")
    private Path file;

    @Override
    public Integer call() {
        return Shell.start(JavaShellToolBuilder.builder(), file);
    }
}
