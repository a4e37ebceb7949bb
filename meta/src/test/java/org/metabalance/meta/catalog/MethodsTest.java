package org.metabalance.meta.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Budget.UntilStalled;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.curve.CurveNet;
import org.metabalance.meta.method.decoupling.Balms;
import org.metabalance.meta.method.decoupling.Decoupled;
import org.metabalance.meta.method.decoupling.NearestClassMean;
import org.metabalance.meta.method.decoupling.TauNormalization;
import org.metabalance.meta.method.deferred.Deferred;
import org.metabalance.meta.method.ensemble.BalancedEnsemble;
import org.metabalance.meta.method.loss.TrainingLoss;
import org.metabalance.meta.method.reweight.ClassAwareMetaWeightNet;
import org.metabalance.meta.method.reweight.MetaWeightNet;
import org.metabalance.meta.method.supervised.Supervised;
import org.metabalance.meta.method.supervised.WithoutMetaSet;
import org.metabalance.meta.method.translation.MajorToMinor;
import org.metabalance.meta.method.transport.OptimalTransport;
import org.metabalance.meta.metric.AveragePrecision;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;
import org.metabalance.meta.sampler.Sampler;
import org.metabalance.nn.Model;
import org.metabalance.nn.model.MlpClassifier;
import org.metabalance.nn.model.ModelEnsemble;

/** What every method must do. */
class MethodsTest {
    /** All but those that differ from others in their sampler alone: these are tested more briefly. */
    private static final List<Method> METHODS = Methods.all().stream()
            .filter(method -> !resampled(method)).toList();

    private static boolean resampled(Method method) {
        return method instanceof Supervised it && it.loss() instanceof TrainingLoss.CrossEntropy
                && !Methods.defaults().contains(method);
    }

    private static boolean decoupled(Method method) {
        return method instanceof Decoupled || method instanceof TauNormalization
                || method instanceof Balms
                || method instanceof NearestClassMean;
    }

    /** Whose members share the budget: a tenth of it is less than an epoch. */
    private static boolean ensemble(Method method) {
        return method instanceof BalancedEnsemble;
    }

    @TempDir
    Path folder;

    private static Stream<DynamicTest> each(Check check) {
        return METHODS.stream().flatMap(method -> IntStream.of(2, 3).mapToObj(
                classes -> dynamicTest(
                        method.name() + ", " + classes + " classes",
                        () -> check.of(method, classes))));
    }

    private interface Check {
        void of(Method method, int classes) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> learnsToRankFarBetterThanChance() {
        return each((method, classes) -> {
            EncodedTable test = Blobs.test(classes);
            Problem problem = Blobs.problem(classes, 1);
            // a fifth of the epochs has to train a last layer anew: four of twenty, where others have six;
            // and of an ensemble each member has a tenth
            Trained trained = method.fit(
                    method instanceof Decoupled || method instanceof Balms
                            ? problem.withEpochs(20)
                            : ensemble(method) ? problem.withEpochs(60) : problem);
            double[][] probabilities = trained.probabilities(test);
            for (double[] row : probabilities) {
                assertEquals(classes, row.length);
                double sum = 0;
                for (double p : row) {
                    assertTrue(p >= 0 && p <= 1);
                    sum += p;
                }
                assertEquals(1, sum, 1e-5);
            }
            // chance is 1/21, or a mean of 1/3 over three classes; the clouds overlap somewhat
            double precision = Scores.of(probabilities, test.labels(), Threshold.DEFAULT)
                    .averagePrecision();
            double least = classes == 2 ? 0.6 : 0.7;
            if (method instanceof MetaWeightNet || method instanceof CurveNet
                    || method instanceof WithoutMetaSet) {
                // learn from a quarter fewer of the 20 positives; and V has too few updates
                least = classes == 2 ? 0.35 : 0.6;
            }
            assertTrue(precision > least, "average precision " + precision);
        });
    }

    @TestFactory
    Stream<DynamicTest> givesTheSameBitsAgainAndLeavesTheRowsAlone() {
        return each((method, classes) -> {
            Problem problem = Blobs.problem(classes, 2);
            float[] before = features(problem);
            float[] copy = before.clone();
            int[] labels = problem.train().labels().clone();
            EncodedTable test = Blobs.rows(4,
                    classes == 2 ? new int[] {50, 5} : new int[] {50, 5, 5});
            double[][] once = method.fit(problem).probabilities(test);
            double[][] again = method.fit(problem).probabilities(test);
            assertArrayEquals(once, again);
            assertArrayEquals(copy, features(problem));
            assertArrayEquals(labels, problem.train().labels());
            double[][] otherSeed = method.fit(Blobs.problem(classes, 3)).probabilities(test);
            assertFalse(Arrays.deepEquals(once, otherSeed), "the seed decides nothing");
        });
    }

    @TestFactory
    Stream<DynamicTest> makesTheUpdatesOfEveryOtherMethodAndTellsHowFarItIs() {
        return each((method, classes) -> {
            List<Double> told = new ArrayList<>();
            Problem problem = Blobs.problem(classes, 4, told::add);
            Trained trained = method.fit(problem);
            assertEquals(classes == 2 ? 14 : 15, problem.updatesPerEpoch());
            assertEquals((long) problem.updatesPerEpoch() * problem.epochs(), trained.updates());
            if (ensemble(method)) {
                assertTold(told, BalancedEnsemble.MEMBERS);
                return;
            }
            for (int epoch = 0; epoch < problem.epochs(); epoch++) {
                assertEquals((epoch + 1.0) / problem.epochs(), told.get(epoch), 1e-15);
            }
            assertEquals(problem.epochs(), told.size());
        });
    }

    @TestFactory
    Stream<DynamicTest> goesOnUntilValidationStallsLikeEveryOther() {
        return each((method, classes) -> {
            List<Double> told = new ArrayList<>();
            Problem fixed = Blobs.problem(classes, 4, told::add);
            Problem problem = fixed.with(fixed.budget().with(new UntilStalled(60, 45, 300)));
            Budget.Plan plan = problem.plan();
            long updates = method.fit(problem).updates();
            if (ensemble(method)) {
                // up to rounding of the members' epochs
                long least = (long) plan.fewest() * plan.updatesPerEpoch();
                assertTrue(updates >= least
                        && updates <= (long) plan.most() * plan.updatesPerEpoch(),
                        "updates " + updates);
                assertTold(told, told.size());
                return;
            }
            assertEquals(0, updates % plan.updatesPerEpoch());
            long epochs = updates / plan.updatesPerEpoch();
            assertTrue(epochs >= plan.fewest() && epochs <= plan.most(), "epochs " + epochs);
            assertEquals(epochs, told.size());
            assertEquals(1, told.getLast());
            for (int i = 1; i < told.size(); i++) {
                assertTrue(told.get(i) >= told.get(i - 1), told::toString);
            }
        });
    }

    private static void assertTold(List<Double> told, int times) {
        assertEquals(times, told.size());
        assertEquals(1, told.getLast(), 1e-15);
        for (int i = 1; i < times; i++) {
            assertTrue(told.get(i) >= told.get(i - 1), told::toString);
        }
    }

    /** What resamples, divides or holds out rows must get along with what little there is. */
    @TestFactory
    Stream<DynamicTest> getsAlongWithAClassOfOneRow() {
        EncodedTable validation = Blobs.rows(2, 40, 10, 1);
        Problem problem = Problem.of(Blobs.rows(1, 60, 20, 1), validation, 1)
                .with(ModelFor.mlp(List.of(4))).with(new Budget(2, 16, 0.01));
        return METHODS.stream().map(method -> DynamicTest.dynamicTest(method.name(), () -> {
            for (double[] row : method.fit(problem).probabilities(validation)) {
                assertEquals(1, row[0] + row[1] + row[2], 1e-5);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> isTheSameAfterSavingAndLoading() {
        return each((method, classes) -> {
            Path file = folder.resolve(method.name() + classes + ".safetensors");
            EncodedTable test = Blobs.rows(5,
                    classes == 2 ? new int[] {50, 5} : new int[] {50, 5, 5});
            Trained trained = method.fit(Blobs.problem(classes, 5));
            trained.save(file);
            TrainedNetwork loaded = TrainedNetwork.load(file);
            assertArrayEquals(trained.probabilities(test), loaded.probabilities(test));
            assertEquals(trained.updates(), loaded.updates());
            assertEquals(trained.hypergradient(), loaded.hypergradient());
            List<Integer> hidden = method.name().equals("logistic") ? List.of() : List.of(16);
            Model model = new MlpClassifier(Blobs.WIDTH, hidden, classes);
            assertEquals(
                    ensemble(method)
                            ? new ModelEnsemble(
                                    Collections.nCopies(BalancedEnsemble.MEMBERS, model))
                            : model,
                    loaded.network().model());
            assertEquals(Shape.of(Blobs.WIDTH), loaded.shape());
        });
    }

    @TestFactory
    Stream<DynamicTest> keepsTheEpochThatIsBestOnValidation() {
        return each((method, classes) -> {
            if (method instanceof Deferred || decoupled(method)
                    || method instanceof MajorToMinor
                    || method instanceof ClassAwareMetaWeightNet
                    || method instanceof OptimalTransport
                    || method instanceof CurveNet || ensemble(method)) {
                return; // balanced in the last epochs, whichever these are, or after them; or judged member by member
            }
            // the same run with fewer epochs is a prefix, so more epochs cannot select a worse one
            double best = 0;
            for (int epochs = 1; epochs <= 4; epochs++) {
                Problem problem = with(Blobs.problem(classes, 6), epochs, 0.01);
                double kept = validationPrecision(method.fit(problem), problem);
                assertTrue(kept >= best,
                        kept + " after " + epochs + " epochs, " + best + " before");
                best = kept;
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> divergesWithAMessageOrKeepsAFiniteEpoch() {
        return each((method, classes) -> {
            for (double rate : new double[] {1e6, 1e20, 1e38}) {
                Problem problem = with(Blobs.problem(classes, 7), 3, rate);
                try {
                    for (double[] row : method.fit(problem).probabilities(problem.validation())) {
                        for (double p : row) {
                            assertTrue(Double.isFinite(p));
                        }
                    }
                } catch (IllegalStateException e) {
                    assertEquals(
                            "training: scores are not finite after any of %d epochs;"
                                    .formatted(ensemble(method) ? 1 : 3)
                                    + " the loss diverged, a smaller learning rate may help",
                            e.getMessage());
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> stopsAfterTheEpochInWhichItIsInterrupted() {
        return each((method, classes) -> {
            Problem problem = Blobs.problem(classes, 8);
            Thread.currentThread().interrupt();
            Trained trained;
            try {
                trained = method.fit(problem);
            } finally {
                assertTrue(Thread.interrupted(), "the interruption must remain to be seen");
            }
            assertEquals(
                    ensemble(method)
                            ? problem.plan().share(0, BalancedEnsemble.MEMBERS).updatesPerEpoch()
                            : problem.updatesPerEpoch(),
                    trained.updates());
        });
    }

    @Test
    void aLinearModelIsANetworkToo() {
        Problem problem = Blobs.problem(2, 9);
        Problem linear = problem.with(ModelFor.mlp(List.of())).with(new Budget(6, 32, 0.05));
        for (Method method : METHODS) {
            Trained trained = method.fit(linear);
            double precision = validationPrecision(trained, linear);
            assertTrue(precision > 0.5, method.name() + " " + precision);
        }
    }

    @Test
    void namesAreUniqueAndFound() {
        Set<String> names = new HashSet<>();
        for (Method method : Methods.all()) {
            assertTrue(names.add(method.name()), method.name());
            assertTrue(method.name().matches("[a-z0-9]+(-[a-z0-9]+)*"), method.name());
            assertSame(method, Methods.find(method.name()).orElseThrow());
            assertFalse(
                    method.about().summary().isBlank() || method.about().summary().contains("\n"));
            assertFalse(method.about().source().isBlank());
        }
        assertEquals("metabalance", Methods.all().get(0).name());
        assertEquals(
                List.of("metabalance", "metabalance-first-order", "plain", "class-weights",
                        "class-balanced", "focal", "oversampling", "undersampling", "smote",
                        "logistic", "logit-adjustment"),
                Methods.defaults().stream().map(Method::name).toList());
        assertEquals(Methods.defaults(), Methods.all().subList(0, Methods.defaults().size()));
        assertTrue(Methods.find("no-such-method").isEmpty());
        assertTrue(Methods.find("").isEmpty());
    }

    @Test
    void everySamplerIsAMethod() {
        for (Sampler sampler : Samplers.all()) {
            assertEquals(
                    1,
                    Methods.all().stream()
                            .filter(method -> method instanceof Supervised supervised
                                    && supervised.sampler().equals(sampler)
                                    && (resampled(method)
                                            || Set.of("plain", "oversampling", "undersampling",
                                                    "smote").contains(method.name())))
                            .count(),
                    sampler.name());
        }
    }

    @TestFactory
    Stream<DynamicTest> everySamplersMethodLearns() {
        EncodedTable test = Blobs.test(2);
        return Methods.all().stream().filter(MethodsTest::resampled).map(
                method -> dynamicTest(method.name(), () -> {
                    double[][] p = method.fit(Blobs.problem(2, 1)).probabilities(test);
                    assertArrayEquals(p, method.fit(Blobs.problem(2, 1)).probabilities(test));
                    double precision = Scores.of(p, test.labels(), Threshold.DEFAULT)
                            .averagePrecision();
                    assertTrue(precision > 0.4, "average precision " + precision);
                }));
    }

    @Test
    void methodsOfTwoLevelsHaveAHypergradient() {
        for (Method method : METHODS) {
            String expected = switch (method.name()) {
                case "metabalance", "learning-to-reweight", "meta-weight-net", "cmw-net",
                        "cmw-net-ldam", "curvenet", "balms", "egl",
                        "egl-weights", "egl-both", "egl-smooth-ap", "metabalance-egl" ->
                        "exact";
                case "metabalance-first-order" -> "first-order";
                default -> "none";
            };
            assertEquals(expected, method.fit(with(Blobs.problem(2, 1), 1, 0.01)).hypergradient());
        }
    }

    @Test
    void methodsDiffer() {
        EncodedTable test = Blobs.rows(4, 50, 5);
        Set<String> seen = new HashSet<>();
        for (Method method : METHODS) {
            if (method.name().equals("balanced-softmax")) {
                continue; // is logit adjustment
            }
            double[][] p = method.fit(Blobs.problem(2, 1)).probabilities(test);
            assertTrue(seen.add(Arrays.deepToString(p)), method.name());
        }
    }

    @Test
    void validationRowsWithoutAPositiveAreRefused() {
        EncodedTable validation = Blobs.rows(2, 30, 0);
        Problem problem = Problem.of(Blobs.rows(1, 40, 10), validation, 1)
                .with(ModelFor.mlp(List.of(4))).with(new Budget(1, 16, 0.01));
        for (Method method : METHODS) {
            IllegalArgumentException error = assertThrows(
                    IllegalArgumentException.class, () -> method.fit(problem));
            assertTrue(
                    error.getMessage().endsWith("not defined on 30 rows of which none is positive"),
                    error.getMessage());
        }
    }

    private static Problem with(Problem problem, int epochs, double learningRate) {
        return problem.with(new Budget(epochs, problem.batch(), learningRate));
    }

    private static float[] features(Problem problem) {
        return EncodedTable.of("test", problem.train()).features();
    }

    private static double validationPrecision(Trained trained, Problem problem) {
        double[][] p = trained.probabilities(problem.validation());
        return p[0].length == 2
                ? AveragePrecision.of(
                        Stream.of(p).mapToDouble(row -> row[1]).toArray(),
                        problem.validation().labels())
                : AveragePrecision.macro(p, problem.validation().labels());
    }

    @Test
    void aLossHasTheNameOfTheMethodThatIsPlainTrainingWithIt() {
        for (TrainingLoss loss : TrainingLoss.all()) {
            assertEquals(loss, TrainingLoss.find(loss.name()).orElseThrow());
            String method = loss instanceof TrainingLoss.CrossEntropy ? "plain" : loss.name();
            assertEquals(loss, ((Supervised) Methods.find(method).orElseThrow()).loss());
        }
        assertTrue(TrainingLoss.find("no-such-loss").isEmpty());
    }
}
