package org.metabalance.app.tune;

import java.util.List;
import java.util.stream.Collectors;
import org.metabalance.app.console.ArgumentRules;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.catalog.Rungs;
import org.metabalance.meta.catalog.Search;
import org.metabalance.meta.catalog.SearchSpace;
import org.metabalance.meta.catalog.TrialLog;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that has settings searched for. */
public final class TuneOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--tune",
            arity = "0..1",
            fallbackValue = "9",
            paramLabel = "N",
            description = "Try N settings of every method, at random, and keep the best on the rows that"
                    + " thresholds are tuned on; N is ${FALLBACK-VALUE} if it is left out. All get a small"
                    + " share of the budget, the best third three times as much, the last all of it: 9 take"
                    + " as long as 3 trainings, 27 as 3 or 4.")
    private Integer trials;

    /** An option that was not given yet. */
    public TuneOptions() {}

    /** Returns how many settings are tried; 0 if none are searched for. */
    public int trials() {
        return trials == null
                ? 0
                : ArgumentRules.atLeastOne(spec.commandLine(), "--tune", trials);
    }

    /** Returns whether settings are searched for. */
    public boolean given() {
        return trials() > 0;
    }

    /** Returns methods with their settings searched for, if that was asked for. */
    public List<Method> applied(List<Method> methods, SearchSpace space, TrialLog log) {
        return given()
                ? methods.stream().<Method>map(
                        method -> new Search(method, space, trials(), log)).toList()
                : methods;
    }

    /** Returns what is said of a search before it begins. */
    public String note(Budget budget) {
        String rungs = Rungs.of(trials(), budget.length()).rungs().stream()
                .map(rung -> Texts.format("%d with %s", rung.trials(),
                        rung.share() == 1
                                ? "all of it"
                                : "1/" + Math.round(1 / rung.share()) + " of the budget"))
                .collect(Collectors.joining(", "));
        return Texts.format(
                "settings of every method are searched for on validation rows, trial 0 as they are: %s",
                rungs);
    }
}
