package org.metabalance.fuzz;

import java.nio.file.Path;
import java.util.List;
import org.metabalance.app.Cli;

/** Small models. */
final class Models {
    private Models() {}

    /** Trains one into {@code folder}, whose parent is there. */
    static void train(Path rows, Path folder, int seed) {
        Ended ended = Ended.run(List.of(
                "train", "--data", rows.toString(), "--label", "y", "--method", "logistic",
                "--epochs", "1", "--seed", "" + seed, "--out", folder.toString()));
        if (ended.code() != Cli.DONE) {
            throw ended.wrong("no model to begin with");
        }
    }
}
