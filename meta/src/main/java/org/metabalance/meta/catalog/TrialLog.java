package org.metabalance.meta.catalog;

import java.util.Optional;
import org.metabalance.meta.metric.Merit;

/** Keeps what came of trials, so that a search that is stopped goes on from there. Called from several threads. */
public interface TrialLog {
    /** Keeps nothing. */
    TrialLog NONE = new TrialLog() {
        @Override
        public Optional<Outcome> known(Place place) {
            return Optional.empty();
        }

        @Override
        public void ended(Place place, Trial trial, Outcome outcome) {}
    };

    /**
     * A trial's place in a comparison.
     *
     * @param method by name
     * @param seed of the problem
     * @param rung from 0
     * @param number of the trial
     */
    record Place(String method, long seed, int rung, int number) {}

    /**
     * What came of a trial.
     *
     * @param share of the budget that it had
     * @param merit on the validation rows; {@link Merit#NONE} if training diverged
     * @param updates it took
     */
    record Outcome(double share, Merit merit, long updates) {}

    /** Returns what came of a trial earlier. */
    Optional<Outcome> known(Place place);

    /** A trial has ended. */
    void ended(Place place, Trial trial, Outcome outcome);
}
