package org.metabalance.app.scores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.nn.format.Safetensors;

/** The folder {@code scores} beside results: one file a run, written as the run ends. */
public final class ScoreFolder implements AutoCloseable {
    /** The folder's name. */
    public static final String NAME = "scores";

    private final OutputDirectory directory;

    private ScoreFolder(OutputDirectory directory) {
        this.directory = directory;
    }

    /**
     * Opens the folder, to be written to.
     *
     * @param beside where results stand
     * @throws UserError if it cannot be made or written to
     */
    public static ScoreFolder open(Path beside, Consumer<String> notes) {
        return new ScoreFolder(OutputDirectory.open(beside.resolve(NAME), List.of(), notes));
    }

    /**
     * Writes a run, over what was there of its name.
     *
     * @throws UserError if it cannot be written
     */
    public void save(RunScores run) {
        directory.output(name(run.method(), run.seed())).bytes(run::write);
    }

    /** Returns a run's file; names of plugins' methods may have any letters. */
    private static String name(String method, int seed) {
        return method.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + seed + ".safetensors";
    }

    /**
     * Returns what is kept of a run; empty if there is nothing, or it is of another run of this name.
     *
     * @param beside where results stand
     * @param key of the run
     * @throws UserError if the file is damaged
     */
    public static Optional<RunScores> read(Path beside, String method, int seed, String key) {
        Path file = beside.resolve(NAME).resolve(name(method, seed));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            RunScores run = RunScores.of(Safetensors.read(file));
            return run.key().equals(key) ? Optional.of(run) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            throw new UserError(
                    file + " holds no scores of a run (" + e.getMessage()
                            + "); delete it, and the report is made without them",
                    e);
        }
    }

    /** Gives the folder up to other commands. */
    @Override
    public void close() {
        directory.close();
    }
}
