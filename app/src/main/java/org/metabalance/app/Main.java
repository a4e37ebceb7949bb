package org.metabalance.app;

/** The entry point of the {@code metabalance} command. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its exit code: 0 done, 1 failed, 2 wrong use. */
    public static void main(String[] arguments) {
        System.exit(Cli.run(Terminal.system(), arguments));
    }
}
