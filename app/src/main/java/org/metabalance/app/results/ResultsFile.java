package org.metabalance.app.results;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metabalance.meta.catalog.Rungs;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.Run;
import org.metabalance.meta.protocol.Summary;
import org.metabalance.scoring.schema.Schema;
import org.metabalance.scoring.schema.SchemaFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text of {@code results.json}: what was compared, every run, and the summary. A metric that is
 * not defined is {@code null}, as JSON has no word for not-a-number.
 */
public final class ResultsFile {
    /** The file's name. */
    public static final String NAME = "results.json";

    /** What the file says it is. */
    public static final String FORMAT = "metabalance-results";

    /** The version of the format that is written, and alone is read. */
    public static final int VERSION = 5;

    /** In a run: whether its training was cut short by a time limit. */
    static final String CUT = "stoppedByTimeLimit";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode runs;
    private final ArrayNode failures;
    private final ArrayNode trials;
    private final List<String> classes;
    private final RunKeys keys;
    private final Division division;
    private final Set<RunKeys.Slot> cut = new HashSet<>();

    /** Starts a file with what is known before the first run. */
    public ResultsFile(ResultsHeader comparison, RunKeys keys) {
        this.keys = keys;
        this.division = comparison.division();
        this.classes = comparison.classes();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        root.put("madeWith", comparison.madeWith());
        root.put("data", comparison.data());
        ArrayNode names = root.putArray("classes");
        classes.forEach(names::add);
        root.put("positive", comparison.binary() ? classes.get(1) : null);
        subject(comparison.subject());
        root.put("rows", comparison.subject().size());
        root.put("prevalence", comparison.prevalence());
        ObjectNode shares = root.putObject("classPrevalence");
        for (int c = 0; c < classes.size(); c++) {
            shares.put(classes.get(c), comparison.subject().prevalence(c));
        }
        ArrayNode methods = root.putArray("methods");
        comparison.methods().forEach(methods::add);
        ArrayNode references = root.putArray("references");
        comparison.references().forEach(references::add);
        root.put("seeds", comparison.seeds());
        DivisionNode.write(comparison, root.putObject("division"));
        Budget budget = comparison.budget();
        root.put("budget", budget.text());
        root.put("epochs", budget.length() instanceof Budget.Passes it ? it.number() : null);
        root.put("patience", patience(budget.length()));
        root.put("learningRate", budget.learningRate());
        root.put("batch", budget.batch());
        root.put("network", comparison.network());
        ArrayNode hidden = root.putArray("hidden");
        comparison.hidden().forEach(hidden::add);
        root.put("tuned", comparison.trials() > 0);
        if (comparison.trials() > 0) {
            tune(root.putObject("tune"), comparison);
        }
        root.put("threshold", comparison.binary() ? comparison.threshold().label() : null);
        root.put("labelNoise", comparison.labelNoise().isEmpty() ? null : comparison.labelNoise());
        if (!comparison.metabalance().isEmpty()) {
            root.set("metabalance", JSON.valueToTree(comparison.metabalance()));
        }
        root.put("complete", false);
        runs = root.putArray("runs");
        failures = root.putArray("failures");
        trials = root.putArray("trials");
        root.putObject("summary");
    }

    private static Integer patience(Budget.Length length) {
        return switch (length) {
            case Budget.Passes it -> it.patience() < it.number() ? it.patience() : null;
            case Budget.UntilStalled it -> it.patience();
            case Budget.Planned _ -> null;
        };
    }

    private static void tune(ObjectNode node, ResultsHeader comparison) {
        node.put("trials", comparison.trials());
        ArrayNode rungs = node.putArray("rungs");
        Rungs.of(comparison.trials(), comparison.budget().length()).rungs()
                .forEach(rung -> rungs.addObject().put("trials", rung.trials())
                        .put("shareOfBudget", rung.share()));
    }

    private void subject(Subject subject) {
        switch (subject) {
            case Subject.OfTable(Target target, Schema schema, String rareClasses, var _) -> {
                root.put("label", target.column());
                root.set("schema", JSON.readTree(SchemaFile.text(schema)));
                root.put("rareClasses", rareClasses);
            }
            case Subject.OfNodes nodes -> root.putObject("graph").put("edges", nodes.edges())
                    .put("split", nodes.divided() ? "column" : "seeds");
            case Subject.OfImages images -> images(root.putObject("images"), images);
        }
    }

    private static void images(ObjectNode node, Subject.OfImages images) {
        node.put("height", images.train().shape().dim(0));
        node.put("width", images.train().shape().dim(1));
        node.put("channels", images.train().channels());
        node.put("test", images.test() == null ? null : images.test().size());
        images.choices().write(node);
        node.put("imbalanceRatio", images.imbalance());
        ObjectNode counts = node.putObject("trainingCounts");
        for (int c = 0; c < images.classes().size(); c++) {
            counts.put(images.classes().get(c), images.counts()[c]);
        }
        ObjectNode groups = node.putObject("groups");
        groups.put("rule", images.groups().rule());
        images.groups().groups().forEach((name, members) -> {
            ArrayNode names = groups.putArray(name);
            members.forEach(c -> names.add(images.classes().get(c)));
        });
    }

    /** Says how decisions are made. */
    public void decidedBy(RunDecider decider) {
        decider.write(root.putObject("decision"));
    }

    /** Sets what the decisions of the runs so far cost; after {@link #summarize}. */
    public void summarize(CostSummary costs) {
        costs.write(((ObjectNode) root.get("summary")).putObject("decision"));
    }

    /** Adds facts about the comparison that stand beside the header. */
    public void add(ObjectNode facts) {
        facts.properties().forEach(fact -> root.set(fact.getKey(), fact.getValue()));
    }

    /** Adds a run; the runs stand in the order of methods and seeds, whichever finished first. */
    public void add(KeptRun kept) {
        Run run = kept.run();
        ObjectNode node = JSON.createObjectNode();
        RunNode.write(kept, keys.of(run.method(), run.seed()), classes, node);
        DivisionNode.place(division, run.seed(), node);
        if (cut.contains(new RunKeys.Slot(run.method(), run.seed()))) {
            node.put(CUT, true);
        }
        runs.insert(position(runs, node), node);
    }

    /** Says that a run which will be added was cut short by a time limit. */
    public void cut(String method, int seed) {
        cut.add(new RunKeys.Slot(method, seed));
    }

    /** Adds a run that was not begun, as no time was left. */
    public void addNotBegun(String method, int seed) {
        ObjectNode node = root.withArray("/notRun").addObject();
        node.put("method", method);
        node.put("seed", seed);
        DivisionNode.place(division, seed, node);
    }

    /** Adds a run that failed, with the reason. */
    public void addFailure(String method, int seed, String reason) {
        ObjectNode node = JSON.createObjectNode();
        node.put("method", method);
        node.put("seed", seed);
        node.put("key", keys.of(method, seed));
        DivisionNode.place(division, seed, node);
        node.put("reason", reason);
        failures.insert(position(failures, node), node);
    }

    /** Adds a trial of a search, in the order in which they end. */
    public void add(SavedTrial trial) {
        trial.write(trials, keys.of(trial.place().method(), (int) trial.place().seed()));
    }

    private int position(ArrayNode nodes, ObjectNode node) {
        int at = 0;
        while (at < nodes.size() && order(nodes.get(at)) <= order(node)) {
            at++;
        }
        return at;
    }

    private long order(JsonNode node) {
        String method = node.get("method").asString();
        int index = 0;
        for (JsonNode name : root.get("methods")) {
            if (name.asString().equals(method)) {
                break;
            }
            index++;
        }
        return ((long) index << 32) + node.get("seed").asInt();
    }

    /** Sets the summary of the runs so far. */
    public void summarize(Summary summary, boolean complete) {
        root.put("complete", complete);
        root.set("summary", SummaryNode.of(summary, JSON.createObjectNode()));
    }

    static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    /** Returns the file's text, indented. */
    public String text() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
