package org.metabalance.app;

import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.TrueError;

/** The entry point of the {@code metabalance} command. */
public final class Main {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private Main() {}

    /** Runs the command and ends the process with its exit code: 0 done, 1 failed, 2 wrong use. */
    public static void main(String[] arguments) {
        TrueError.install();
        // what the library logs is one line for people, not two with a date
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "note: %5$s%6$s%n");
        }
        System.exit(Cli.run(Terminal.system(), arguments));
    }
}
