package org.metabalance.studies.adult;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.points.ExplicitGradientLearning;
import org.metabalance.meta.method.points.Initialisation;
import org.metabalance.meta.method.points.Points;
import org.metabalance.meta.method.points.Points.Learned;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;

/**
 * Adult with its small class thinned out, as in arXiv 2202.10550: explicit gradient learning and
 * MetaBalance against simple methods, and an oracle that is given the rows that were left out.
 */
public final class Adult implements Study {
    static final String IMBALANCE = "imbalance";
    static final String METHOD = "method";
    static final String SEED = "seed";
    public static final String ORACLE = "oracle";

    /** The recalls at which precision is told. */
    static final double[] RECALLS = {.75, .5, .4};

    private static final int SEEDS = 5;
    private static final int[] IMBALANCES = {50, 100, 200};
    private static final List<Integer> HIDDEN = List.of(128, 16);

    private static final List<String> METHODS = List.of(
            "plain", "bias-init", "class-weights", "oversampling", "undersampling", "smote",
            "egl-fresh-noise", "egl-static", "egl", "egl-weights", "egl-both", "metabalance",
            "metabalance-first-order", ORACLE);

    @Override
    public String name() {
        return "adult";
    }

    @Override
    public String summary() {
        return "On Adult with few large incomes, how close do learned points and MetaBalance come to the"
                + " rows that were left out?";
    }

    @Override
    public List<Trial> trials(StudyOptions options) {
        options.refuseTables(name());
        if (options.data().isEmpty()) {
            AdultData.read(List.of()); // says what is needed
        }
        AdultData data = AdultData.read(options.data());
        Cache cache = new Cache(data);
        List<Trial> trials = new ArrayList<>();
        Budget budget = options.budget();
        for (int imbalance : IMBALANCES) {
            for (int seed : options.seeds(SEEDS)) {
                for (String name : METHODS) {
                    trials.add(trial(cache, imbalance, seed, name, budget));
                }
            }
        }
        return trials;
    }

    private static Trial trial(Cache cache, int imbalance, int seed, String name, Budget budget) {
        return Trial.of((values, progress) -> {
            AdultData.Thinned thinned = cache.get(imbalance, seed);
            Fold fold = thinned.fold();
            Problem problem = fold.problem().with(ModelFor.mlp(HIDDEN)).with(budget)
                    .watchedBy(progress);
            Fold.Outcome outcome = fold.run(method(name, thinned.pool()), problem);
            Measures.write(values, outcome);
            Measures.precisions(values, outcome, fold.test(), RECALLS);
        }, IMBALANCE, imbalance, SEED, seed, METHOD, name, "budget", budget.text());
    }

    private static Method method(String name, EncodedTable pool) {
        return name.equals(ORACLE)
                ? TuningGrids.byRate(ExplicitGradientLearning
                        .of(ORACLE, "the rows that were left out, as points")
                        .with(Points.DEFAULT.with(Learned.NOTHING)
                                .with(new Initialisation.Given(pool))))
                : TuningGrids.tuned(Methods.find(name).orElseThrow());
    }

    /** The latest split: trials come split by split. */
    private static final class Cache {
        private final AdultData data;
        private int imbalance;
        private int seed;
        private AdultData.Thinned latest;

        Cache(AdultData data) {
            this.data = data;
        }

        synchronized AdultData.Thinned get(int wantedImbalance, int wantedSeed) {
            if (latest == null || imbalance != wantedImbalance || seed != wantedSeed) {
                latest = data.thinned(wantedImbalance, wantedSeed);
                imbalance = wantedImbalance;
                seed = wantedSeed;
            }
            return latest;
        }
    }

    @Override
    public Findings findings(StudyOptions options, Results results) {
        return new AdultFindings(options.budget().text(), results);
    }
}
