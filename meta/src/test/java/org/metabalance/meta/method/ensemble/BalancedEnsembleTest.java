package org.metabalance.meta.method.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Rng;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.supervised.Resamplings;
import org.metabalance.nn.model.ModelEnsemble;

/** What members see, what they are given of the budget, and what becomes of them. */
class BalancedEnsembleTest {
    /** Keeps the problems that it is given. */
    private record Spy(List<Problem> problems) implements Method {
        @Override
        public About about() {
            return new About("spy", "tells what it is given");
        }

        @Override
        public Trained fit(Problem problem) {
            problems.add(problem);
            return Resamplings.plain().fit(problem);
        }
    }

    private static List<Problem> given(BalancedEnsemble.Kind kind, Problem problem) {
        List<Problem> problems = new ArrayList<>();
        BalancedEnsemble.of(kind).withMembers(4).with(new Spy(problems)).fit(problem);
        return problems;
    }

    /** The numbers of the rows, by their features, which are all different. */
    private static List<Integer> rows(Examples of, Examples all) {
        float[] every = EncodedTable.of("test", all).features();
        float[] some = EncodedTable.of("test", of).features();
        return IntStream.range(0, of.size()).mapToObj(i -> IntStream.range(0, all.size())
                .filter(j -> Arrays.equals(
                        some, i * Blobs.WIDTH, (i + 1) * Blobs.WIDTH,
                        every, j * Blobs.WIDTH, (j + 1) * Blobs.WIDTH))
                .findFirst().orElseThrow()).toList();
    }

    @Test
    void easyEnsembleHasAllOfTheSmallestClassAndOtherRowsOfTheLargerOnes() {
        Problem problem = Blobs.problem(3, 1);
        Set<Set<Integer>> subsets = new HashSet<>();
        Set<Long> seeds = new HashSet<>();
        for (Problem member : given(BalancedEnsemble.Kind.EASY, problem)) {
            assertArrayEquals(new int[] {20, 20, 20}, member.train().classCounts());
            Set<Integer> rows = new HashSet<>(rows(member.train(), problem.train()));
            assertEquals(60, rows.size());
            assertTrue(rows.containsAll(
                    Arrays.stream(problem.train().indicesOf(2)).boxed().toList()));
            subsets.add(rows);
            seeds.add(member.seed());
            assertEquals(problem.validation(), member.validation());
        }
        assertEquals(4, subsets.size());
        assertEquals(4, seeds.size());
    }

    @Test
    void balancedBaggingDrawsEveryClassWithReplacement() {
        Problem problem = Blobs.problem(3, 1);
        for (Problem member : given(BalancedEnsemble.Kind.BAGGING, problem)) {
            assertArrayEquals(new int[] {20, 20, 20}, member.train().classCounts());
            List<Integer> smallest = rows(
                    member.train().select(member.train().indicesOf(2)), problem.train());
            int different = new HashSet<>(smallest).size();
            // 20 (1 - (19/20)^20) = 12.8 on average
            assertTrue(different > 7 && different < 19, "different rows " + different);
        }
    }

    @Test
    void classesWithoutRowsAreLeftOut() {
        assertArrayEquals(
                new int[] {5, 0, 5},
                Blobs.rows(1, 9, 0, 5).select(
                        new BalancedBootstrap().rows(Blobs.rows(1, 9, 0, 5), Rng.of(1)))
                        .classCounts());
    }

    @Test
    void membersShareTheUpdates() {
        Budget.Plan sixEpochs = new Budget.Plan(14, 6, 6, 6);
        int all = 0;
        for (int i = 0; i < 10; i++) {
            Budget.Plan share = sixEpochs.share(i, 10);
            assertEquals(1, share.most());
            assertEquals(1, share.fewest());
            all += share.updatesPerEpoch();
        }
        assertEquals(14 * 6, all);
        // 5 epochs of 45 updates give each of 10 members 22; 89 are 17 times 5, and 4 that are spread
        Budget.Plan untilStalled = new Budget.Plan(45, 23, 12, 89).share(1, 10);
        assertEquals(new Budget.Plan(24, 5, 3, 17), untilStalled);
        assertEquals(new Budget.Plan(28, 3, 3, 3), sixEpochs.share(0, 1));
        assertEquals(1, new Budget.Plan(2, 1, 1, 1).share(0, 10).updatesPerEpoch());
    }

    @ParameterizedTest
    @EnumSource
    void predictsTheMeanOfItsMembers(BalancedEnsemble.Kind kind) {
        for (int classes : new int[] {2, 3}) {
            Problem problem = Blobs.problem(classes, 1);
            EncodedTable test = Blobs.rows(4, classes == 2 ? new int[] {30, 5}
                    : new int[] {30, 5, 5});
            double[][] mean = new double[test.size()][classes];
            List<Problem> problems = given(kind, problem);
            for (Problem member : problems) {
                double[][] p = Resamplings.plain().fit(member).probabilities(test);
                for (int i = 0; i < p.length; i++) {
                    for (int c = 0; c < classes; c++) {
                        mean[i][c] += p[i][c] / problems.size();
                    }
                }
            }
            double[][] p = BalancedEnsemble.of(kind).withMembers(4).fit(problem)
                    .probabilities(test);
            for (int i = 0; i < p.length; i++) {
                assertArrayEquals(mean[i], p[i], 1e-6);
            }
        }
    }

    @Test
    void whoWatchesSeesTheMeanSoFar() {
        List<double[][]> seen = new ArrayList<>();
        List<Long> made = new ArrayList<>();
        Problem problem = Blobs.problem(2, 1, new Problem.Progress() {
            @Override
            public void at(double done) {}

            @Override
            public void judged(long updates, double[][] probabilities) {
                made.add(updates);
                seen.add(probabilities);
            }
        });
        TrainedNetwork trained = BalancedEnsemble.of(BalancedEnsemble.Kind.EASY).fit(problem);
        assertEquals(trained.updates(), made.getLast());
        double[][] last = trained.probabilities(problem.validation());
        for (int i = 0; i < last.length; i++) {
            assertArrayEquals(last[i], seen.getLast()[i], 1e-6);
        }
    }

    /** SMOTE and the like are left out: of balanced rows they make nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"metabalance", "focal", "learning-to-reweight", "crt", "curvenet",
        "ot-reweight", "logistic"})
    void anyMethodTrainsMembers(String base) {
        Method method = Methods.find("easy-ensemble-of-" + base).orElseThrow();
        assertEquals("easy-ensemble-of-" + base, method.name());
        Problem problem = Blobs.problem(2, 1).withEpochs(20);
        TrainedNetwork trained = (TrainedNetwork) method.fit(problem);
        assertEquals(10, ((ModelEnsemble) trained.network().model()).members().size());
        double[][] p = trained.probabilities(Blobs.test(2));
        assertEquals(1, p[0][0] + p[0][1], 1e-5);
        double[][] plain = Methods.find("easy-ensemble").orElseThrow().fit(problem)
                .probabilities(Blobs.test(2));
        assertFalse(Arrays.deepEquals(plain, p));
    }

    @Test
    void namesTellKindAndBase() {
        assertEquals("easy-ensemble", Methods.find("easy-ensemble-of-plain").orElseThrow().name());
        assertEquals(
                "balanced-bagging-of-drw",
                Methods.find("balanced-bagging-of-drw").orElseThrow().name());
        assertTrue(Methods.find("easy-ensemble-of-nothing").isEmpty());
        assertTrue(Methods.find("easy-ensemble-of-balanced-bagging").isEmpty());
        assertTrue(Methods.needsTable(Methods.find("easy-ensemble-of-egl").orElseThrow()));
    }

    @Test
    void whatCannotBeIsRefused() {
        BalancedEnsemble easy = BalancedEnsemble.of(BalancedEnsemble.Kind.EASY);
        assertEquals(
                "easy-ensemble: needs a member, got 0",
                assertThrows(IllegalArgumentException.class, () -> easy.withMembers(0))
                        .getMessage());
        assertEquals(
                "easy-ensemble: its members are no ensembles, got balanced-bagging",
                assertThrows(IllegalArgumentException.class,
                        () -> easy.with(BalancedEnsemble.of(BalancedEnsemble.Kind.BAGGING)))
                        .getMessage());
    }

    @Test
    void membersArePartOfTheModelsFile() {
        Trained trained = BalancedEnsemble.of(BalancedEnsemble.Kind.EASY).withMembers(2)
                .fit(Blobs.problem(3, 1));
        Set<String> names = ((TrainedNetwork) trained).network().values().keySet();
        assertEquals(8, names.size());
        assertTrue(names.contains("0.0.weight") && names.contains("1.2.bias"), names::toString);
    }
}
