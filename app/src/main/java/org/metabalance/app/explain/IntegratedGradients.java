package org.metabalance.app.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.meta.data.table.CategoricalEncoder;
import org.metabalance.meta.data.table.ColumnEncoder;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.method.Network;
import org.metabalance.scoring.ScoringModel;
import org.metabalance.scoring.schema.Kind;

/**
 * What the columns of a row add to a model's logit, by integrated gradients along the straight way from a
 * baseline: every number at its mean in training, every category the most frequent one, nothing missing. What
 * the features of a column add, those of its categories and of its being missing, is the column's.
 *
 * <p>The way has 64 steps, and 256 or 1,024 where contributions do not sum up to the difference of logits with
 * fewer ({@link Contributions#complete}). One thread's at a time.
 */
public final class IntegratedGradients {
    private static final int[] STEPS = {64, 256, 1024};

    private final Network network;
    private final List<ColumnGroup> groups;
    private final float[] baseline;
    private final List<GradientPath> paths = new ArrayList<>();

    /**
     * Prepares for a model.
     *
     * @throws IllegalArgumentException if it has not two classes
     */
    public IntegratedGradients(ScoringModel model) {
        if (model.classes().size() != 2) {
            throw new IllegalArgumentException(
                    "integrated gradients: needs a model of two classes, got "
                            + model.classes().size());
        }
        network = model.stored().network().network();
        groups = model.encoder().groups();
        baseline = baseline(model);
    }

    /** Numbers are 0 at their mean. */
    private static float[] baseline(ScoringModel model) {
        float[] features = new float[model.encoder().width()];
        int from = 0;
        for (ColumnEncoder column : model.encoder().encoders()) {
            if (column instanceof CategoricalEncoder categories
                    && model.schema().column(column.name()).orElseThrow()
                            .kind() instanceof Kind.Category(var values, boolean _, boolean _)
                    && !values.isEmpty()) {
                int position = categories.positions().applyAsInt(values.getFirst());
                if (position >= 0) {
                    features[from + position] = 1;
                }
            }
            from += column.featureNames().size();
        }
        return features;
    }

    /** Returns the baseline's features. */
    public float[] baseline() {
        return baseline.clone();
    }

    /**
     * Explains a row.
     *
     * @param features as the model's encoder gave them
     */
    public Contributions of(float[] features) {
        Contributions found = null;
        for (int i = 0; i < STEPS.length && (found == null || !found.complete()); i++) {
            if (i == paths.size()) {
                paths.add(new GradientPath(network, baseline, STEPS[i]));
            }
            found = by(paths.get(i), features);
        }
        return found;
    }

    private Contributions by(GradientPath path, float[] features) {
        path.run(features);
        Map<String, Double> columns = new LinkedHashMap<>();
        for (ColumnGroup group : groups) {
            double sum = 0;
            for (int j = group.from(); j < group.from() + group.width(); j++) {
                sum += path.contributions().get(j);
            }
            columns.merge(group.name(), sum, Double::sum);
        }
        return new Contributions(path.logit(), path.baseline(), columns);
    }
}
