package org.metabalance.app;

import java.util.List;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.ModelFor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of training that all methods share, and their limits. */
final class MethodOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training rows in every run; default ${DEFAULT-VALUE}.")
    private int epochs = Budget.DEFAULT.epochs();

    @Option(
            names = "--hidden",
            split = ",",
            paramLabel = "N",
            description = "Widths of the network's hidden layers; default 64,32.")
    private List<Integer> hidden;

    int epochs() {
        return atLeastOne("--epochs", epochs);
    }

    List<Integer> hidden() {
        List<Integer> widths = hidden == null ? ModelFor.DEFAULT_HIDDEN : hidden;
        widths.forEach(width -> atLeastOne("--hidden", width));
        return List.copyOf(widths);
    }

    /** Returns what every method trains. */
    ModelFor models() {
        return ModelFor.mlp(hidden());
    }

    /** Returns how much training there is. */
    Budget budget() {
        return Budget.DEFAULT.withEpochs(epochs());
    }

    private int atLeastOne(String option, int value) {
        return Cli.atLeastOne(spec.commandLine(), option, value);
    }
}
