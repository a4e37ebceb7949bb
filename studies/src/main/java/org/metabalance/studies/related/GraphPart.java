package org.metabalance.studies.related;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.app.read.ColumnRules;
import org.metabalance.app.read.TableReader;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.graph.GraphModels;
import org.metabalance.meta.method.graph.MetaGcn;
import org.metabalance.meta.method.graph.MetaNodes;
import org.metabalance.meta.metric.ThresholdRule;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.meta.protocol.GraphSplits;
import org.metabalance.studies.data.SharedFolds;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;

/** Tables whose rows are joined by a column, as Meta-GCN's authors have them. Decisions are made at .5. */
final class GraphPart implements Part {
    static final String NAME = "graphs";
    static final String HABERMAN = "haberman";

    /** Meta-GCN judging by nodes of the part to select on, as published. */
    static final String AS_PUBLISHED = "meta-gcn-validation-nodes";

    private static final String LABEL = "class";
    private static final String POSITIVE = "positive";

    /** A table and how its rows are joined. */
    private record Source(String name, String file, String column, double distance) {}

    private static final List<Source> SOURCES = List.of(
            new Source(HABERMAN, "haberman.csv.gz", "Positive", 2),
            new Source("pima", "pima.csv.gz", "Plas", 4));

    private static final List<String> METHODS = List.of(
            "plain", "plain-and-meta-nodes", "class-weights", "logit-adjustment", "oversampling",
            "graphsmote", "meta-gcn", AS_PUBLISHED, "meta-gcn-whole");

    private static final int EPOCHS = 200;
    private static final double RATE = .01;

    private final Path folder;
    private final SharedFolds folds = new SharedFolds();

    /**
     * The part.
     *
     * @param folder with the tables; null if none is named
     */
    GraphPart(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int usualSeeds() {
        return 10;
    }

    @Override
    public String missing() {
        return folder == null
                ? "the variable " + Related.TABLES + " names no folder with "
                        + String.join(" and ", SOURCES.stream().map(Source::file).toList())
                : SOURCES.stream().map(Source::file)
                        .filter(file -> !Files.exists(folder.resolve(file))).findFirst()
                        .map(
                                file -> "there is no " + file + " in the folder that "
                                        + Related.TABLES + " names")
                        .orElse(null);
    }

    @Override
    public List<String> methods() {
        return METHODS;
    }

    private static String budget(StudyOptions options) {
        return Texts.format("%d updates by all training nodes", options.epochs(EPOCHS));
    }

    @Override
    public String text(StudyOptions options) {
        return Texts.format(
                "Haberman's survival (joined where lymph nodes differ by less than 2) and the Pima diabetes"
                        + " data (glucose by less than 4); %s, not tuned. `meta-gcn` takes its balanced nodes"
                        + " out of the training part, `%s` and `plain-and-meta-nodes` out of the part to"
                        + " select on.",
                budget(options), AS_PUBLISHED);
    }

    @Override
    public List<Trial> trials(StudyOptions options, int seed, List<String> methods) {
        List<Trial> trials = new ArrayList<>();
        for (Source source : SOURCES) {
            for (String method : methods) {
                trials.add(Trial.of((values, progress) -> {
                    Fold fold = folds.get(source.name() + seed, () -> fold(source, seed));
                    Budget budget = new Budget(
                            options.epochs(EPOCHS), Math.max(1, fold.train().size()), RATE);
                    Problem problem = fold.problem().with(GraphModels.DEFAULT).with(budget)
                            .watchedBy(progress);
                    Measures.write(
                            values, fold.run(method(method), problem, new ThresholdRule.Fixed(.5)));
                }, PART, NAME, DATA, source.name(), SEED, seed, METHOD, method, "budget",
                        budget(options)));
            }
        }
        return trials;
    }

    private static Method method(String name) {
        return name.equals(AS_PUBLISHED)
                ? new MetaGcn(MetaNodes.VALIDATION, MetaGcn.Judged.INDUCED)
                : Methods.find(name).orElseThrow();
    }

    private Fold fold(Source source, int seed) {
        Table table = TableReader.read(folder.resolve(source.file()), LABEL);
        Target target = Target.binary(
                table, LABEL, ColumnRules.value(table.column(LABEL), POSITIVE));
        return GraphSplits.of(table, target, source.column(), source.distance()).of(seed);
    }
}
