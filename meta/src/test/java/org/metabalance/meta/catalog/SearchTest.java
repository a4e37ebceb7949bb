package org.metabalance.meta.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;

class SearchTest {
    private static final Method FOCAL = Methods.find("focal").orElseThrow();
    private static final SearchSpace SPACE = new SearchSpace(
            times -> ModelFor.mlp(List.of((int) (8 * times))), true);

    /** Remembers all, and knows what it is given. */
    private static final class Book implements TrialLog {
        final Map<Place, Outcome> ended = new LinkedHashMap<>();
        final Map<Place, Outcome> known = new LinkedHashMap<>();

        @Override
        public Optional<Outcome> known(Place place) {
            return Optional.ofNullable(known.get(place));
        }

        @Override
        public void ended(Place place, Trial trial, Outcome outcome) {
            ended.put(place, outcome);
        }
    }

    private static Problem problem(int epochs) {
        return Blobs.problem(2, 1).with(ModelFor.mlp(List.of(8)))
                .with(new Budget(epochs, 32, .01));
    }

    @Test
    void rungsShareTheBudget() {
        assertEquals(
                List.of(new Rungs.Rung(9, 1 / 9.0), new Rungs.Rung(3, 1 / 3.0),
                        new Rungs.Rung(1, 1)),
                Rungs.of(9, new Budget.Passes(9)).rungs());
        assertEquals(3, Rungs.of(9, new Budget.Passes(9)).budgets(), 1e-12);
        assertEquals(List.of(new Rungs.Rung(9, 1)), Rungs.of(9, new Budget.Passes(2)).rungs());
        assertEquals(List.of(new Rungs.Rung(2, 1)), Rungs.of(2, new Budget.Passes(9)).rungs());
        assertEquals(
                List.of(100, 33, 11),
                Rungs.of(100, Budget.UntilStalled.DEFAULT).rungs().stream()
                        .map(Rungs.Rung::trials).toList());
        assertEquals(new Budget.Passes(3), new Budget.Passes(27).times(1 / 9.0));
        assertThrows(IllegalArgumentException.class,
                () -> Rungs.of(0, new Budget.Passes(1)));
    }

    @Test
    void theBestOfAThirdGoOn() {
        Book book = new Book();
        TunedModel model = new Search(FOCAL, SPACE, 9, book).fit(problem(9));
        assertEquals(13, book.ended.size());
        for (int rung = 0; rung < 2; rung++) {
            int own = rung;
            List<TrialLog.Place> places = book.ended.keySet().stream()
                    .filter(place -> place.rung() == own).toList();
            Set<Integer> next = new HashSet<>();
            book.ended.keySet().stream().filter(place -> place.rung() == own + 1)
                    .forEach(place -> next.add(place.number()));
            for (TrialLog.Place goes : places) {
                for (TrialLog.Place stays : places) {
                    if (next.contains(goes.number()) && !next.contains(stays.number())) {
                        assertTrue(!book.ended.get(stays).merit()
                                .betterThan(book.ended.get(goes).merit()));
                    }
                }
            }
        }
        assertEquals(
                book.ended.values().stream().mapToLong(TrialLog.Outcome::updates).sum(),
                model.updates());
        assertEquals(book.ended.entrySet().stream().reduce((a, b) -> b).orElseThrow()
                .getValue().merit(), model.kept().merit());
    }

    /** Whatever has ended is not made again, and the model is the same. */
    @Test
    void aSearchGoesOnWhereItWasStopped() {
        Problem problem = problem(3);
        Book first = new Book();
        TunedModel whole = new Search(FOCAL, SPACE, 4, first).fit(problem);
        List<TrialLog.Place> places = new ArrayList<>(first.ended.keySet());
        for (int stopped : new int[] {2, places.size()}) {
            Book second = new Book();
            places.subList(0, stopped)
                    .forEach(place -> second.known.put(place, first.ended.get(place)));
            TunedModel rest = new Search(FOCAL, SPACE, 4, second).fit(problem);
            assertEquals(places.subList(stopped, places.size()),
                    List.copyOf(second.ended.keySet()));
            assertEquals(whole.setting(), rest.setting());
            assertEquals(whole.updates(), rest.updates());
            assertArrayEquals(
                    whole.probabilities(problem.validation()),
                    rest.probabilities(problem.validation()));
        }
    }

    @Test
    void everyMethodHasTrialsThatDiffer() {
        for (Method method : Methods.all()) {
            Set<String> settings = new HashSet<>();
            for (int i = 0; i < 30; i++) {
                Trial trial = SPACE.trial(method, i);
                settings.add(trial.setting());
                assertEquals(trial.setting(), SPACE.trial(method, i).setting());
                assertTrue(trial.rate() >= .1 && trial.rate() <= 10);
                assertTrue(trial.decay() >= 0 && trial.decay() <= .1);
            }
            assertEquals(30, settings.size(), method.name());
        }
        Trial seventh = SPACE.trial(FOCAL, 7);
        assertTrue(seventh.values().containsKey("gamma"));
        assertNotEquals(FOCAL, seventh.method());
        assertEquals(seventh.setting(),
                SPACE.find(FOCAL, seventh.setting()).orElseThrow().setting());
        assertEquals(Optional.empty(), SPACE.find(FOCAL, "gamma 99"));
        // what all methods share is the same for all
        assertEquals(seventh.rate(), SPACE.trial(Methods.find("smote").orElseThrow(), 7).rate());
        assertEquals(
                Set.of("learning rate x", "weight decay"),
                new SearchSpace(null, false)
                        .trial(Methods.find("plain").orElseThrow(), 1).values().keySet());
    }

    @Test
    void trialsThatDivergeAreNoWinners() {
        Method failing = new Method() {
            @Override
            public About about() {
                return new About("failing", "for a test", "-");
            }

            @Override
            public Trained fit(Problem problem) {
                throw new IllegalStateException("diverged");
            }
        };
        assertEquals("failing: all 3 trials diverged; a smaller learning rate may help",
                assertThrows(IllegalStateException.class,
                        () -> new Search(failing, SPACE, 3, TrialLog.NONE).fit(problem(1)))
                        .getMessage());
    }
}
