package org.metabalance.app.option;

import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.results.SavedComparison;
import org.metabalance.meta.metric.ThresholdRule;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says how the decision threshold of two classes comes about. */
public final class ThresholdOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--threshold",
            paramLabel = "RULE",
            description = "The probability from which a row counts as positive: tuned for"
                    + " balanced-accuracy (default), f1, mcc, g-mean or kappa, or a number between 0 and 1."
                    + " For two classes; with more the most probable one is predicted.")
    private String rule;

    /** Takes what was not given from an earlier comparison. */
    public void orElse(SavedComparison saved) {
        rule = rule == null ? saved.threshold() : rule;
    }

    /** Returns whether it was given. */
    public boolean given() {
        return rule != null;
    }

    /** Returns the rule; refuses what is none. */
    public ThresholdRule rule() {
        try {
            return rule == null ? ThresholdRule.DEFAULT : ThresholdRule.parse(rule);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    /**
     * Returns the rule for some classes.
     *
     * @param where the classes are, for messages
     * @throws UserError if it was given, and there are more than two
     */
    public ThresholdRule rule(int classes, String where) {
        if (rule != null && classes > 2) {
            throw new UserError(
                    Texts.format(
                            "--threshold is for two classes, and %s has %d, of which the"
                                    + " most probable is predicted; %sleave"
                                    + " --threshold out",
                            where, classes,
                            where.startsWith("label") ? "choose one with --positive, or " : ""));
        }
        return rule();
    }
}
