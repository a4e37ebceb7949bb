package org.metabalance.meta.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Classes in groups by how many training examples they have, and the accuracy of each group: the mean
 * recall of its classes, as in the code of Liu et al.; on a test set with equally many of every class the
 * accuracy on the group's rows.
 *
 * @param rule by which classes were grouped
 * @param groups the classes of every group, by its name, from the largest classes to the smallest; a group
 *     may be empty
 */
public record ClassGroups(String rule, Map<String, List<Integer>> groups) {
    /** More training examples than these make a class one of many: Liu et al., CVPR 2019. */
    public static final int MANY_ABOVE = 100;

    /** Fewer training examples than these make a class one of few: Liu et al., CVPR 2019. */
    public static final int FEW_BELOW = 20;

    /** Copies the groups. */
    public ClassGroups {
        Map<String, List<Integer>> copy = new LinkedHashMap<>();
        groups.forEach((name, classes) -> copy.put(name, List.copyOf(classes)));
        groups = copy;
    }

    /**
     * Groups by number: {@code many} above 100 training examples, {@code medium} from 20 to 100, {@code
     * few} below 20 (Liu et al., "Large-scale long-tailed recognition in an open world", CVPR 2019, arXiv
     * 1904.05160).
     *
     * @param trainingCounts of every class
     */
    public static ClassGroups byCount(int[] trainingCounts) {
        Map<String, List<Integer>> groups = empty("many", "medium", "few");
        for (int c = 0; c < trainingCounts.length; c++) {
            int n = trainingCounts[c];
            groups.get(n > MANY_ABOVE ? "many" : n < FEW_BELOW ? "few" : "medium").add(c);
        }
        return new ClassGroups("training examples: many > 100, medium 20-100, few < 20", groups);
    }

    /**
     * Groups by rank: the largest third of the classes is {@code head}, the smallest {@code tail}, the rest
     * {@code middle}; a third is rounded to the nearest, so that of ten classes head and tail have three
     * each. Of equally large classes the first is the larger.
     *
     * @param trainingCounts of every class
     */
    public static ClassGroups byThirds(int[] trainingCounts) {
        int classes = trainingCounts.length;
        int third = (int) Math.round(classes / 3.0);
        List<Integer> ranking = IntStream.range(0, classes).boxed()
                .sorted((a, b) -> Integer.compare(trainingCounts[b], trainingCounts[a])).toList();
        Map<String, List<Integer>> groups = empty("head", "middle", "tail");
        for (int k = 0; k < classes; k++) {
            groups.get(k < third ? "head" : k >= classes - third ? "tail" : "middle")
                    .add(ranking.get(k));
        }
        return new ClassGroups("thirds of the classes by training examples", groups);
    }

    private static Map<String, List<Integer>> empty(String... names) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        Arrays.stream(names).forEach(name -> groups.put(name, new ArrayList<>()));
        return groups;
    }

    /** Returns the name of the group that class {@code c} is in. */
    public String of(int c) {
        return groups.entrySet().stream().filter(group -> group.getValue().contains(c))
                .map(Map.Entry::getKey).findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "class groups: no class %d in %s".formatted(c, groups)));
    }

    /** Returns the accuracy of every group, in order; NaN where no class of it has rows. */
    public Map<String, Double> accuracies(ConfusionMatrix confusion) {
        Map<String, Double> accuracies = new LinkedHashMap<>();
        groups.forEach((name, classes) -> accuracies.put(
                name,
                OneVersusRest.mean(classes.stream().mapToDouble(confusion::recall).toArray())));
        return accuracies;
    }
}
