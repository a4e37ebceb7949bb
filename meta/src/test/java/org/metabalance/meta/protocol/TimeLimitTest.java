package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.catalog.Rungs;
import org.metabalance.meta.catalog.Search;
import org.metabalance.meta.catalog.SearchSpace;
import org.metabalance.meta.catalog.Trial;
import org.metabalance.meta.catalog.TrialLog;
import org.metabalance.meta.catalog.TunedModel;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.metric.ThresholdRule;

class TimeLimitTest {
    private static final Method PLAIN = Methods.find("plain").orElseThrow();

    /** Goes on by a second whenever it is looked at. */
    private static TimeLimit seconds(long limit) {
        long[] now = {0};
        return TimeLimit.of(Duration.ofSeconds(limit), () -> now[0]++ * 1_000_000_000L);
    }

    @Test
    void whatIsLeftIsShared() {
        long[] now = {5};
        TimeLimit limit = TimeLimit.of(Duration.ofNanos(100), () -> now[0]);
        TimeLimit.Deadline quarter = limit.next(4, 1);
        now[0] = 29;
        assertFalse(quarter.over());
        now[0] = 30;
        assertFalse(quarter.met());
        assertTrue(quarter.over() && quarter.met());
        TimeLimit.Deadline third = limit.next(3, 2); // 75 left, two at a time
        now[0] = 79;
        assertFalse(third.over());
        now[0] = 80;
        assertTrue(third.over());
        assertFalse(limit.over());
        now[0] = 105;
        assertTrue(limit.over());
        TimeLimit.Deadline free = TimeLimit.NONE.next(1, 1);
        assertFalse(free.over() || free.met() || TimeLimit.NONE.over());
    }

    private static final class Told implements Watch {
        final List<String> cut = new ArrayList<>();
        final List<String> notBegun = new ArrayList<>();

        @Override
        public void cut(String method, int seed) {
            cut.add(method + seed);
        }

        @Override
        public void notBegun(String method, int seed) {
            notBegun.add(method + seed);
        }
    }

    private static Comparison comparison(int seeds, int epochs) {
        Problem problem = Blobs.problem(2, 1);
        return new Comparison(
                seed -> new Fold(seed, problem.train(), problem.validation(),
                        problem.validation()),
                List.of(PLAIN), List.of(), seeds, ModelFor.mlp(List.of(4)),
                new Budget(epochs, 32, .01), ThresholdRule.DEFAULT, 1);
    }

    @Test
    void trainingsEndEarlyAndWhatIsNotBegunIsNamed() {
        Told told = new Told();
        List<Run> runs = Experiment.run(comparison(3, 50), List.of(), seconds(30), told);
        assertEquals(List.of("plain0", "plain1", "plain2"), told.cut);
        assertEquals(3, runs.size());
        Told late = new Told();
        assertEquals(1, Experiment.run(comparison(3, 3), List.of(), seconds(3), late).size());
        assertEquals(List.of("plain1", "plain2"), late.notBegun);
        Told enough = new Told();
        assertEquals(3, Experiment.run(comparison(3, 3), List.of(), seconds(500), enough).size());
        assertTrue(enough.cut.isEmpty() && enough.notBegun.isEmpty());
    }

    /** Three trials of a third of the budget, then one of all: it is over in the second. */
    @Test
    void aSearchKeepsTheBestTrialSoFar() {
        List<TrialLog.Place> ended = new ArrayList<>();
        TrialLog log = new TrialLog() {
            @Override
            public Optional<Outcome> known(Place place) {
                return Optional.empty();
            }

            @Override
            public void ended(
                    Place place, Trial trial, Outcome outcome) {
                ended.add(place);
            }
        };
        Problem problem = Blobs.problem(2, 1).with(ModelFor.mlp(List.of(4)))
                .with(new Budget(9, 32, .01));
        assertEquals(2, Rungs.of(3, problem.budget().length()).rungs().size());
        boolean[] over = {false};
        TunedModel model = new Search(PLAIN, new SearchSpace(null, false), 3, log)
                .fit(problem.watchedBy(new Problem.Progress() {
                    @Override
                    public void at(double done) {
                        over[0] |= done > .3;
                    }

                    @Override
                    public boolean over() {
                        return over[0];
                    }
                }));
        assertEquals(1, ended.size());
        assertEquals(2, model.attempts().size());
    }
}
