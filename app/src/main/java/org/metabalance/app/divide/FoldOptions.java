package org.metabalance.app.divide;

import org.metabalance.app.console.ArgumentRules;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of repeated cross-validation. */
public final class FoldOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "Instead of --seeds: stratified cross-validation. Every fold is tested on once; of"
                    + " the rest a quarter is selected on. With --time-column fold i trains on the first i"
                    + " of K + 2 stretches of time, selects on the next and tests on the one after it.")
    private Integer folds;

    @Option(
            names = "--repeats",
            paramLabel = "R",
            description = "How often --folds is done, each time with other folds; default 1.")
    private Integer repeats;

    /** Options that nothing was given for yet. */
    public FoldOptions() {}

    /** Returns what was asked for. */
    public Rounds rounds() {
        if (folds == null) {
            if (repeats != null) {
                throw refused("--repeats is of --folds; give --folds K, or leave it out");
            }
            return Rounds.NONE;
        }
        if (folds < 2) {
            throw refused("--folds must be at least 2, got " + folds);
        }
        if (given("--seeds")) {
            throw refused(
                    "--folds and --seeds both say how often is trained; leave one out (--repeats R repeats"
                            + " folds)");
        }
        if (repeats != null && given("--time-column")) {
            throw refused(
                    "--repeats divides anew at random, and --time-column leaves nothing to chance; leave"
                            + " --repeats out");
        }
        return new Rounds(
                folds, repeats == null
                        ? 1
                        : ArgumentRules.atLeastOne(spec.commandLine(), "--repeats", repeats));
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
