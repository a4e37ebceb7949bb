package org.metabalance.meta.method.metabalance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Rng;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.ConjugateGradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.bilevel.solver.Implicit;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Optimizer;
import org.metabalance.nn.optimize.Sgd;

/** What MetaBalance can be told beyond the defaults. */
class MetaBalanceOptionsTest {
    private static final MetaBalance DEFAULT = MetaBalance.of("metabalance");
    private static final EncodedTable TEST = Blobs.rows(4, 50, 5);

    @Test
    void theDefaultsAreThoseOfTheListedMethod() {
        assertEquals(
                Methods.find("metabalance").orElseThrow().fit(Blobs.problem(2, 1)).hypergradient(),
                "exact");
        assertArrayEquals(
                Methods.find("metabalance").orElseThrow().fit(Blobs.problem(2, 1))
                        .probabilities(TEST),
                fit(DEFAULT));
    }

    @Test
    void aHeldOutPartIsBalancedAndLeftOutOfTheOtherSide() {
        Examples train = Blobs.problem(3, 1).train();
        Balance held = new Balance.HeldOut(0.25);
        Balance.Pair outside = Balance.Pair.of(Balance.of(new Natural()), held, train, Rng.of(5));
        assertArrayEquals(new int[] {5, 5, 5}, outside.outer().classCounts());
        assertArrayEquals(new int[] {395, 37, 15}, outside.inner().classCounts());
        assertFalse(Arrays.stream(rows(outside.outer())).anyMatch(
                Arrays.asList(rows(outside.inner()))::contains));
        Balance.Pair inside = Balance.Pair.of(held, Balance.of(new Repetition()), train, Rng.of(5));
        assertArrayEquals(new int[] {5, 5, 5}, inside.inner().classCounts());
        int[] balanced = inside.outer().classCounts();
        assertTrue(balanced[0] == balanced[1] && balanced[1] == balanced[2]);
    }

    private static String[] rows(Examples examples) {
        EncodedTable data = EncodedTable.of("test", examples);
        String[] rows = new String[data.rows()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.toString(Arrays.copyOfRange(
                    data.features(), i * data.width(), (i + 1) * data.width()));
        }
        return rows;
    }

    @Test
    void twoHeldOutPartsOrOneOfASingleRowAreRefused() {
        Balance held = new Balance.HeldOut(0.5);
        assertThrows(IllegalArgumentException.class, () -> DEFAULT.with(held, held));
        assertThrows(IllegalArgumentException.class, () -> new Balance.HeldOut(1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Balance.Pair.of(
                        Balance.of(new Natural()), held, Blobs.rows(1, 20, 1), Rng.of(1)));
    }

    @Test
    void itTrainsOnAHeldOutPart() {
        MetaBalance heldOut = DEFAULT.with(Balance.natural(), new Balance.HeldOut(0.5));
        assertEquals(
                "inner steps on natural rows, outer loss on held-out ones, gradient through the"
                        + " inner steps",
                heldOut.about().summary());
        assertFalse(Arrays.deepEquals(fit(DEFAULT), fit(heldOut)));
        // the other side can be the held-out one as well
        MetaBalance other = heldOut.with(new Balance.HeldOut(0.5), Balance.equal());
        assertFalse(Arrays.deepEquals(fit(heldOut), fit(other)));
    }

    @Test
    void episodesThatAreLeftOverCountForTheNextEpoch() {
        // 420 natural rows in batches of 40 are 11 episodes; 4 an update
        Problem problem = Blobs.problem(2, 1);
        Outer outer = Outer.DEFAULT.with(Balance.natural()).withBatch(40)
                .withEpisodes(4, Outer.EpochLength.EPISODES);
        MetaBalance method = DEFAULT.with(Inner.DEFAULT.withBatch(8)).with(outer);
        Episode episode = new Episode(
                problem, Network.of(problem), new Balance.Pair(problem.train(), problem.train()),
                method);
        assertEquals(
                List.of(2L, 3L, 3L, 3L, 2L),
                List.of(episode.epoch(), episode.epoch(), episode.epoch(), episode.epoch(),
                        episode.epoch()));
        assertEquals(
                6 * 11 / 4, method.fit(problem).updates());
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class,
                () -> fit(method.with(outer.withEpisodes(67, Outer.EpochLength.EPISODES))));
        assertEquals(
                "metabalance: 6 epochs of 11 episodes do not make an update, which takes 67",
                error.getMessage());
    }

    @Test
    void adaptedPredictionsAreThoseAfterInnerSteps() {
        double[][] theta = fit(DEFAULT);
        assertFalse(Arrays.deepEquals(theta, fit(DEFAULT.with(Prediction.ADAPTED))));
        MetaBalance still = DEFAULT.with(Inner.DEFAULT.withRate(0));
        assertArrayEquals(fit(still), fit(still.with(Prediction.ADAPTED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "exact-checkpointed", "truncated-1", "finite-difference", "conjugate-gradient-3",
        "neumann-3-0.1"})
    void itTrainsWithEveryHypergradient(String label) {
        Trained trained = DEFAULT.with(Inner.DEFAULT.withSteps(4).withProximal(2))
                .with(Hypergradients.parse(label))
                .fit(Blobs.problem(2, 1));
        assertTrue(trained.hypergradient().startsWith(label), trained.hypergradient());
        for (double[] row : trained.probabilities(TEST)) {
            assertTrue(Double.isFinite(row[1]));
        }
    }

    @Test
    void anInnerProblemThatIsNotSolvedIsTold() {
        Hypergradient implicit = new Implicit(new ConjugateGradient(3));
        Inner inner = Inner.DEFAULT.withProximal(2);
        String hasty = DEFAULT.with(inner.withRate(0.01)).with(implicit)
                .fit(Blobs.problem(2, 1)).hypergradient();
        assertEquals(
                "conjugate-gradient-3 (inner problem not converged in 84 of 84 episodes)", hasty);
        String patient = DEFAULT.with(inner.withRate(0.3).withSteps(30)).with(implicit)
                .fit(Blobs.problem(2, 1)).hypergradient();
        assertEquals("conjugate-gradient-3", patient);
    }

    @Test
    void whatAnImplicitHypergradientNeedsIsChecked() {
        Hypergradient implicit = new Implicit(new ConjugateGradient(3));
        assertThrows(IllegalArgumentException.class, () -> DEFAULT.with(implicit));
        Problem dropout = Blobs.problem(2, 1).with(ModelFor.mlp(List.of(8), Map.of(1, 0.5)));
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class,
                () -> DEFAULT.with(Inner.DEFAULT.withProximal(1)).with(implicit)
                        .fit(dropout));
        assertTrue(error.getMessage().contains("dropout"));
    }

    @Test
    void innerRulesMatter() {
        double[][] descent = fit(DEFAULT.with(Inner.DEFAULT.withSteps(2)));
        assertFalse(Arrays.deepEquals(descent, fit(inner(Sgd.of(0.1).withMomentum(0.9)))));
        assertFalse(Arrays.deepEquals(descent, fit(inner(Adam.of(0.1)))));
    }

    private static MetaBalance inner(Optimizer rule) {
        return DEFAULT.with(Inner.DEFAULT.withSteps(2).with(rule));
    }

    private static double[][] fit(MetaBalance method) {
        return method.fit(Blobs.problem(2, 1)).probabilities(TEST);
    }
}
