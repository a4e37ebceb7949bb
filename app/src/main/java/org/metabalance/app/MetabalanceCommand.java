package org.metabalance.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
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
            MethodsCommand.class
        },
        footerHeading = "%n",
        footer = {
            "Begin with:",
            "  metabalance compare --data loans.csv --label Class --out results",
            "",
            "Exit codes: 0 done, 1 a failure of the program, 2 something to mend in options or data."
        })
final class MetabalanceCommand implements Runnable {
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

    Terminal terminal() {
        return terminal;
    }

    boolean debug() {
        return debug;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "no command given; there are: compare, train, predict, methods");
    }

    /** The version of this library, and what it runs on. */
    static final class Version implements IVersionProvider {
        private static final String PROPERTIES = "/META-INF/maven/org.metabalance/metabalance-app/pom.properties";

        /** Returns the version the build wrote into the jar. */
        static String number() {
            Properties properties = new Properties();
            try (InputStream in = MetabalanceCommand.class.getResourceAsStream(PROPERTIES)) {
                if (in != null) {
                    properties.load(in);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return properties.getProperty("version", "(not built as a jar)");
        }

        @Override
        public String[] getVersion() {
            return new String[] {
                "metabalance " + number(),
                "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
            };
        }
    }
}
