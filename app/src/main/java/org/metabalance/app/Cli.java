package org.metabalance.app;

import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.metabalance.app.console.ArgumentRules;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.DataException;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line and turns every way it can end into one line and an exit code. */
public final class Cli {
    /** Exit code of a command that did what it was asked. */
    public static final int DONE = 0;

    /** Exit code of a failure that is not the user's. */
    public static final int FAILED = 1;

    /** Exit code of wrong use: options, files or data the user can mend. */
    public static final int MISUSED = 2;

    /** Options that one command has and users may try with another. */
    private static final Pattern OF_GRAPHS = Pattern.compile(
            "--(nodes|edges|ignore-split|edges-by|edge-distance)(=.*)?", Pattern.DOTALL);

    private Cli() {}

    /**
     * Runs the command.
     *
     * @param terminal where it writes
     * @param arguments as typed, without the command's name
     * @return the exit code
     */
    public static int run(Terminal terminal, String... arguments) {
        CommandLine line = new CommandLine(new MetabalanceCommand(terminal));
        ServiceLoader.load(Subcommand.class).forEach(line::addSubcommand);
        ArgumentRules.apply(line);
        line
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(
                        Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(100)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler((wrong, _) -> misused(terminal, wrong))
                .setExecutionExceptionHandler(
                        (failure, _, _) -> failed(terminal, failure, debug(arguments)));
        try {
            int code = line.execute(arguments);
            if (terminal.out().checkError() && code == DONE) {
                terminal.error("standard output cannot be written: no space, or nobody reads it");
                return FAILED;
            }
            return code;
        } catch (OutOfMemoryError e) {
            return outOfMemory(terminal);
        } catch (Error e) {
            return internal(terminal, e, debug(arguments));
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    private static boolean debug(String[] arguments) {
        return List.of(arguments).contains("--debug");
    }

    private static int misused(Terminal terminal, ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        terminal.error(message(wrong) + " (see " + command + " --help)");
        return MISUSED;
    }

    private static String message(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            // what follows an unknown option is unmatched as well: only the first is the mistake
            String first = unmatched.getUnmatched().getFirst();
            if (OF_GRAPHS.matcher(first).matches()) {
                return "option '" + first.split("=", 2)[0]
                        + "': graphs are for 'metabalance compare'"
                        + " alone; models of graphs are not kept in files";
            }
            if (unmatched.getSuggestions().contains(first)) {
                return "nothing can follow '--', got '" + first + "'";
            }
            return Texts.format(
                    "unknown %s '%s'%s",
                    first.startsWith("-") ? "option" : "command or argument",
                    first,
                    unmatched.getSuggestions().stream()
                            .findFirst()
                            .map(near -> ", did you mean '" + near + "'?")
                            .orElse(""));
        }
        // the library's sentences begin with a capital letter
        String line = wrong.getMessage();
        return line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
    }

    private static int outOfMemory(Terminal terminal) {
        terminal.error(
                Texts.format(
                        "out of memory with a heap of %,d MB; give more, by --memory or"
                                + " JAVA_TOOL_OPTIONS=-Xmx8g, or fewer --threads",
                        Runtime.getRuntime().maxMemory() >> 20));
        return FAILED;
    }

    private static int failed(Terminal terminal, Exception failure, boolean debug) {
        if (failure.getCause() instanceof OutOfMemoryError) {
            return outOfMemory(terminal);
        }
        if (failure instanceof UserError || failure instanceof DataException) {
            terminal.error(failure.getMessage());
            trace(terminal, failure, debug);
            return MISUSED;
        }
        return internal(terminal, failure, debug);
    }

    private static int internal(Terminal terminal, Throwable failure, boolean debug) {
        String message = failure.getMessage();
        terminal.error(
                "internal failure: "
                        + (message == null ? failure.getClass().getSimpleName() : message)
                        + (debug ? "" : " (--debug shows where)"));
        trace(terminal, failure, debug);
        return FAILED;
    }

    private static void trace(Terminal terminal, Throwable failure, boolean debug) {
        if (debug) {
            failure.printStackTrace(terminal.err());
        }
    }
}
