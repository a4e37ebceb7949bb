package org.metabalance.app.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metabalance.app.boost.BoostedTrees;
import org.metabalance.meta.experiment.Fold;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Task;

/**
 * Every method on several tables, each tuned by as many variants, all making as many updates; mean ranks
 * over the tables, and boosted trees beside them.
 */
final class Tabular implements Study {
    static final String TABLE = "table";
    static final String METHOD = "method";
    static final String SEED = "seed";

    private static final int SEEDS = 5;

    /** Small tables are passed over more often: with fewer updates nothing is learned. */
    private static final int FEWEST_EPOCHS = 20;
    private static final int FEWEST_UPDATES = 1000;

    @Override
    public String name() {
        return "tabular";
    }

    @Override
    public String summary() {
        return "Which methods rank best on imbalanced tables when each is tuned as much as the others?";
    }

    @Override
    public List<Trial> trials(StudyOptions options) {
        SharedFolds folds = new SharedFolds();
        List<Method> methods = methods(options);
        List<Trial> trials = new ArrayList<>();
        for (StudyTable table : StudyTables.of(options).tables()) {
            for (int seed : options.seeds(SEEDS)) {
                for (Method method : methods) {
                    trials.add(trial(folds, table, seed, method, options));
                }
            }
        }
        return trials;
    }

    private static Trial trial(
            SharedFolds folds, StudyTable table, int seed, Method method, StudyOptions options) {
        int epochs = epochs(table, options);
        return Trial.of((values, progress) -> {
            Fold fold = folds.of(table, seed);
            Task task = fold.task().withEpochs(epochs).with(progress);
            Measures.write(values, fold.run(method, task));
        }, TABLE, table.name(), SEED, seed, METHOD, method.name(), "epochs", epochs);
    }

    /** Returns the epochs of every training on a table. */
    static int epochs(StudyTable table, StudyOptions options) {
        int updates = Math.ceilDiv((int) (.6 * table.rows()), Task.DEFAULT_BATCH);
        return options.epochs(Math.max(FEWEST_EPOCHS, Math.ceilDiv(FEWEST_UPDATES, updates)));
    }

    /** The methods asked for, and the reference where it can run. */
    private static List<Method> methods(StudyOptions options) {
        List<Method> methods = new ArrayList<>(StudyMethods.of(options.methods()));
        boolean has = methods.stream().anyMatch(method -> method.name().equals(BoostedTrees.NAME));
        Optional<String> missing = BoostedTrees.unavailable();
        if (missing.isPresent()) {
            methods.removeIf(method -> method.name().equals(BoostedTrees.NAME));
        } else if (!has) {
            methods.addAll(StudyMethods.of(List.of(BoostedTrees.NAME)));
        }
        return methods;
    }

    @Override
    public void report(StudyOptions options, Results results, Report report) {
        new TabularReport(StudyTables.of(options), options, results, report).write();
    }
}
