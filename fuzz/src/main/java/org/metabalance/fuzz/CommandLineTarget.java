package org.metabalance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lines of text as the arguments of the command, one a line, which ends as {@link Ended} says. Every
 * path leads to one folder, where {@code rows}, {@code constant} and {@code model} are.
 */
public final class CommandLineTarget {
    private static final int MOST_ARGUMENTS = 30;

    private static final Scratch SCRATCH = Scratch.make();
    private static final Confinement CONFINEMENT = prepare();

    private CommandLineTarget() {}

    private static Confinement prepare() {
        SCRATCH.write("rows", Rows.trainable());
        SCRATCH.write("constant", Rows.constant());
        Models.train(SCRATCH.file("rows"), SCRATCH.file("model"), 1);
        SCRATCH.keep();
        return new Confinement(SCRATCH.folder(), "rows", "constant");
    }

    /** Called first: what is slow once does not count as the time of an input. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput(new byte[0]);
    }

    /** Runs one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        List<String> lines = new String(input, StandardCharsets.UTF_8).lines()
                .limit(MOST_ARGUMENTS).toList();
        try {
            Ended.run(CONFINEMENT.of(lines));
        } finally {
            SCRATCH.restore();
        }
    }
}
