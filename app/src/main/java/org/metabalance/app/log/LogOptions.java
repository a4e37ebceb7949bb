package org.metabalance.app.log;

import java.nio.file.Path;
import java.util.Optional;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.protocol.Course;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.meta.protocol.Watch;
import picocli.CommandLine.Option;

/** Trainings for other programs to follow. */
public final class LogOptions {
    private static final String FOLDER = "tensorboard";

    @Option(
            names = "--log",
            paramLabel = "FORMAT",
            description = "Write losses and validation scores by epoch to the folder 'tensorboard' in --out; the format is"
                    + " tensorboard.")
    private String format;

    /** Creates the options, unset. */
    public LogOptions() {}

    /**
     * Returns the log of one training, for {@code train}; empty if none is wanted.
     *
     * @param out the model's folder
     * @throws UserError if there is no such format
     */
    public Optional<TrainingLog> training(Path out) {
        return wanted()
                ? Optional.of(new TrainingLog(out.resolve(FOLDER)))
                : Optional.empty();
    }

    private boolean wanted() {
        if (format != null && !format.equals(FOLDER)) {
            throw new UserError("--log: must be tensorboard, got '" + format + "'");
        }
        return format != null;
    }

    /**
     * Returns what writes the log of every run of a comparison when it has ended; {@link Watch#NONE} if none is
     * wanted.
     *
     * @param out where results are kept; null if nowhere
     * @param division tells how runs are called
     * @throws UserError if logs are wanted and there is no place for them
     */
    public Watch runs(Path out, Division division, Terminal terminal) {
        if (!wanted()) {
            return Watch.NONE;
        }
        if (out == null) {
            throw new UserError("--log needs --out, the folder that logs are written to");
        }
        return new Watch() {
            @Override
            public void ending(Fold fold, Fold.Outcome outcome, Course course) {
                String run = division.name(outcome.run().seed()).replace(", ", "-");
                String name = outcome.run().method() + "-" + run.replace(" ", "");
                try (TrainingLog log = new TrainingLog(out.resolve(FOLDER)
                        .resolve(name.replaceAll("[^A-Za-z0-9._-]", "_")))) {
                    log.write(course);
                    if (log.folder().isEmpty()) {
                        terminal.note(name + " told nothing by epoch: it has no log");
                    }
                }
            }
        };
    }

    /** Says where the log of one training is. */
    public static void tell(TrainingLog log, Terminal terminal) {
        terminal.note(log.folder()
                .map(folder -> "the log is in " + folder + "; tensorboard --logdir " + folder)
                .orElse("the training told nothing by epoch: there is no log"));
    }
}
