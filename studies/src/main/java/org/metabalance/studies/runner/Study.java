package org.metabalance.studies.runner;

import java.util.List;

/**
 * A question that many trials answer together.
 *
 * <p>Its report is written by the template {@code NAME.md.ftl} beside the class: the words stand there,
 * and what they say of the outcome is computed, in {@link Findings}.
 */
public interface Study {
    /** Returns the name users type, in lower case. */
    String name();

    /** Returns the question, in one line. */
    String summary();

    /** Returns how many trials may go on at once: 1 for a study that measures time. */
    default int mostThreads() {
        return Integer.MAX_VALUE;
    }

    /** Returns the names of the parts that can be made alone; empty if there is nothing to divide. */
    default List<String> parts() {
        return List.of();
    }

    /**
     * Returns what is to be done, in an order that a reader of the report expects.
     *
     * @throws org.metabalance.app.console.UserError if the options are not for this study
     */
    List<Trial> trials(StudyOptions options);

    /**
     * Returns what the trials say. Trials may be missing, where they failed; what is said of the outcome
     * is computed from the results.
     *
     * @param results of the trials that ended well, in the order of {@link #trials}; not empty
     */
    Findings findings(StudyOptions options, Results results);
}
