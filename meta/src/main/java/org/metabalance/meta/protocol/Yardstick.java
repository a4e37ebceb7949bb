package org.metabalance.meta.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.metabalance.meta.metric.ClassGroups;
import org.metabalance.meta.metric.ConfusionMatrix;
import org.metabalance.meta.metric.Scores;

/**
 * What runs are measured by, and what of it decides between methods.
 *
 * @param decisive the name of what decides; higher is better
 * @param metrics each metric by name
 */
public record Yardstick(String decisive, Map<String, ToDoubleFunction<Scores>> metrics) {
    /** The metrics of {@link Scores#values}, of which average precision decides. */
    public static final Yardstick AVERAGE_PRECISION = new Yardstick(
            "averagePrecision", scores());

    /** The name of the mean recall of the classes. */
    public static final String BALANCED_ACCURACY = "balancedAccuracy";

    /**
     * The metrics of nodes of a graph: those of {@link Scores#values}, and {@code macroF1}, the mean F1 of the
     * classes, and {@code accuracy}, which the papers have, of two classes too. Average precision decides.
     */
    public static final Yardstick NODES = nodes();

    /**
     * Copies the metrics and checks the name.
     *
     * @throws IllegalArgumentException if what decides is none of what is measured
     */
    public Yardstick {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        if (!metrics.containsKey(decisive)) {
            throw new IllegalArgumentException(
                    "yardstick: '%s', which decides, is none of %s"
                            .formatted(decisive, metrics.keySet()));
        }
    }

    private static Map<String, ToDoubleFunction<Scores>> scores() {
        Map<String, ToDoubleFunction<Scores>> metrics = new LinkedHashMap<>();
        for (String name : List.of("averagePrecision", "rocAuc", BALANCED_ACCURACY, "gMean", "f1",
                "mcc", "brier", "ece")) {
            metrics.put(name, scores -> scores.values().get(name));
        }
        return metrics;
    }

    private static Yardstick nodes() {
        Map<String, ToDoubleFunction<Scores>> metrics = scores();
        metrics.put("macroF1", scores -> scores.confusion().macroF1());
        metrics.put("accuracy", scores -> scores.confusion().accuracy());
        return new Yardstick(AVERAGE_PRECISION.decisive(), metrics);
    }

    /**
     * Returns the yardstick of long tails: the metrics of {@link Scores#values}, {@code accuracy} and the
     * accuracy of every group that has a class. Balanced accuracy decides: accuracy follows the classes that
     * have most images, and the tail's alone is best where every image is given a class of it.
     */
    public static Yardstick longTail(ClassGroups groups) {
        Map<String, ToDoubleFunction<Scores>> metrics = scores();
        metrics.put("accuracy", scores -> scores.confusion().accuracy());
        groups.groups().forEach((name, classes) -> {
            if (!classes.isEmpty()) {
                metrics.put(
                        accuracyOf(name), scores -> accuracy(groups, name, scores.confusion()));
            }
        });
        return new Yardstick(BALANCED_ACCURACY, metrics);
    }

    private static double accuracy(ClassGroups groups, String name, ConfusionMatrix confusion) {
        return groups.accuracies(confusion).get(name);
    }

    /** Returns the name of the accuracy of a group of classes: {@code tailAccuracy}. */
    public static String accuracyOf(String group) {
        return group + "Accuracy";
    }

    /** Returns the same with another metric that decides. */
    public Yardstick decidedBy(String other) {
        return new Yardstick(other, metrics);
    }

    /** Returns what decides, of a run. */
    double of(Run run) {
        return metrics.get(decisive).applyAsDouble(run.metrics());
    }
}
