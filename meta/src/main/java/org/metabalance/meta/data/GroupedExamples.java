package org.metabalance.meta.data;

import java.util.Arrays;
import java.util.List;

/**
 * Examples that are imbalanced by something else than their class: each has a class, which is learned, and
 * a group, which is balanced. Faces are the usual case: the class is who it is, an identity, the groups are
 * of people, and some have fewer pictures. Whatever balances classes balances the groups of these: samplers
 * that choose or repeat examples, the small set that learning to reweight and Meta-Weight-Net judge by, both
 * sides of MetaBalance. Losses that weigh or adjust classes go on counting classes.
 *
 * <p>Samplers that make new rows between neighbours have no groups, and say that they need a table.
 */
public final class GroupedExamples implements WrappedExamples {
    private final Examples examples;
    private final int[] groups;
    private final List<String> names;

    /**
     * Creates the examples.
     *
     * @param examples what is grouped; a group that they have themselves is forgotten
     * @param groups of every example, an index into {@code names}; live
     * @param names of the groups, at least 2
     * @throws IllegalArgumentException if there are less than 2 groups, or not one of them, by its number, for
     *     every example
     */
    public GroupedExamples(Examples examples, int[] groups, List<String> names) {
        this.examples = examples instanceof GroupedExamples grouped ? grouped.examples : examples;
        this.groups = groups;
        this.names = List.copyOf(names);
        if (names.size() < 2) {
            throw new IllegalArgumentException("groups: need at least 2, got " + names);
        }
        if (groups.length != examples.size()) {
            throw new IllegalArgumentException(
                    "groups: need one of every example, got %d for %s"
                            .formatted(groups.length, examples));
        }
        for (int i = 0; i < groups.length; i++) {
            if (groups[i] < 0 || groups[i] >= names.size()) {
                throw new IllegalArgumentException(
                        "groups: must be in 0 .. %d, got %d of example %d"
                                .formatted(names.size() - 1, groups[i], i));
            }
        }
    }

    /**
     * Groups examples by their class: all of one identity are in one group.
     *
     * @param examples labelled
     * @param groupOfClass the group of every class, an index into {@code names}
     * @param names of the groups, at least 2
     * @throws IllegalArgumentException if there is not a group for every class
     */
    public static GroupedExamples byClass(
            Examples examples, int[] groupOfClass, List<String> names) {
        examples.requireLabels("groups");
        if (groupOfClass.length != examples.classes()) {
            throw new IllegalArgumentException(
                    "groups: need one of every class, got %d for %d classes"
                            .formatted(groupOfClass.length, examples.classes()));
        }
        return new GroupedExamples(
                examples,
                Arrays.stream(examples.labels()).map(label -> groupOfClass[label]).toArray(),
                names);
    }

    /** Returns the examples without their groups. */
    @Override
    public Examples examples() {
        return examples;
    }

    /** Returns the names of the groups. */
    public List<String> names() {
        return names;
    }

    @Override
    public int[] groupLabels() {
        return groups;
    }

    @Override
    public int groupCount() {
        return names.size();
    }

    @Override
    public GroupedExamples select(int[] indices) {
        return new GroupedExamples(
                examples.select(indices), Arrays.stream(indices).map(i -> groups[i]).toArray(),
                names);
    }

    @Override
    public GroupedExamples relabelled(int[] labels) {
        return new GroupedExamples(examples.relabelled(labels), groups, names);
    }

    @Override
    public String toString() {
        int[] counts = new int[names.size()];
        Arrays.stream(groups).forEach(group -> counts[group]++);
        return "%s, groups %s %s".formatted(examples, names, Arrays.toString(counts));
    }
}
