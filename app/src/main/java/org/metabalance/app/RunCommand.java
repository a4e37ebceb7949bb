package org.metabalance.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.metabalance.app.shell.ProgramFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a program of one file. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        sortOptions = false,
        description = {
            "Runs a Java program of one file, with the library on its class path; nothing else is needed.",
            ""
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "FILE.java",
            description = "The program, with a method main.")
    private Path file;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "What the program is given.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        return ProgramFile.run(file, arguments);
    }
}
