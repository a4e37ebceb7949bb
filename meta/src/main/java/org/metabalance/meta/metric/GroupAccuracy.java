package org.metabalance.meta.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The share of the rows of each group that are given their own class, of equally probable ones the first. */
public final class GroupAccuracy {
    private GroupAccuracy() {}

    /**
     * Returns the accuracy of every group, by its name; NaN for groups without rows.
     *
     * @param probabilities {@code [rows, classes]} of all classes, those of other groups too
     * @param labels the class of every row
     * @param groups of every row, an index into {@code names}
     * @param names of the groups
     * @throws IllegalArgumentException if there is not a group for every label
     */
    public static Map<String, Double> of(
            double[][] probabilities, int[] labels, int[] groups, List<String> names) {
        Probabilities.check("group accuracy", probabilities, labels);
        if (groups.length != labels.length) {
            throw new IllegalArgumentException(
                    "group accuracy: needs a group for every label, got %d for %d"
                            .formatted(groups.length, labels.length));
        }
        int[] right = new int[names.size()];
        int[] rows = new int[names.size()];
        for (int i = 0; i < groups.length; i++) {
            rows[groups[i]]++;
            right[groups[i]] += Probabilities.mostProbable(probabilities[i]) == labels[i] ? 1 : 0;
        }
        Map<String, Double> accuracies = new LinkedHashMap<>();
        for (int g = 0; g < rows.length; g++) {
            accuracies.put(names.get(g), right[g] / (double) rows[g]);
        }
        return accuracies;
    }
}
