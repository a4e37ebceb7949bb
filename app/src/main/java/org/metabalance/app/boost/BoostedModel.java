package org.metabalance.app.boost;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Trained;

/** Trained trees, in XGBoost's own format: nothing native is held between predictions. */
public final class BoostedModel implements Trained {
    private final byte[] model;
    private final int classes;
    private final int rounds;

    /**
     * Wraps a model.
     *
     * @param model as XGBoost writes it
     * @param classes how many
     * @param rounds how many of its rounds of trees count
     */
    BoostedModel(byte[] model, int classes, int rounds) {
        this.model = model;
        this.classes = classes;
        this.rounds = rounds;
    }

    /** Returns how many rounds of trees count. */
    public int rounds() {
        return rounds;
    }

    @Override
    public double[][] probabilities(Examples examples) {
        try {
            Booster booster = XGBoost.loadModel(new ByteArrayInputStream(model));
            DMatrix matrix = BoostedTrees.matrix(EncodedTable.of(BoostedTrees.NAME, examples));
            try {
                booster.setParam("nthread", 1);
                return probabilities(booster.predict(matrix, false, rounds), classes);
            } finally {
                matrix.dispose();
                booster.dispose();
            }
        } catch (XGBoostError | IOException e) {
            throw new IllegalStateException("boosted trees: " + e.getMessage(), e);
        }
    }

    static double[][] probabilities(float[][] predicted, int classes) {
        double[][] probabilities = new double[predicted.length][classes];
        for (int i = 0; i < predicted.length; i++) {
            for (int c = 0; c < classes; c++) {
                double p = predicted[i][classes == 2 ? 0 : c];
                probabilities[i][c] = classes == 2 && c == 0 ? 1 - p : p;
            }
        }
        return probabilities;
    }

    @Override
    public String hypergradient() {
        return "none";
    }

    /** Returns the number of rounds of trees: the model's updates. */
    @Override
    public long updates() {
        return rounds;
    }

    /** Writes XGBoost's own format, which other programs read; {@code metabalance predict} does not. */
    @Override
    public void write(OutputStream out) throws IOException {
        out.write(model);
    }
}
