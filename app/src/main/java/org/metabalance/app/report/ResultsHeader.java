package org.metabalance.app.report;

import java.util.List;
import java.util.Map;
import org.metabalance.app.schema.Schema;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.metric.ThresholdRule;

/**
 * What is being compared, as the results file and the table need it.
 *
 * @param madeWith the program and its version
 * @param data the file, as the user named it
 * @param label the label column
 * @param target the classes and their rows
 * @param schema what every column of the file is read as
 * @param rareClasses what is done with classes of few rows
 * @param methods the methods' names, in the order asked for
 * @param references the names of what they are measured by
 * @param seeds the number of seeds a method
 * @param budget of every run
 * @param network the family of what every method trains
 * @param hidden the widths of its hidden layers
 * @param tuned whether variants of every method are tried
 * @param threshold how decision thresholds are chosen; of no account with more than two classes
 * @param metabalance the settings of MetaBalance by name; empty if it is not among the methods
 */
public record ResultsHeader(
        String madeWith,
        String data,
        String label,
        Target target,
        Schema schema,
        String rareClasses,
        List<String> methods,
        List<String> references,
        int seeds,
        Budget budget,
        String network,
        List<Integer> hidden,
        boolean tuned,
        ThresholdRule threshold,
        Map<String, Object> metabalance) {
    /** Returns the number of runs. */
    public int runs() {
        return (methods.size() + references.size()) * seeds;
    }

    /** Returns whether there are two classes, of which index 1 is the positive one. */
    public boolean binary() {
        return target.classes().size() == 2;
    }

    /**
     * Returns the average precision of a random ranking: the share of the positive class; with more
     * classes the mean of their shares, as average precision is the mean over classes then.
     */
    public double prevalence() {
        return binary() ? target.prevalence(1) : 1.0 / target.classes().size();
    }

    /** Returns the Brier score of predicting the classes' shares for every row. */
    public double chanceBrier() {
        double squares = 0;
        for (int c = 0; c < target.classes().size(); c++) {
            squares += target.prevalence(c) * target.prevalence(c);
        }
        return binary() ? (1 - squares) / 2 : 1 - squares;
    }
}
