package org.metabalance.app;

import org.metabalance.app.console.Terminal;
import org.metabalance.scoring.folder.Release;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself; everything is done by its subcommands. */
@Command(
        name = "metabalance",
        description = "Learns from class-imbalanced data, and says what each method is worth on yours.",
        versionProvider = MetabalanceCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            CompareCommand.class,
            TrainCommand.class,
            PredictCommand.class,
            ExportCommand.class,
            InspectCommand.class,
            ReportCommand.class,
            ExplainCommand.class,
            FewShotCommand.class,
            MethodsCommand.class,
            ShellCommand.class,
            RunCommand.class
        },
        footerHeading = "%n",
        footer = {
            "Begin with:",
            "  metabalance compare --data loans.csv --label Class --out results",
            "",
            "Exit codes: 0 done, 1 a failure of the program, 2 something to mend in options or data."
        })
public final class MetabalanceCommand implements Runnable {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure.")
    private boolean debug;

    MetabalanceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Returns where commands write. */
    public Terminal terminal() {
        return terminal;
    }

    boolean debug() {
        return debug;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "no command given; there are: "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    /** The version of this library, and what it runs on. */
    public static final class Version implements IVersionProvider {
        /** For picocli, which makes one when it is asked for. */
        public Version() {}

        @Override
        public String[] getVersion() {
            return new String[] {
                "metabalance " + Release.number(),
                "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
            };
        }
    }
}
