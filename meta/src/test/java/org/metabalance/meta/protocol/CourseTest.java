package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.catalog.Search;
import org.metabalance.meta.catalog.SearchSpace;
import org.metabalance.meta.catalog.TrialLog;
import org.metabalance.meta.catalog.Tuned;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.Merit;

/** What is told of trainings that are made of several. */
class CourseTest {
    private static Method method(String name) {
        return Methods.find(name).orElseThrow();
    }

    private static Course course(Method method, Problem problem) {
        Course.Recorder recorder = new Course.Recorder();
        method.fit(problem.watchedBy(recorder));
        return recorder.course();
    }

    /** The best of the epochs told is that which the model predicts as. */
    private static void assertKept(Course.Training training, Trained trained, Problem problem) {
        assertEquals(
                Merit.of(
                        trained.probabilities(problem.validation()),
                        problem.validation().labels()).averagePrecision(),
                training.epochs().get(training.kept()).averagePrecision(), 1e-6);
    }

    @Test
    void oneTrainingHasNoName() {
        Course course = course(method("metabalance"), Blobs.problem(2, 1));
        assertEquals(List.of(""), course.trainings().stream().map(Course.Training::name).toList());
        Course.Training training = course.trainings().getFirst();
        assertEquals(6, training.epochs().size());
        assertArrayEquals(new int[] {400, 20}, training.views().get("inner"));
        assertTrue(training.epochs().getFirst().inner() > 0);
    }

    @Test
    void ensemblesTellOfEveryMember() {
        Course course = course(method("easy-ensemble-of-metabalance"), Blobs.problem(2, 1));
        assertEquals(
                IntStream.rangeClosed(1, 10).mapToObj(i -> "member " + i).toList(),
                course.trainings().stream().map(Course.Training::name).toList());
        for (Course.Training member : course.trainings()) {
            assertArrayEquals(new int[] {20, 20}, member.views().get("outer"));
            assertFalse(member.epochs().isEmpty());
            assertTrue(member.kept() >= 0);
            assertTrue(member.epochs().getFirst().inner() > 0);
        }
    }

    @Test
    void ofVariantsOnlyTheOneThatIsKeptIsTold() {
        Problem problem = Blobs.problem(2, 1);
        Method plain = method("plain");
        Tuned tuned = new Tuned(
                plain.about(),
                List.of(new Tuned.Variant("slow", plain, .01),
                        new Tuned.Variant("usual", plain, 1)));
        Course course = course(tuned, problem);
        assertEquals(1, course.trainings().size());
        assertEquals(tuned.fit(problem).setting(), course.trainings().getFirst().name());
        assertKept(course.trainings().getFirst(), tuned.fit(problem), problem);
    }

    @Test
    void ofTrialsTheOneThatIsKeptIsToldWithAllOfItsMembers() {
        Problem problem = Blobs.problem(2, 1);
        Search search = new Search(
                method("easy-ensemble"), new SearchSpace(null, false), 4, TrialLog.NONE);
        Course course = course(search, problem);
        String setting = search.fit(problem).setting();
        assertTrue(course.trainings().size() > 1);
        for (int i = 0; i < course.trainings().size(); i++) {
            assertEquals(
                    setting + ": member " + (i + 1), course.trainings().get(i).name());
        }
    }

    @Test
    void theTargetOfATranslationIsNotTheModel() {
        Problem problem = Blobs.problem(2, 1);
        double[] done = new double[1];
        Course.Recorder recorder = new Course.Recorder() {
            @Override
            public void at(double share) {
                assertTrue(share >= done[0]);
                done[0] = share;
            }
        };
        Trained trained = method("m2m").fit(problem.watchedBy(recorder));
        assertEquals(1, done[0]);
        Course course = recorder.course();
        assertEquals(
                List.of("network"),
                course.trainings().stream().map(Course.Training::name).toList());
        assertKept(course.trainings().getFirst(), trained, problem);
    }

    /** A method of the table that is given here tells the loss of every epoch. */
    @ParameterizedTest
    @MethodSource
    void everyMethodTellsItsLosses(Method method) {
        for (Course.Training training : course(method, Blobs.problem(2, 1)).trainings()) {
            for (Course.Epoch epoch : training.epochs()) {
                assertTrue(Double.isFinite(epoch.outer()), method.name());
            }
        }
    }

    static Stream<Method> everyMethodTellsItsLosses() {
        return Methods.all().stream().filter(method -> !method.name().contains("gcn")
                && !method.name().contains("graph"));
    }

    @Test
    void twoPhasesAreOneTrainingAndTheLastIsKept() {
        Problem problem = Blobs.problem(2, 1).withEpochs(10);
        Course.Training training = course(method("crt"), problem).trainings().getFirst();
        assertEquals(10, training.epochs().size());
        assertTrue(training.kept() >= 8, () -> "kept " + training.kept());
        assertKept(training, method("crt").fit(problem), problem);
    }
}
