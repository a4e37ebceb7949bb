package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.TooFewRowsException;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.ThresholdRule;

@Timeout(60)
class ExperimentTest {
    private static final Method PLAIN = Methods.find("plain").orElseThrow();

    private static Comparison comparison(Table table, int seeds, int threads, Method... methods) {
        return new Comparison(
                Splits.of(table, Target.of(table, "label")), List.of(methods), seeds,
                ModelFor.mlp(List.of(8)), Budget.DEFAULT.withEpochs(2), threads);
    }

    private static Table table() {
        return Blobs.table(1, 300, 15);
    }

    /** A method that is {@code body}. */
    private record Custom(String name, Function<Problem, Trained> body) implements Method {
        @Override
        public About about() {
            return new About(name, "for a test", "-");
        }

        @Override
        public Trained fit(Problem problem) {
            return body.apply(problem);
        }
    }

    @Test
    void theResultDoesNotDependOnTheNumberOfThreads() {
        for (Table table : List.of(table(), Blobs.table(2, 200, 30, 10))) {
            Method[] all = Methods.defaults().toArray(Method[]::new);
            List<Run> one = Experiment.run(comparison(table, 2, 1, all), Watch.NONE);
            assertEquals(2 * all.length, one.size());
            for (int threads : new int[] {2, 5}) {
                List<Run> several = Experiment.run(comparison(table, 2, threads, all), Watch.NONE);
                assertEquals(one.size(), several.size());
                for (int i = 0; i < one.size(); i++) {
                    same(one.get(i), several.get(i));
                }
            }
        }
    }

    @Test
    void whatIsKnownIsNotMadeAgain() {
        List<String> made = Collections.synchronizedList(new ArrayList<>());
        Method[] methods = {
            new Custom("a", problem -> {
                made.add("a" + problem.seed());
                return PLAIN.fit(problem);
            }), new Custom("b", problem -> {
                made.add("b" + problem.seed());
                return PLAIN.fit(problem);
            })
        };
        List<Run> all = Experiment.run(comparison(table(), 3, 1, methods), Watch.NONE);
        made.clear();
        List<Run> known = List.of(all.get(4), all.get(1), all.get(5));
        List<Double> progress = Collections.synchronizedList(new ArrayList<>());
        List<Run> resumed = Experiment.run(comparison(table(), 3, 1, methods), known, new Watch() {
            @Override
            public void finished(Run run) {
                assertFalse(known.contains(run));
            }

            @Override
            public void progress(double done) {
                progress.add(done);
            }
        });
        assertEquals(List.of("a0", "a1", "b1"), made.stream().sorted().toList());
        assertEquals(6, resumed.size());
        for (int i = 0; i < all.size(); i++) {
            same(all.get(i), resumed.get(i));
        }
        assertEquals(1, progress.getLast());
        assertTrue(progress.getFirst() < .5, "of what is left to do: " + progress.getFirst());
        made.clear();
        assertEquals(all, Experiment.run(comparison(table(), 3, 2, methods), all, Watch.NONE));
        assertEquals(List.of(), made);
    }

    private static void same(Run a, Run b) {
        assertEquals(a.method(), b.method());
        assertEquals(a.seed(), b.seed());
        assertEquals(a.hypergradient(), b.hypergradient());
        assertEquals(a.metrics().values(), b.metrics().values());
        assertArrayEquals(a.metrics().perClassRecall(), b.metrics().perClassRecall());
        assertEquals(a.updates(), b.updates());
        assertEquals(a.threshold(), b.threshold());
    }

    @Test
    void referencesComeAfterTheMethodsAndThresholdsAreAsAsked() {
        Method reference = new Custom("reference", PLAIN::fit);
        Comparison plain = comparison(table(), 2, 2, PLAIN);
        List<Run> runs = Experiment.run(
                new Comparison(
                        plain.splits(), plain.methods(), List.of(reference), 2, plain.models(),
                        plain.budget(), new ThresholdRule.Fixed(.125), 2),
                Watch.NONE);
        assertEquals(
                List.of("plain false", "reference true", "plain false", "reference true"),
                runs.stream().map(run -> run.method() + " " + run.reference()).toList());
        for (Run run : runs) {
            assertEquals(.125, run.threshold());
            assertEquals(.125, run.metrics().threshold());
        }
    }

    @Test
    void runsStandSeedBySeedInTheOrderAskedForWhoeverEndsFirst() {
        CountDownLatch earlyEnded = new CountDownLatch(2);
        Method late = new Custom("late", problem -> {
            await(earlyEnded);
            return PLAIN.fit(problem);
        });
        Method early = new Custom("early", PLAIN::fit);
        List<String> ended = Collections.synchronizedList(new ArrayList<>());
        List<Run> runs = Experiment.run(comparison(table(), 2, 4, late, early), new Watch() {
            @Override
            public void finished(Run run) {
                ended.add(run.method());
                if (run.method().equals("early")) {
                    earlyEnded.countDown();
                }
            }
        });
        assertEquals(
                List.of("late 0", "early 0", "late 1", "early 1"),
                runs.stream().map(run -> run.method() + " " + run.seed()).toList());
        assertEquals(List.of("early", "early", "late", "late"), ended);
    }

    @Test
    void aRunTellsWhatWasDone() {
        Method exact = Methods.find("metabalance").orElseThrow();
        List<Run> runs = Experiment.run(comparison(table(), 3, 2, exact, PLAIN), Watch.NONE);
        for (Run run : runs) {
            // 60 % of 315 rows in batches of 128, two epochs
            assertEquals(2 * 2, run.updates());
            assertEquals(run.method().equals("plain") ? "none" : "exact", run.hypergradient());
            assertTrue(run.seconds() > 0 && run.seconds() < 60);
            assertEquals(run.threshold(), run.metrics().threshold());
            assertTrue(run.threshold() > 0 && run.threshold() < 1);
            // 20 % of 300 and of 15 are tested
            assertEquals(60, rows(run, 0));
            assertEquals(3, rows(run, 1));
        }
        assertEquals(List.of(0, 0, 1, 1, 2, 2), runs.stream().map(Run::seed).toList());
    }

    private static int rows(Run run, int label) {
        return IntStream.of(run.metrics().confusion().counts()[label]).sum();
    }

    @Test
    void moreThanTwoClassesHaveNoThresholdAndARecallEach() {
        List<Run> runs = Experiment.run(
                comparison(Blobs.table(2, 200, 30, 10), 2, 2, PLAIN,
                        Methods.find("metabalance").orElseThrow()),
                Watch.NONE);
        for (Run run : runs) {
            assertTrue(Double.isNaN(run.threshold()));
            assertEquals(3, run.metrics().perClassRecall().length);
            assertEquals(2, rows(run, 2));
            run.metrics().values().forEach(
                    (name, value) -> assertTrue(Double.isFinite(value), name));
        }
    }

    @Test
    void aMethodThatFailsIsToldAndTheOthersGoOn() {
        RuntimeException why = new IllegalStateException("no luck");
        Method failing = new Custom("failing", problem -> {
            if (problem.seed() == 1) {
                throw why;
            }
            return PLAIN.fit(problem);
        });
        List<String> failed = new ArrayList<>();
        List<Run> finished = new ArrayList<>();
        double[] last = new double[1];
        List<Run> runs = Experiment.run(comparison(table(), 3, 2, failing, PLAIN), new Watch() {
            @Override
            public void failed(String method, int seed, RuntimeException reason) {
                assertSame(why, reason);
                failed.add(method + " " + seed);
            }

            @Override
            public void finished(Run run) {
                finished.add(run);
            }

            @Override
            public void progress(double done) {
                last[0] = done;
            }
        });
        assertEquals(List.of("failing 1"), failed);
        assertEquals(5, runs.size());
        assertEquals(5, finished.size());
        assertTrue(finished.containsAll(runs));
        assertEquals(1, last[0]);
    }

    @Test
    void whereNobodyWatchesTheLogIsToldOfAFailure() {
        Method failing = new Custom("failing", problem -> {
            throw new IllegalStateException("no luck");
        });
        List<LogRecord> told = Collections.synchronizedList(new ArrayList<>());
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                told.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("org.metabalance.meta");
        log.addHandler(listener);
        log.setUseParentHandlers(false);
        try {
            assertEquals(2, Experiment.run(comparison(table(), 2, 2, failing, PLAIN), Watch.NONE)
                    .size());
        } finally {
            log.setUseParentHandlers(true);
            log.removeHandler(listener);
        }
        assertEquals(
                List.of("failing, seed 0, failed", "failing, seed 1, failed"),
                told.stream().map(LogRecord::getMessage).sorted().toList());
        assertEquals("no luck", told.getFirst().getThrown().getMessage());
    }

    @Test
    void aModelThatGivesNoNumbersFailsLikeATrainingThatDoes() {
        Method broken = new Custom("broken", problem -> new Spy.Wrapped(PLAIN.fit(problem)) {
            @Override
            public double[][] probabilities(Examples rows) {
                double[][] p = super.probabilities(rows);
                p[0][1] = Double.NaN;
                return p;
            }
        });
        List<String> failed = new ArrayList<>();
        List<Run> runs = Experiment.run(comparison(table(), 2, 1, broken, PLAIN), new Watch() {
            @Override
            public void failed(String method, int seed, RuntimeException reason) {
                failed.add(method + " " + seed);
            }
        });
        assertEquals(List.of("broken 0", "broken 1"), failed);
        assertEquals(2, runs.size());
    }

    @Test
    void anErrorEndsTheExperiment() {
        Method fatal = new Custom("fatal", problem -> {
            throw new OutOfMemoryError("pretended");
        });
        IllegalStateException error = assertThrows(
                IllegalStateException.class,
                () -> Experiment.run(comparison(table(), 2, 2, fatal, PLAIN), Watch.NONE));
        assertEquals("pretended", error.getCause().getMessage());
    }

    @Test
    void progressRisesToOneAndTheWatchIsToldOneThingAtATime() {
        List<Double> told = new ArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        Experiment.run(
                comparison(table(), 3, 3, PLAIN, Methods.find("smote").orElseThrow()), new Watch() {
                    @Override
                    public void progress(double done) {
                        assertEquals(1, inside.incrementAndGet());
                        told.add(done);
                        inside.decrementAndGet();
                    }

                    @Override
                    public void finished(Run run) {
                        assertEquals(1, inside.incrementAndGet());
                        inside.decrementAndGet();
                    }
                });
        // two epochs and the end of each of 6 runs
        assertEquals(18, told.size());
        for (int i = 1; i < told.size(); i++) {
            assertTrue(told.get(i) >= told.get(i - 1));
        }
        assertTrue(told.get(0) > 0);
        assertEquals(1, told.get(17));
    }

    @Test
    void anInterruptedExperimentStopsAndReportsNoHalfTraining() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(2);
        Method endless = new Custom("endless", problem -> {
            started.countDown();
            await(new CountDownLatch(1));
            return PLAIN.fit(problem);
        });
        List<Run> finished = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger failures = new AtomicInteger();
        List<List<Run>> result = Collections.synchronizedList(new ArrayList<>());
        boolean[] flag = new boolean[1];
        Thread caller = new Thread(() -> {
            result.add(Experiment.run(comparison(table(), 5, 2, endless), new Watch() {
                @Override
                public void finished(Run run) {
                    finished.add(run);
                }

                @Override
                public void failed(String method, int seed, RuntimeException why) {
                    failures.incrementAndGet();
                }
            }));
            flag[0] = Thread.interrupted();
        });
        caller.start();
        await(started);
        caller.interrupt();
        caller.join(20_000);
        assertFalse(caller.isAlive());
        assertEquals(List.of(List.of()), result);
        assertEquals(List.of(), finished);
        assertEquals(0, failures.get());
        assertTrue(flag[0], "the interruption must remain to be seen");
    }

    @Test
    void aSplitThatCannotBeEncodedStopsWhatIsRunning() {
        // one row has a value of its own: without it among the training rows the column is constant
        double[] x = new double[100];
        x[0] = 1;
        String[] label = new String[100];
        for (int i = 0; i < 100; i++) {
            label[i] = i < 80 ? "common" : "rare";
        }
        Table table = Table.of(
                new Column.Numeric("x", x), new Column.Categorical("label", label));
        Method endless = new Custom("endless", problem -> {
            await(new CountDownLatch(1));
            return PLAIN.fit(problem);
        });
        DataException error = assertThrows(
                DataException.class,
                () -> Experiment.run(comparison(table, 30, 40, endless), Watch.NONE));
        assertTrue(error.getMessage().contains("no feature column is of use"), error.getMessage());
    }

    @Test
    void tooFewRowsAreRefusedBeforeAnythingRuns() {
        AtomicInteger fits = new AtomicInteger();
        Method counting = new Custom("counting", problem -> {
            fits.incrementAndGet();
            return PLAIN.fit(problem);
        });
        assertThrows(
                TooFewRowsException.class,
                () -> Experiment.run(
                        comparison(Blobs.table(1, 100, 9), 1, 1, counting), Watch.NONE));
        assertEquals(0, fits.get());
    }

    @Test
    void comparisonsThatMeanNothingAreRefused() {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class, () -> comparison(table(), 0, 1));
        assertEquals(
                "comparison: needs methods, seeds and threads, got 0, 0 and 1",
                error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> comparison(table(), 1, 0, PLAIN));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(40, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
