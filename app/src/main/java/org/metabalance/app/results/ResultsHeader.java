package org.metabalance.app.results;

import java.util.List;
import java.util.Map;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.metric.ThresholdRule;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.Run;
import org.metabalance.meta.protocol.Summary;

/**
 * What is being compared, as the results file and the table need it.
 *
 * @param madeWith the program and its version
 * @param data the file, as the user named it
 * @param subject what it holds
 * @param methods the methods' names, in the order asked for
 * @param references the names of what they are measured by
 * @param seeds the number of runs a method
 * @param division how the data is divided for each
 * @param budget of every run
 * @param network the family of what every method trains
 * @param hidden the widths of its hidden layers
 * @param trials how many settings of every method are tried; 0 if none are searched for
 * @param threshold how decision thresholds are chosen; of no account with more than two classes
 * @param labelNoise how training labels are made wrong on purpose; empty if they are not
 * @param metabalance the settings of MetaBalance by name; empty if it is not among the methods
 */
public record ResultsHeader(
        String madeWith,
        String data,
        Subject subject,
        List<String> methods,
        List<String> references,
        int seeds,
        Division division,
        Budget budget,
        String network,
        List<Integer> hidden,
        int trials,
        ThresholdRule threshold,
        String labelNoise,
        Map<String, Object> metabalance) {
    /** Returns the number of runs. */
    public int runs() {
        return (methods.size() + references.size()) * seeds;
    }

    /** Sums up runs of this comparison. */
    public Summary summary(List<Run> runs) {
        return Summary.of(runs, subject.testOverTrain(division), subject.yardstick());
    }

    /** Returns the names of the classes. */
    public List<String> classes() {
        return subject.classes();
    }

    /** Returns whether there are two classes, of which index 1 is the positive one. */
    public boolean binary() {
        return subject.classes().size() == 2;
    }

    /**
     * Returns the average precision of a random ranking: the share of the positive class; with more
     * classes the mean of their shares, as average precision is the mean over classes then.
     */
    public double prevalence() {
        return binary() ? subject.prevalence(1) : 1.0 / subject.classes().size();
    }

    /** Returns the Brier score of predicting the classes' shares for every row. */
    public double chanceBrier() {
        double squares = 0;
        for (int c = 0; c < subject.classes().size(); c++) {
            squares += subject.prevalence(c) * subject.prevalence(c);
        }
        return binary() ? (1 - squares) / 2 : 1 - squares;
    }
}
