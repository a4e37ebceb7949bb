package org.metabalance.app.rows;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import picocli.CommandLine.Option;

/** The option that bounds memory. */
public final class MemoryOptions {
    /** The least that is given to {@code --memory}. */
    private static final long LEAST = 100L << 20;

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg])");

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = {
                "The most heap to take, such as 2g or 500m; without it a quarter of the machine's memory. Rows"
                        + " that do not fit into a third of it are kept on disk while the command runs"
                        + " (docs/large-data.md)."
            })
    private String size;

    /** All of the heap, unless the user says otherwise. */
    public MemoryOptions() {}

    /**
     * Returns what a command may take.
     *
     * @param notes takes a line for the user
     * @throws UserError if the size is none
     */
    public Memory memory(Consumer<String> notes) {
        long heap = Runtime.getRuntime().maxMemory();
        return Memory.of(size == null ? heap : Math.min(heap, bytes()), notes);
    }

    private long bytes() {
        Matcher parts = SIZE.matcher(size.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new UserError(
                    "--memory: must be a whole number and k, m or g, such as 2g or 500m, got '"
                            + size
                            + "'");
        }
        long bytes = Long.parseLong(parts.group(1)) << switch (parts.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            default -> 30;
        };
        if (bytes < LEAST) {
            throw new UserError(Texts.format(
                    "--memory: %s is too little to run in; give %dm or more", size, LEAST >> 20));
        }
        return bytes;
    }
}
