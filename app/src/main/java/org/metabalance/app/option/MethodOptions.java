package org.metabalance.app.option;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.metabalance.app.console.ArgumentRules;
import org.metabalance.app.console.UserError;
import org.metabalance.app.results.SavedComparison;
import org.metabalance.meta.catalog.SearchSpace;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.graph.GraphModels;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.model.MlpClassifier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of training that all methods share, and their limits. */
public final class MethodOptions {
    /** An update of a convolution takes a hundred times as long as one of a table's perceptron. */
    private static final Budget FOR_IMAGES = new Budget(
            new Budget.UntilStalled(1000, 500, 2000), 64, 1e-3);

    private static final String MLP = "mlp";

    /** An update sees all training nodes. */
    private static final Budget FOR_GRAPHS = new Budget(Budget.UntilStalled.DEFAULT, 1, 0.01);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "So many passes over the training rows in every run, see --patience. By default as many"
                    + " updates as it takes: training ends when validation stalls, and the best epoch is"
                    + " kept.")
    private Integer epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Training ends when no epoch has been better on validation rows for so long, but"
                    + " not before twice that: with --epochs in epochs (by default all of them are made),"
                    + " without in updates (default 500).")
    private Integer patience;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "Adam's, for every method; default 0.003. For images it is 0.001, for graphs 0.01. logistic takes ten times as much; with"
                    + " --tune the rates tried are multiples of it.")
    private Double learningRate;

    @Option(
            names = "--hidden",
            split = ",",
            paramLabel = "N",
            description = "Widths of the network's hidden layers; default 128, for graphs 64.")
    private List<Integer> hidden;

    @Option(
            names = "--network",
            paramLabel = "FAMILY",
            description = {
                "The network every method trains: mlp (default), or a ModelFamily of a --plugin, which is"
                        + " told width, classes and hidden.",
                "For graphs: gcn. For images: " + ImageNetworks.NAMES
                        + "; a plugin's is told height, width, channels, classes and hidden."
            })
    private String network;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "How many rows or images an update sees; default 128, for images 64, for graphs all nodes to train on.")
    private Integer batch;

    /** What is learned from. */
    private enum Kind {
        ROWS, IMAGES, NODES
    }

    private Kind kind = Kind.ROWS;
    private int nodes;

    /** Takes the defaults for images from now on. */
    public void forImages() {
        kind = Kind.IMAGES;
    }

    /** Takes the defaults for graphs from now on. */
    public void forGraphs() {
        kind = Kind.NODES;
    }

    /** Says how many nodes of a graph are learned from: all in one update, unless there is --batch. */
    public void learnFrom(int training) {
        nodes = training;
    }

    /** Returns the name of what every method trains. */
    public String network() {
        if (network != null) {
            return network;
        }
        return switch (kind) {
            case ROWS -> MLP;
            case IMAGES -> ImageNetworks.DEFAULT;
            case NODES -> GraphModels.FAMILY;
        };
    }

    /** Returns the number of epochs the user gave; empty if training is as long as it takes. */
    public OptionalInt epochs() {
        return epochs == null
                ? OptionalInt.empty()
                : OptionalInt.of(atLeastOne("--epochs", epochs));
    }

    /** Returns the widths of a perceptron's hidden layers. */
    public List<Integer> hidden() {
        List<Integer> widths = hidden != null ? hidden
                : kind == Kind.NODES ? GraphModels.DEFAULT_HIDDEN : ModelFor.DEFAULT_HIDDEN;
        widths.forEach(width -> atLeastOne("--hidden", width));
        return List.copyOf(widths);
    }

    /**
     * Returns what builds the network that every method trains.
     *
     * @param families where families other than ours are looked for
     * @throws UserError if there is no such family, or it refuses
     */
    public ModelFor models(ClassLoader families) {
        return models(families, hidden());
    }

    /**
     * Returns what a search may draw besides a method's own parameter: widths of networks that have hidden layers, and
     * of graphs, of which an update sees all nodes, no size of batches.
     */
    public SearchSpace space(ClassLoader families) {
        boolean layers = kind != Kind.IMAGES || network().equals(MLP);
        return new SearchSpace(
                layers
                        ? times -> models(families, hidden().stream()
                                .map(width -> Math.max(1, (int) Math.rint(width * times)))
                                .toList())
                        : null,
                kind != Kind.NODES);
    }

    private ModelFor models(ClassLoader families, List<Integer> widths) {
        if (kind == Kind.IMAGES) {
            return ImageNetworks.of(network(), widths, families);
        }
        String hidden = Architecture.text(widths);
        ModelFamily family = family(families);
        return examples -> {
            try {
                Map<String, String> settings = new HashMap<>(Map.of(
                        "width", Integer.toString(examples.shape().size()),
                        "classes", Integer.toString(examples.classes()),
                        "hidden", hidden));
                if (network().equals(MLP) && !widths.isEmpty()
                        && !examples.embedded().isEmpty()) {
                    settings.put(
                            MlpClassifier.EMBEDDED, MlpClassifier.text(examples.embedded()));
                }
                return family.model(new Architecture(network(), settings));
            } catch (IllegalArgumentException e) {
                throw new UserError("--network: " + e.getMessage(), e);
            }
        };
    }

    private ModelFamily family(ClassLoader families) {
        boolean graphs = kind == Kind.NODES;
        if (network().equals(graphs ? MLP : GraphModels.FAMILY)) {
            throw new UserError(
                    graphs
                            ? "--network: mlp looks at no edges; for a graph give gcn, or leave it out"
                            : "--network: gcn is for graphs, see --nodes and --edges-by; leave it out");
        }
        try {
            return ModelFamily.named(network(), families);
        } catch (IllegalArgumentException e) {
            throw new UserError("--network: " + e.getMessage(), e);
        }
    }

    /** Returns how much training there is. */
    public Budget budget() {
        Budget usual = switch (kind) {
            case ROWS -> Budget.DEFAULT;
            case IMAGES -> FOR_IMAGES;
            case NODES -> FOR_GRAPHS.withBatch(Math.max(1, nodes));
        };
        double rate = learningRate == null ? usual.learningRate() : learningRate;
        if (!(rate > 0 && Double.isFinite(rate))) {
            throw new ParameterException(
                    spec.commandLine(), "--learning-rate must be above 0, got " + rate);
        }
        Budget budget = usual.withLearningRate(rate)
                .withBatch(batch == null ? usual.batch() : atLeastOne("--batch", batch));
        OptionalInt given = epochs();
        if (given.isPresent()) {
            int number = given.getAsInt();
            return budget.with(patience == null
                    ? new Budget.Passes(number)
                    : new Budget.Passes(number, atLeastOne("--patience", patience)));
        }
        return patience != null && budget.length() instanceof Budget.UntilStalled usually
                ? budget.with(usually.withPatience(atLeastOne("--patience", patience)))
                : budget;
    }

    /** Takes from a comparison what the user did not give. */
    public void orElse(SavedComparison saved) {
        // patience is in epochs or in updates: that of another length says nothing
        if (epochs == null) {
            epochs = saved.epochs();
            patience = patience == null ? saved.patience() : patience;
        }
        learningRate = learningRate == null ? Double.valueOf(saved.learningRate()) : learningRate;
        batch = batch == null ? Integer.valueOf(saved.batch()) : batch;
        network = network == null ? saved.network() : network;
        hidden = hidden == null ? saved.hidden() : hidden;
    }

    private int atLeastOne(String option, int value) {
        return ArgumentRules.atLeastOne(spec.commandLine(), option, value);
    }
}
