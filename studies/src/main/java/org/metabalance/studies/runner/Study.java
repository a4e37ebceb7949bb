package org.metabalance.studies.runner;

import java.util.List;
import org.metabalance.studies.Studies;

/** A question that many trials answer together. A new study is one class and a line in {@link Studies}. */
public interface Study {
    /** Returns the name users type, in lower case. */
    String name();

    /** Returns the question, in one line. */
    String summary();

    /** Returns how many trials may go on at once: 1 for a study that measures time. */
    default int mostThreads() {
        return Integer.MAX_VALUE;
    }

    /**
     * Returns what is to be done, in an order that a reader of the report expects.
     *
     * @throws org.metabalance.app.console.UserError if the options are not for this study
     */
    List<Trial> trials(StudyOptions options);

    /**
     * Writes down what the trials say. Trials may be missing, where they failed; what is said of the
     * outcome is computed from the results.
     *
     * @param results of the trials that ended well, in the order of {@link #trials}; not empty
     * @param report begins with title, question and command already
     */
    void report(StudyOptions options, Results results, Report report);
}
