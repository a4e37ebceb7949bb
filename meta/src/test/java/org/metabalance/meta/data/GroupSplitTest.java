package org.metabalance.meta.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.Rng;
import org.metabalance.meta.golden.Golden;
import tools.jackson.databind.JsonNode;

/** Groups kept together, against scikit-learn's StratifiedGroupKFold and a random choice of groups. */
class GroupSplitTest {
    private static final int GROUPS = 60;

    private final int[] groups = new int[900];
    private final int[] labels = new int[900];

    /** Groups of about 15 rows; one class is a tenth, and every group has a share of it that is its own. */
    private void rows() {
        Rng rng = Rng.of(4);
        for (int i = 0; i < groups.length; i++) {
            groups[i] = i < GROUPS ? i : rng.below(i, GROUPS);
            double share = .2 * Rng.of(9).uniform(groups[i]);
            labels[i] = rng.stream(1).uniform(i) < share ? 1 : 0;
        }
    }

    private int[][] parts(long seed, double... shares) {
        return GroupSplit.parts(
                labels, List.of("no", "yes"), new Groups("customer", groups), Rng.of(seed),
                shares);
    }

    static Stream<Named<JsonNode>> cases() {
        return Golden.cases("division/group_split.json").stream()
                .map(node -> Named.of(node.get("name").stringValue(), node));
    }

    /** Where the order of the groups is the same; which fold is which does not matter. */
    @ParameterizedTest
    @MethodSource("cases")
    void dividesAsScikitLearnDoes(JsonNode golden) {
        int folds = golden.get("parts").size();
        double[] shares = new double[folds];
        Arrays.fill(shares, 1.0 / folds);
        List<String> classes = IntStream.range(0, golden.get("classes").intValue())
                .mapToObj(c -> "c" + c).toList();
        int[][] found = GroupSplit.parts(
                Golden.ints(golden.get("labels")), classes,
                new Groups("g", Golden.ints(golden.get("groups"))), Rng.of(1), shares);
        int[][] expected = golden.get("parts").valueStream().map(Golden::ints)
                .toArray(int[][]::new);
        Comparator<int[]> first = Comparator.comparingInt(part -> part[0]);
        Arrays.sort(found, first);
        Arrays.sort(expected, first);
        assertEquals(expected.length, found.length);
        for (int p = 0; p < folds; p++) {
            assertArrayEquals(expected[p], found[p]);
        }
    }

    @Test
    void everyRowIsInOnePartAndNoGroupInTwo() {
        rows();
        Set<Integer> all = new HashSet<>();
        Set<Integer> owned = new HashSet<>();
        for (int[] part : parts(1, .6, .2, .2)) {
            Set<Integer> own = new HashSet<>();
            for (int row : part) {
                assertTrue(all.add(row));
                own.add(groups[row]);
            }
            own.forEach(group -> assertTrue(owned.add(group), "group " + group));
        }
        assertEquals(groups.length, all.size());
        assertEquals(GROUPS, owned.size());
    }

    /** GroupShuffleSplit chooses groups at random, whatever their rows are; shares are then further off. */
    @Test
    void sharesOfRowsAndClassesAreKeptAsRandomGroupsWouldNot() {
        rows();
        double[] shares = {.6, .2, .2};
        double ours = 0;
        double random = 0;
        for (int seed = 0; seed < 5; seed++) {
            int[][] parts = parts(seed, shares);
            for (int p = 0; p < 3; p++) {
                assertEquals(shares[p], (double) parts[p].length / groups.length, .03);
            }
            ours += off(parts, shares);
            int[] order = Rng.of(seed).permutation(GROUPS);
            int[] part = new int[GROUPS];
            for (int i = 0; i < GROUPS; i++) {
                part[order[i]] = i < .6 * GROUPS ? 0 : i < .8 * GROUPS ? 1 : 2;
            }
            random += off(
                    IntStream.range(0, 3)
                            .mapToObj(p -> IntStream.range(0, groups.length)
                                    .filter(row -> part[groups[row]] == p).toArray())
                            .toArray(int[][]::new),
                    shares);
        }
        assertTrue(ours < random / 3, ours + " and " + random);
    }

    /** How far the parts' shares of the smaller class are from what they ought to be. */
    private double off(int[][] parts, double[] shares) {
        double all = Arrays.stream(labels).sum();
        double sum = 0;
        for (int p = 0; p < parts.length; p++) {
            double own = Arrays.stream(parts[p]).map(row -> labels[row]).sum();
            sum += Math.abs(own / all - shares[p]);
        }
        return sum;
    }

    @Test
    void seedsDivideDifferentlyAndASeedAlike() {
        rows();
        Set<String> different = new HashSet<>();
        for (int seed = 0; seed < 6; seed++) {
            different.add(Arrays.deepToString(parts(seed, .6, .2, .2)));
            assertTrue(Arrays.deepEquals(parts(seed, .6, .2, .2), parts(seed, .6, .2, .2)));
        }
        assertEquals(6, different.size());
    }
}
