package org.metabalance.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.page.ReportPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes the page about a comparison, a model or a study again, from the files that are there. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        description = {
            "Writes report.html again, from what 'compare --out', 'train --out' or 'study --out' left"
                    + " in a folder.",
            "",
            "One page that loads nothing: result, data, settings, curves, threshold and cost.",
            ""
        })
final class ReportCommand implements Callable<Integer> {
    @ParentCommand
    private MetabalanceCommand parent;

    @Parameters(paramLabel = "DIR", description = "The folder.")
    private Path folder;

    @Override
    public Integer call() {
        Terminal terminal = parent.terminal();
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + " is no folder; give the --out of an earlier command");
        }
        try (OutputDirectory directory = OutputDirectory.open(
                folder, List.of(), terminal::note)) {
            ReportPage.write(directory, terminal::note);
            terminal.note("report in " + directory.file(ReportPage.NAME));
            return Cli.DONE;
        }
    }
}
