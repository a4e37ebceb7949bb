package org.metabalance.studies.tabular;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metabalance.app.boost.BoostedTrees;
import org.metabalance.app.boost.XGBoostLibrary;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.studies.data.SharedFolds;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.data.StudyTables;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;

/**
 * Every method on several tables, each tuned by as many variants, trained by the same rule; mean ranks
 * over the tables, and boosted trees beside them.
 */
public final class Tabular implements Study {
    static final String TABLE = "table";
    static final String METHOD = "method";
    static final String SEED = "seed";

    private static final int SEEDS = 5;

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
        Budget budget = options.budget();
        return Trial.of((values, progress) -> {
            Fold fold = folds.of(table, seed);
            Problem problem = fold.problem().with(budget).watchedBy(progress);
            Measures.write(values, fold.run(method, problem));
        }, TABLE, table.name(), SEED, seed, METHOD, method.name(), "budget", budget.text());
    }

    /** The methods asked for, and the reference where it can run. */
    private static List<Method> methods(StudyOptions options) {
        List<Method> methods = new ArrayList<>(StudyMethods.of(options.methods()));
        boolean has = methods.stream().anyMatch(method -> method.name().equals(BoostedTrees.NAME));
        Optional<String> missing = XGBoostLibrary.unavailable();
        if (missing.isPresent()) {
            methods.removeIf(method -> method.name().equals(BoostedTrees.NAME));
        } else if (!has) {
            methods.addAll(StudyMethods.of(List.of(BoostedTrees.NAME)));
        }
        return methods;
    }

    @Override
    public Findings findings(StudyOptions options, Results results) {
        return TabularFindings.of(StudyTables.of(options), options, results);
    }
}
