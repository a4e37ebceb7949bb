package org.metabalance.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.metabalance.app.console.Terminal;

/**
 * What a command printed and how it ended.
 *
 * @param code the exit code
 * @param out what went to standard output
 * @param err what went to standard error
 */
record Captured(int code, String out, String err) {
    /** Runs a command in this process, without a terminal. */
    static Captured run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Cli.run(terminal(out, err), arguments);
        return new Captured(code, out.toString(), err.toString());
    }

    /** Returns a terminal that is none: no colours, nothing overwritten. */
    static Terminal terminal(StringWriter out, StringWriter err) {
        return new Terminal(new PrintWriter(out), new PrintWriter(err), false, false, 80);
    }

    /** Returns the one line of error; fails if there is none or more than one. */
    String error() {
        List<String> errors = err.lines().filter(line -> line.startsWith("metabalance: ")).toList();
        List<String> others = err.lines()
                .filter(line -> !line.startsWith("metabalance: "))
                .filter(line -> !line.startsWith("note: "))
                .filter(line -> !line.startsWith("  ")) // what columns are read as
                .toList();
        if (errors.size() != 1 || !others.isEmpty() || !out.isEmpty()) {
            throw new AssertionError("expected one line of error, got:\n" + out + err);
        }
        return errors.getFirst().substring("metabalance: ".length());
    }
}
