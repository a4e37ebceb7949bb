package org.metabalance.app.results;

import java.util.List;
import org.metabalance.meta.protocol.Run;

/**
 * A run with what is kept of it besides.
 *
 * @param run the run
 * @param mistakes some of those it made in the tail; none of a table
 * @param decision what was decided with its probabilities; null if nothing was
 * @param scoringSeconds the time that scoring the test part took; NaN if nobody measured it
 */
public record KeptRun(
        Run run, List<Mistake> mistakes, RunDecision decision, double scoringSeconds) {
    /** Copies the list. */
    public KeptRun {
        mistakes = List.copyOf(mistakes);
    }
}
