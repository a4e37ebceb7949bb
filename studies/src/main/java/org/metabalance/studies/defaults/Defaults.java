package org.metabalance.studies.defaults;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.catalog.Tuned;
import org.metabalance.meta.catalog.TunedModel;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Budget.UntilStalled;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.studies.data.SharedFolds;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.data.StudyTables;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;

/** One long training for every learning rate and width; shorter ones are parts of it. */
public final class Defaults implements Study {
    static final String TABLE = "table";
    static final String SEED = "seed";
    static final String METHOD = "method";
    static final String RATE = "rate";
    static final String HIDDEN = "hidden";
    static final String CURVE = "curve";
    static final String TUNED = "tuned";

    /** Long enough that hardly any table gains by more. */
    static final int MOST = 6000;

    static final List<Double> RATES = List.of(3e-4, 1e-3, 3e-3, 1e-2);
    static final List<List<Integer>> WIDTHS = List.of(
            List.of(32), List.of(128), List.of(256), List.of(64, 32), List.of(128, 64));

    /** Has no hidden layer, whatever the width. */
    static final String LOGISTIC = "logistic";

    /** Tried at every width: plain training and the commonest remedy. */
    static final List<String> NETWORKS = List.of("plain", "class-weights");

    /** Takes several times as long: tried at {@link #NARROW} widths. */
    static final String BILEVEL = "metabalance";

    private static final List<List<Integer>> NARROW = List.of(
            List.of(32), List.of(128), List.of(64, 32));

    /** Methods whose tuning grid is tried. */
    private static final List<String> GRIDS = List.of(
            "plain", LOGISTIC, "class-weights", "focal", "smote", "metabalance", "egl");

    private static final int SEEDS = 1;

    @Override
    public String name() {
        return "defaults";
    }

    @Override
    public String summary() {
        return "How many updates, at what learning rate and width, are best unless a user says otherwise?";
    }

    @Override
    public List<Trial> trials(StudyOptions options) {
        options.refuseEpochs(name());
        if (!options.methods().isEmpty()) {
            options.refuseTables(name());
        }
        SharedFolds folds = new SharedFolds();
        List<Trial> trials = new ArrayList<>();
        List<StudyTable> tables = StudyTables.withShipped(options).tables();
        for (StudyTable table : tables) {
            for (int seed : options.seeds(SEEDS)) {
                for (double rate : RATES) {
                    trials.add(curve(folds, table, seed, LOGISTIC, rate, List.of()));
                    for (List<Integer> widths : WIDTHS) {
                        for (String method : NETWORKS) {
                            trials.add(curve(folds, table, seed, method, rate, widths));
                        }
                        if (NARROW.contains(widths)) {
                            trials.add(curve(folds, table, seed, BILEVEL, rate, widths));
                        }
                    }
                }
            }
        }
        for (StudyTable table : tables) {
            for (int seed : options.seeds(SEEDS)) {
                for (String method : GRIDS) {
                    trials.add(tuned(folds, table, seed, method));
                }
            }
        }
        return trials;
    }

    private static Trial curve(
            SharedFolds folds, StudyTable table, int seed, String method, double rate,
            List<Integer> widths) {
        return Trial.of((values, progress) -> {
            Fold fold = folds.of(table, seed);
            Problem problem = fold.problem().with(ModelFor.mlp(widths)).with(
                    Budget.DEFAULT.with(new UntilStalled(MOST, MOST, MOST))
                            .withLearningRate(rate));
            LearningCurve.Recorder recorder = new LearningCurve.Recorder(problem, progress);
            Methods.find(method).orElseThrow().fit(problem.watchedBy(recorder));
            JsonNumbers.put(values, CURVE, recorder.points(), 5);
        }, TABLE, table.name(), SEED, seed, METHOD, method, RATE, rate, HIDDEN, text(widths),
                "updates", MOST);
    }

    /** Which variant of a method's grid is kept. */
    private static Trial tuned(SharedFolds folds, StudyTable table, int seed, String method) {
        Tuned tuned = TuningGrids.tuned(Methods.find(method).orElseThrow());
        return Trial.of((values, progress) -> {
            TunedModel kept = tuned.fit(folds.of(table, seed).problem().watchedBy(progress));
            values.put("setting", kept.setting());
            values.put("timesRate", kept.kept().rate());
            values.put("updates", kept.updates());
        }, TABLE, table.name(), SEED, seed, METHOD, method, TUNED,
                tuned.variants().stream().map(Tuned.Variant::setting)
                        .collect(Collectors.joining("; ")),
                "budget", Budget.DEFAULT.text());
    }

    static String text(List<Integer> widths) {
        return widths.isEmpty()
                ? "none"
                : widths.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public Findings findings(StudyOptions options, Results results) {
        return new DefaultsFindings(results);
    }
}
