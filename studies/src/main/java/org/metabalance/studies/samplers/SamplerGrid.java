package org.metabalance.studies.samplers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.metabalance.engine.Rng;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.catalog.Samplers;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.metabalance.Balance;
import org.metabalance.meta.method.metabalance.MetaBalance;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.meta.sampler.Sampler;
import org.metabalance.studies.data.SharedFolds;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.data.StudyTables;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;

/** MetaBalance with every sampler of arXiv 2106.09643 for its inner loss by every one for its outer loss. */
public final class SamplerGrid implements Study {
    static final String TABLE = "table";
    static final String INNER = "inner";
    static final String OUTER = "outer";
    static final String SEED = "seed";

    /** Stands where plain training has no view. */
    static final String PLAIN = "plain";

    /** The samplers of the grid. */
    public static final List<String> SAMPLERS = List.of(
            "natural", "random-over", "smote", "borderline-smote-1", "svm-smote", "adasyn",
            "random-under", "near-miss-1", "cluster-centroids", "all-knn", "smote-enn");

    private static final int SEEDS = 3;

    @Override
    public String name() {
        return "samplers";
    }

    @Override
    public String summary() {
        return "Which views of the training rows should MetaBalance's inner and outer losses see?";
    }

    @Override
    public List<Trial> trials(StudyOptions options) {
        if (!options.methods().isEmpty()) {
            options.refuseTables(name());
        }
        SharedFolds folds = new SharedFolds();
        Views views = new Views();
        List<Trial> trials = new ArrayList<>();
        for (StudyTable table : tables(options)) {
            for (int seed : options.seeds(SEEDS)) {
                trials.add(trial(
                        folds, table, seed, Methods.find(PLAIN).orElseThrow(), PLAIN, PLAIN,
                        options));
                for (String inner : SAMPLERS) {
                    for (String outer : SAMPLERS) {
                        trials.add(trial(
                                folds, table, seed, views.method(inner, outer), inner, outer,
                                options));
                    }
                }
            }
        }
        return trials;
    }

    /** Two tables that ship, one that networks rank well and one that is hard. */
    static List<StudyTable> tables(StudyOptions options) {
        return options.data().isEmpty()
                ? List.of(StudyTables.hpcData(), StudyTables.lendingClub())
                : StudyTables.of(options).tables();
    }

    private static Trial trial(
            SharedFolds folds, StudyTable table, int seed, Method method, String inner,
            String outer, StudyOptions options) {
        Budget budget = options.budget();
        return Trial.of((values, progress) -> {
            Fold fold = folds.of(table, seed);
            Problem problem = fold.problem().with(budget).watchedBy(progress);
            Measures.write(values, fold.run(method, problem));
        }, TABLE, table.name(), SEED, seed, INNER, inner, OUTER, outer, "budget", budget.text());
    }

    @Override
    public Findings findings(StudyOptions options, Results results) {
        return new SamplerGridFindings(tables(options), options.budget().text(), results);
    }

    /** Methods that share what their samplers make of the same rows. */
    private static final class Views {
        /** By training rows, then by sampler and random numbers; gone when the rows are. */
        private final Map<Examples, Map<String, Examples>> made = new WeakHashMap<>();

        Method method(String inner, String outer) {
            return MetaBalance.of("metabalance").with(balance(inner), balance(outer));
        }

        private Balance balance(String name) {
            Sampler sampler = Optional.of(name).flatMap(Samplers::find).orElseThrow();
            return Balance.of(new Sampler() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public Examples resample(Examples train, Rng rng) {
                    return of(train).computeIfAbsent(
                            name + " " + rng.key(), key -> sampler.resample(train, rng));
                }
            });
        }

        private Map<String, Examples> of(Examples train) {
            synchronized (made) {
                return made.computeIfAbsent(train, rows -> new ConcurrentHashMap<>());
            }
        }
    }
}
