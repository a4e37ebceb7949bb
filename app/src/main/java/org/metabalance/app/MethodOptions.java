package org.metabalance.app;

import java.util.List;
import org.metabalance.meta.method.Task;
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
            description = "Passes over the training rows in every run; default "
                    + Task.DEFAULT_EPOCHS + ".")
    private int epochs = Task.DEFAULT_EPOCHS;

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
        List<Integer> widths = hidden == null ? Task.DEFAULT_HIDDEN : hidden;
        widths.forEach(width -> atLeastOne("--hidden", width));
        return List.copyOf(widths);
    }

    private int atLeastOne(String option, int value) {
        return Cli.atLeastOne(spec.commandLine(), option, value);
    }
}
