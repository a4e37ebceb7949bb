package org.metabalance.studies.related;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.studies.data.SharedFolds;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.data.StudyTables;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;

/** Tables that ship with the project. */
final class TablePart implements Part {
    static final String NAME = "tables";

    private static final List<String> METHODS = List.of(
            "plain", "plain-without-meta-set", "logistic", "oversampling", "class-weights",
            "logit-adjustment", "arb", "cdb", "drw", "ldam-drw", "crt", "tau-normalisation",
            "balms", "easy-ensemble", "balanced-bagging", "recipe", "sam", "sam-a", "joint-ssl",
            "m2m", "learning-to-reweight",
            "meta-weight-net", "cmw-net", "ot-reweight", "ot-reweight-frozen", "curvenet", "egl",
            "egl-static", "metabalance", "metabalance-first-order");

    private final SharedFolds folds = new SharedFolds();

    private static List<StudyTable> tables() {
        return List.of(StudyTables.hpcData(), StudyTables.lendingClub());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> methods() {
        return METHODS;
    }

    @Override
    public String text(StudyOptions options) {
        return Texts.format(
                "%s; %s, of %d variants of every method the best on the rows to select on",
                String.join(" and ", tables().stream().map(StudyTable::name).toList()),
                options.budget().text(), TuningGrids.VARIANTS);
    }

    @Override
    public List<Trial> trials(StudyOptions options, int seed, List<String> methods) {
        Budget budget = options.budget();
        List<Trial> trials = new ArrayList<>();
        for (StudyTable table : tables()) {
            for (String method : methods) {
                trials.add(Trial.of((values, progress) -> {
                    Fold fold = folds.of(table, seed);
                    Problem problem = fold.problem().with(budget).watchedBy(progress);
                    Measures.write(values, fold.run(Part.tuned(method), problem));
                }, PART, NAME, DATA, table.name(), SEED, seed, METHOD, method, "budget",
                        budget.text()));
            }
        }
        return trials;
    }
}
