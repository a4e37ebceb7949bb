package org.metabalance.app.console;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the command writes: results to {@code out}, everything else to {@code err}, both in UTF-8.
 *
 * @param out results
 * @param err progress, notes and errors
 * @param live whether {@code err} is a terminal, so that a line on it can be overwritten
 * @param colour whether {@code out} may hold colours
 * @param width the columns a line on {@code err} may take
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean live, boolean colour, int width) {
    private static final int USUAL_WIDTH = 80;

    /** Returns the terminal, pipe or file this process was started with. */
    public static Terminal system() {
        Map<String, String> environment = System.getenv();
        boolean dumb = "dumb".equals(environment.get("TERM"));
        String noColour = environment.get("NO_COLOR");
        return new Terminal(
                writer(new FileOutputStream(FileDescriptor.out)),
                writer(new FileOutputStream(FileDescriptor.err)),
                !dumb && isTerminal(2),
                !dumb && (noColour == null || noColour.isEmpty()) && isTerminal(1),
                width(environment.get("COLUMNS")));
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static int width(String columns) {
        try {
            return columns == null ? USUAL_WIDTH : Math.max(20, Integer.parseInt(columns.strip()));
        } catch (NumberFormatException _) {
            return USUAL_WIDTH;
        }
    }

    /**
     * Asks the C library about a file descriptor. Java itself can only tell whether input and output
     * both are terminals, which is wrong for {@code metabalance ... > table.txt}.
     */
    private static boolean isTerminal(int descriptor) {
        Console console = System.console();
        boolean both = console != null && console.isTerminal();
        // without the launcher's flag the call would print a warning of several lines
        if (!Terminal.class.getModule().isNativeAccessEnabled()) {
            return both;
        }
        return isatty(descriptor).orElse(both);
    }

    /** Calls {@code isatty} of the C library; empty if there is none. */
    @SuppressWarnings("restricted") // allowed by the launcher, and asked before the call
    private static Optional<Boolean> isatty(int descriptor) {
        Linker linker = Linker.nativeLinker();
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT)
                .contains("windows");
        FunctionDescriptor intToInt = FunctionDescriptor.of(ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT);
        try {
            Optional<MethodHandle> function = linker.defaultLookup()
                    .find(windows ? "_isatty" : "isatty")
                    .map(address -> linker.downcallHandle(address, intToInt));
            return function.isEmpty()
                    ? Optional.empty()
                    : Optional.of((int) function.get().invokeExact(descriptor) != 0);
        } catch (Throwable _) {
            return Optional.empty();
        }
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
