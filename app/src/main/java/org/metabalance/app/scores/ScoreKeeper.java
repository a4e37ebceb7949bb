package org.metabalance.app.scores;

import java.util.function.Consumer;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.protocol.Course;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.meta.protocol.Watch;

/** Keeps the scores and details of every run of a comparison. What cannot be written is said once. */
public final class ScoreKeeper implements Watch {
    private final ScoreFolder folder;
    private final Keys keys;
    private final Table table; // null: nothing is told of missed rows
    private final Target target;
    private final Consumer<String> errors;
    private boolean failed;

    /** The key of every run. */
    @FunctionalInterface
    public interface Keys {
        /** Returns the key of the method's run on the seed. */
        String of(String method, int seed);
    }

    /**
     * Creates a keeper.
     *
     * @param table what was read, for the values of rows that are missed; null where it is no table
     * @param target its classes; null likewise
     * @param errors takes a line if a file cannot be written
     */
    public ScoreKeeper(
            ScoreFolder folder, Keys keys, Table table, Target target, Consumer<String> errors) {
        this.folder = folder;
        this.keys = keys;
        this.table = table;
        this.target = target;
        this.errors = errors;
    }

    @Override
    public void ending(Fold fold, Fold.Outcome outcome, Course course) {
        RunDetails details = new RunDetails(fold, outcome.trained(), course);
        details.importance(fold.test(), outcome.probabilities());
        if (table != null && fold.split() != null && fold.test().classes() == 2) {
            details.missed(
                    MissedRows.of(table, target, fold.split().test(), outcome.probabilities()));
        }
        RunScores run = new RunScores(
                outcome.run().method(), outcome.run().seed(),
                keys.of(outcome.run().method(), outcome.run().seed()),
                RunScores.Part.of(outcome.selection(), fold.validation().labels()),
                RunScores.Part.of(outcome.probabilities(), fold.test().labels()),
                details.node());
        save(run);
    }

    private synchronized void save(RunScores run) {
        try {
            folder.save(run);
        } catch (UserError e) {
            if (!failed) { // a full disk must not end hours of training
                errors.accept(e.getMessage() + "; the runs go on, the report will lack them");
            }
            failed = true;
        }
    }
}
