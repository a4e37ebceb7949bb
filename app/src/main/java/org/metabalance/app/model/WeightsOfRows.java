package org.metabalance.app.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.catalog.TunedModel;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.transport.LearnedWeights;
import org.metabalance.meta.method.transport.TransportNetwork;

/**
 * What became of learned weights of training rows, class by class: stands in {@code model.json}, and is told.
 *
 * @param weights as the method left them
 * @param classes the classes' names, by index
 */
public record WeightsOfRows(LearnedWeights weights, List<String> classes) {
    /** Returns those of a model; empty if its method learns none. */
    public static Optional<WeightsOfRows> of(Trained trained, List<String> classes) {
        return switch (trained) {
            case TunedModel tuned -> of(tuned.network(), classes);
            case TransportNetwork it -> Optional.of(new WeightsOfRows(it.weights(), classes));
            default -> Optional.empty();
        };
    }

    /** Returns the numbers for {@code model.json}; null where a class has no row. */
    public Map<String, Object> values() {
        List<Map<String, Object>> each = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("class", classes.get(c));
            one.put("initial", weights.initial()[c]);
            one.put("least", finite(weights.least()[c]));
            one.put("mean", finite(weights.mean()[c]));
            one.put("most", finite(weights.most()[c]));
            each.add(one);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("largestMove", finite(weights.largestMove()));
        values.put("classes", each);
        return values;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Returns a line for each class and one for how far weights moved. */
    public String text() {
        StringBuilder text = new StringBuilder(Texts.format(
                "weights of rows moved by %.4f at most", weights.largestMove()));
        for (int c = 0; c < classes.size(); c++) {
            text.append(Texts.format(
                    "; %s from %.3f to %.3f (%.3f to %.3f)", classes.get(c),
                    weights.initial()[c], weights.mean()[c], weights.least()[c],
                    weights.most()[c]));
        }
        return text.toString();
    }
}
