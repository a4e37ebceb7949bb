package org.metabalance.studies.collapse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.metabalance.Inner;
import org.metabalance.meta.method.metabalance.MetaBalance;
import org.metabalance.meta.method.metabalance.Outer;
import org.metabalance.meta.method.metabalance.Prediction;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.studies.data.SyntheticProblem;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;
import tools.jackson.databind.node.ObjectNode;

/** Why second order matters: MetaBalance's two hypergradients as the inner learning rate grows. */
public final class Collapse implements Study {
    static final int IR = 100;
    static final double LEAK = .01;
    private static final int SEEDS = 10;
    /** Fixed: a training that collapses stalls, and would end with fewer updates than one that does not. */
    private static final int EPOCHS = 100;
    static final double[] ALPHAS = {0, .01, .03, .1, .3, 1};
    static final double[] SHOWN = {.01, .1, 1};
    static final List<Hypergradient> MODES = List.of(
            Hypergradients.EXACT, Hypergradients.FIRST_ORDER);

    /** The plane of the panels: from - {@value} to {@value}, and its grid. */
    static final double EXTENT = 1.4;

    private static final int GRID = 57;
    /** The seed whose decisions are drawn. */
    static final int DRAWN = 0;

    @Override
    public String name() {
        return "collapse";
    }

    @Override
    public String summary() {
        return "Does MetaBalance need the second derivative? Exact and first-order hypergradients as"
                + " the inner rate alpha grows, on circles at IR 100.";
    }

    @Override
    public List<Trial> trials(StudyOptions options) {
        options.refuseData(name());
        int epochs = options.epochs(EPOCHS);
        List<Trial> trials = new ArrayList<>();
        for (double alpha : ALPHAS) {
            for (Hypergradient mode : MODES) {
                for (Prediction prediction : Prediction.values()) {
                    for (int seed : options.seeds(SEEDS)) {
                        trials.add(trial(alpha, mode, prediction, epochs, seed));
                    }
                }
            }
        }
        return trials;
    }

    private static Trial trial(
            double alpha, Hypergradient mode, Prediction prediction, int epochs, int seed) {
        MetaBalance method = MetaBalance.of("metabalance")
                .with(Inner.DEFAULT.withRate(alpha)).with(Outer.DEFAULT.withLeak(LEAK))
                .with(mode).with(prediction);
        return Trial.of(
                (values, progress) -> run(method, epochs, seed, values, progress),
                "problem", SyntheticProblem.CIRCLES.label(), "ir", IR, "leak", LEAK,
                "alpha", alpha,
                "hypergradient", mode.label(), "prediction", label(prediction), "epochs", epochs,
                "seed", seed);
    }

    static String label(Prediction prediction) {
        return prediction == Prediction.THETA ? "theta" : "adapted";
    }

    private static void run(
            MetaBalance method, int epochs, int seed, ObjectNode values,
            Problem.Progress progress) {
        Fold fold = SyntheticProblem.CIRCLES.fold(IR, seed);
        Fold.Outcome outcome = fold.run(method, SyntheticProblem.problem(fold, epochs, progress));
        values.put("ap", outcome.run().metrics().averagePrecision());
        values.put("rocAuc", outcome.run().metrics().rocAuc());
        values.put("validationAp", outcome.validation());
        values.put("trainingAp", averagePrecision(outcome, fold.train()));
        values.put("updates", outcome.run().updates());
        values.put("threshold", outcome.run().threshold());
        if (seed == DRAWN) {
            JsonNumbers.put(values, "field", field(
                    outcome, EncodedTable.of("collapse", fold.train())), 3);
        }
    }

    private static double averagePrecision(Fold.Outcome outcome, Examples rows) {
        return Scores.of(outcome.trained().probabilities(rows), rows.labels(), Threshold.DEFAULT)
                .averagePrecision();
    }

    /** The scores at a grid over the plane, rows from the top. */
    private static double[][] field(Fold.Outcome outcome, EncodedTable like) {
        float[] features = new float[2 * GRID * GRID];
        for (int i = 0; i < GRID * GRID; i++) {
            features[2 * i] = (float) (EXTENT * (2.0 * (i % GRID) / (GRID - 1) - 1));
            features[2 * i + 1] = (float) (EXTENT * (1 - 2.0 * (i / GRID) / (GRID - 1)));
        }
        int[] unlabelled = new int[GRID * GRID];
        Arrays.fill(unlabelled, EncodedTable.UNLABELLED);
        double[][] scores = outcome.trained().probabilities(like.with(features, unlabelled));
        double[][] field = new double[GRID][GRID];
        for (int i = 0; i < scores.length; i++) {
            field[i / GRID][i % GRID] = scores[i][1];
        }
        return field;
    }

    @Override
    public Findings findings(StudyOptions options, Results results) {
        return new CollapseFindings(results);
    }
}
