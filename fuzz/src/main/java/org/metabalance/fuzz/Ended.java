package org.metabalance.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.metabalance.app.Cli;
import org.metabalance.app.console.Terminal;

/**
 * How a command line ended.
 *
 * @param arguments what was run
 * @param code the exit code
 * @param out what went to standard output
 * @param err what went to standard error
 */
record Ended(List<String> arguments, int code, String out, String err) {
    private static final String ERROR = "metabalance: ";

    /**
     * Runs a command line, which may end as the documentation says and not otherwise: done, or failed
     * with a line of error. If options or data were wrong it is one line, beside notes and the
     * table of the schema.
     */
    static Ended run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out), new PrintWriter(err), false, false, 80);
        int code = Cli.run(terminal, arguments.toArray(String[]::new));
        Ended ended = new Ended(List.copyOf(arguments), code, out.toString(), err.toString());
        ended.require();
        return ended;
    }

    private void require() {
        List<String> lines = err.lines().toList();
        long errors = lines.stream().filter(line -> line.startsWith(ERROR)).count();
        // a stack trace is asked for
        boolean debug = arguments.contains("--debug");
        if (code < Cli.DONE || code > Cli.MISUSED) {
            throw wrong("an exit code that means nothing");
        }
        if (err.contains("internal failure")) {
            throw wrong("an internal failure");
        }
        if (err.contains("out of memory")) {
            throw wrong("too much memory");
        }
        if (!debug && err.replace("\n", "").codePoints().anyMatch(Character::isISOControl)) {
            throw wrong("a control character");
        }
        if (code == Cli.MISUSED && !debug
                && lines.stream().anyMatch(line -> !line.matches("(note|metabalance): .*|  .*"))) {
            throw wrong("a line that is no note, table or error");
        }
        if (code == Cli.DONE ? errors != 0 : code == Cli.FAILED ? errors == 0 : errors != 1) {
            throw wrong("not the lines of error that belong to it");
        }
    }

    AssertionError wrong(String what) {
        return new AssertionError(
                "%s: %s ended with %d and said:%n%s%s".formatted(what, arguments, code, out, err));
    }
}
