package org.metabalance.meta.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Rng;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.catalog.Samplers;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.MetaSet;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.metabalance.Balance;
import org.metabalance.meta.sampler.Repetition;

/** What is balanced when examples have groups, and what is not. */
class GroupedExamplesTest {
    private static final List<String> NAMES = List.of("many", "few");

    /** Identities 0 and 1 are of the one group, 2 and 3 of the other. */
    private static GroupedExamples identities(int... counts) {
        int n = IntStream.of(counts).sum();
        int[] labels = new int[n];
        int at = 0;
        for (int c = 0; c < counts.length; c++) {
            Arrays.fill(labels, at, at += counts[c], c);
        }
        return GroupedExamples.byClass(
                EncodedTable.numeric(new float[n], labels, counts.length),
                new int[] {0, 0, 1, 1}, NAMES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repetition", "random-over", "random-under"})
    void samplersBalanceGroupsAndLeaveTheIdentitiesInThem(String name) {
        GroupedExamples train = identities(120, 40, 12, 4);
        Examples balanced = Samplers.find(name).orElseThrow().resample(train, Rng.of(1));
        int each = name.equals("random-under") ? 16 : 160;
        assertArrayEquals(new int[] {each, each}, balanced.groupCounts());
        int[] counts = balanced.classCounts();
        assertEquals(each, counts[0] + counts[1]);
        assertTrue(counts[0] > counts[1] && counts[2] > counts[3]);
        for (int i = 0; i < balanced.size(); i++) {
            assertEquals(balanced.label(i) / 2, balanced.groupLabels()[i]);
        }
    }

    @Test
    void theSetThatJudgesHasAsManyOfEveryGroup() {
        MetaSet sets = MetaSet.of(identities(120, 80, 100, 60), Rng.of(2));
        assertArrayEquals(new int[] {20, 20}, sets.meta().groupCounts());
        assertArrayEquals(new int[] {180, 140}, sets.train().groupCounts());
        assertArrayEquals(
                new int[] {4, 4}, MetaSet.of(identities(120, 40, 12, 4), Rng.of(2)).meta()
                        .groupCounts());
    }

    @Test
    void bothSidesOfMetaBalanceAreOfGroups() {
        GroupedExamples train = identities(120, 40, 12, 4);
        Balance.Pair sides = Balance.Pair.of(
                Balance.natural(), Balance.equal(), train, Rng.of(3));
        assertArrayEquals(new int[] {160, 16}, sides.inner().groupCounts());
        assertArrayEquals(new int[] {160, 160}, sides.outer().groupCounts());
        Balance.Pair apart = Balance.Pair.of(
                Balance.natural(), new Balance.HeldOut(.25), train, Rng.of(3));
        assertArrayEquals(new int[] {156, 12}, apart.inner().groupCounts());
        assertArrayEquals(new int[] {4, 4}, apart.outer().groupCounts());
    }

    private static GroupedExamples byClasses(Examples examples) {
        return GroupedExamples.byClass(examples, new int[] {0, 1, 2}, List.of("a", "b", "c"));
    }

    /** Groups that are the classes change no bit. */
    @ParameterizedTest
    @ValueSource(strings = {
        "plain", "oversampling", "undersampling", "metabalance", "metabalance-first-order",
        "learning-to-reweight", "meta-weight-net", "logit-adjustment", "mixup"})
    void groupsThatAreTheClassesAreNoDifference(String name) {
        Method method = Methods.find(name).orElseThrow();
        Problem plain = Blobs.problem(3, 1);
        Problem grouped = new Problem(
                byClasses(plain.train()), byClasses(plain.validation()), plain.models(),
                plain.budget(), plain.seed(), plain.progress());
        EncodedTable test = Blobs.test(3);
        assertArrayEquals(
                method.fit(plain).probabilities(test), method.fit(grouped).probabilities(test));
    }

    /** Groups such as few pictures taken at night: what is learned stays the class. */
    @Test
    void groupsMayCutThroughClasses() {
        EncodedTable rows = Blobs.rows(4, 60, 60, 60);
        int[] groups = new int[180];
        for (int i = 0; i < 180; i += 20) {
            groups[i] = 1;
        }
        GroupedExamples train = new GroupedExamples(rows, groups, NAMES);
        assertArrayEquals(new int[] {171, 9}, train.groupCounts());
        Examples balanced = new Repetition().resample(train, Rng.of(1));
        assertArrayEquals(new int[] {171, 171}, balanced.groupCounts());
        assertArrayEquals(new int[] {114, 114, 114}, balanced.classCounts());
    }

    @Test
    void modelsAndOtherGroupsDoNotMindGroups() {
        GroupedExamples train = identities(5, 4, 3, 2);
        assertTrue(train.like(train.examples()));
        assertTrue(train.like(new GroupedExamples(train, new int[14], NAMES)));
        assertSame(
                train.examples(), new GroupedExamples(train, new int[14], NAMES).examples());
        assertTrue(train.toString().endsWith(", groups [many, few] [9, 5]"), train::toString);
    }

    @Test
    void whatCannotBeSaysWhy() {
        GroupedExamples train = identities(5, 4, 3, 2);
        assertTrue(assertThrows(
                IllegalArgumentException.class,
                () -> Samplers.find("smote").orElseThrow().resample(train, Rng.of(1)))
                .getMessage().startsWith("smote: needs the features of a table, got "));
        assertEquals(
                "groups: must be in 0 .. 1, got 2 of example 3",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new GroupedExamples(
                                train.select(new int[4]), new int[] {0, 1, 0, 2}, NAMES))
                        .getMessage());
        assertEquals(
                "groups: need one of every class, got 3 for 4 classes",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> GroupedExamples.byClass(train, new int[3], NAMES)).getMessage());
        assertEquals(
                "groups: need at least 2, got [all]",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new GroupedExamples(train, new int[14], List.of("all")))
                        .getMessage());
    }
}
