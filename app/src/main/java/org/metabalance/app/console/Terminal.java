package org.metabalance.app.console;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/**
 * Where the command writes: results to {@code out}, everything else to {@code err}, both in UTF-8.
 *
 * @param out results
 * @param err progress, notes and errors
 * @param live whether {@code err} is a terminal, so that a line on it can be overwritten
 * @param colour whether {@code out} may hold colours
 * @param columns asked for the columns a line on {@code err} may take: they change when it is resized
 */
public record Terminal(
        PrintWriter out, PrintWriter err, boolean live, boolean colour, IntSupplier columns) {
    /** Which of {@code out} and {@code err} are terminals, with commas between, as the launcher has seen. */
    private static final String TERMINALS = "metabalance.terminals";

    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 20;

    /** A terminal that is never resized. */
    public Terminal(PrintWriter out, PrintWriter err, boolean live, boolean colour, int width) {
        this(out, err, live, colour, () -> width);
    }

    /** Returns the terminal, pipe or file this process was started with. */
    public static Terminal system() {
        Map<String, String> environment = System.getenv();
        boolean dumb = "dumb".equals(environment.get("TERM"));
        String noColour = environment.get("NO_COLOR");
        int usual = width(environment.get("COLUMNS"));
        return new Terminal(
                writer(new FileOutputStream(FileDescriptor.out)),
                writer(TrueError.stream()),
                !dumb && isTerminal(SystemStream.Error, "err"),
                !dumb && (noColour == null || noColour.isEmpty())
                        && isTerminal(SystemStream.Output, "out"),
                () -> width(Asked.PROVIDER, usual));
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static int width(String columns) {
        try {
            return columns == null
                    ? USUAL_WIDTH
                    : Math.max(LEAST_WIDTH, Integer.parseInt(columns.strip()));
        } catch (NumberFormatException _) {
            return USUAL_WIDTH;
        }
    }

    /** Returns what asks the system about its terminals; empty where it cannot be asked. */
    private static Optional<TerminalProvider> provider() {
        TrueError.replacePipe();
        try {
            return Optional.of(TerminalProvider.load("ffm"));
        } catch (IOException | RuntimeException | LinkageError _) {
            // the launcher's flag for native access is missing, or the system is unknown
            return Optional.empty();
        }
    }

    /** Loaded only when it is needed: calling the system takes a fifth of what a command needs to start. */
    private static final class Asked {
        static final Optional<TerminalProvider> PROVIDER = provider();
    }

    /**
     * Asks about one stream, unless the launcher has. Java itself can only tell whether input and output both
     * are terminals, which is wrong for {@code metabalance ... > table.txt}.
     */
    private static boolean isTerminal(SystemStream stream, String name) {
        String terminals = System.getProperty(TERMINALS);
        if (terminals != null) {
            return List.of(terminals.split(",")).contains(name);
        }
        Optional<TerminalProvider> provider = Asked.PROVIDER;
        if (provider.isPresent()) {
            return provider.get().isSystemStream(stream);
        }
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** The real width goes before COLUMNS, which does not follow when the terminal is resized. */
    private static int width(Optional<TerminalProvider> provider, int usual) {
        try {
            int real = provider.isEmpty() ? 0 : provider.get().systemStreamWidth(
                    SystemStream.Error);
            return real > 0 ? real : usual;
        } catch (RuntimeException | LinkageError _) {
            return usual;
        }
    }

    /** Returns the columns a line on {@code err} may take now. */
    public int width() {
        return columns.getAsInt();
    }

    /** Prints one line of information to {@code err}, where it does not get into results. */
    public void note(String text) {
        err.println("note: " + Texts.oneLine(text));
        err.flush();
    }

    /** Prints one line of error to {@code err}. */
    public void error(String text) {
        err.println("metabalance: " + Texts.oneLine(text));
        err.flush();
    }

    /** Returns {@code text} in bold where colours are allowed. */
    public String bold(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}
