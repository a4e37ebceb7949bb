package org.metabalance.app;

import java.util.List;
import java.util.Map;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.ModelFamily;
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

    @Option(
            names = "--network",
            paramLabel = "FAMILY",
            description = "The network every method trains: mlp (default), or a ModelFamily of a --plugin,"
                    + " which is told width, classes and hidden.")
    private String network = "mlp";

    String network() {
        return network;
    }

    int epochs() {
        return atLeastOne("--epochs", epochs);
    }

    List<Integer> hidden() {
        List<Integer> widths = hidden == null ? ModelFor.DEFAULT_HIDDEN : hidden;
        widths.forEach(width -> atLeastOne("--hidden", width));
        return List.copyOf(widths);
    }

    /**
     * Returns what builds the network that every method trains.
     *
     * @param families where families other than ours are looked for
     * @throws UserError if there is no such family, or it refuses
     */
    ModelFor models(ClassLoader families) {
        String hidden = Architecture.text(hidden());
        ModelFamily family = family(families);
        return examples -> {
            try {
                return family.model(new Architecture(network, Map.of(
                        "width", Integer.toString(examples.shape().size()),
                        "classes", Integer.toString(examples.classes()),
                        "hidden", hidden)));
            } catch (IllegalArgumentException e) {
                throw new UserError("--network: " + e.getMessage(), e);
            }
        };
    }

    private ModelFamily family(ClassLoader families) {
        try {
            return ModelFamily.named(network, families);
        } catch (IllegalArgumentException e) {
            throw new UserError("--network: " + e.getMessage(), e);
        }
    }

    /** Returns how much training there is. */
    Budget budget() {
        return Budget.DEFAULT.withEpochs(epochs());
    }

    private int atLeastOne(String option, int value) {
        return Cli.atLeastOne(spec.commandLine(), option, value);
    }
}
