package org.metabalance.meta.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.quicktheories.core.Gen;

class MetricPropertyTest {
    private static final double EXACT = 1e-12;

    /** Scores that are multiples of 1 / levels, so that few levels tie often; both classes occur. */
    private record Ranking(double[] scores, int[] labels) {
        static Ranking of(int rows, int levels, long seed) {
            Rng rng = Rng.of(seed);
            double[] scores = new double[rows];
            int[] labels = new int[rows];
            Arrays.setAll(scores, i -> rng.stream(0).below(i, levels + 1) / (double) levels);
            Arrays.setAll(labels, i -> rng.stream(1).below(i, 2));
            labels[0] = 0;
            labels[1] = 1;
            return new Ranking(scores, labels);
        }

        Ranking map(DoubleUnaryOperator function) {
            return new Ranking(Arrays.stream(scores).map(function).toArray(), labels);
        }

        Ranking reordered(int[] order) {
            return new Ranking(
                    Arrays.stream(order).mapToDouble(i -> scores[i]).toArray(),
                    Arrays.stream(order).map(i -> labels[i]).toArray());
        }

        double averagePrecision() {
            return AveragePrecision.of(scores, labels);
        }

        double rocAuc() {
            return RocAuc.of(scores, labels);
        }
    }

    private static Gen<Ranking> rankings() {
        return integers()
                .between(2, 60)
                .zip(integers().between(1, 50), longs().all(), Ranking::of)
                .describedAs(ranking -> Arrays.toString(ranking.scores()));
    }

    @Test
    void onlyTheOrderOfScoresMatters() {
        qt().forAll(rankings())
                .checkAssert(
                        ranking -> {
                            for (Ranking same : new Ranking[] {
                                ranking.map(s -> 3 * s - 7),
                                ranking.map(Math::exp),
                                ranking.map(s -> s * s * s)
                            }) {
                                assertEquals(ranking.averagePrecision(), same.averagePrecision());
                                assertEquals(ranking.rocAuc(), same.rocAuc());
                            }
                        });
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        qt().forAll(rankings(), longs().all())
                .checkAssert(
                        (ranking, seed) -> {
                            int rows = ranking.scores().length;
                            Ranking same = ranking.reordered(Rng.of(seed).permutation(rows));
                            assertEquals(ranking.averagePrecision(), same.averagePrecision());
                            assertEquals(ranking.rocAuc(), same.rocAuc());
                            for (Criterion criterion : Criterion.values()) {
                                assertEquals(
                                        Threshold.tune(ranking.scores(), ranking.labels(),
                                                criterion),
                                        Threshold.tune(same.scores(), same.labels(), criterion));
                            }
                        });
    }

    @Test
    void reversedScoresHaveTheOtherArea() {
        qt().forAll(rankings())
                .checkAssert(
                        ranking -> assertEquals(
                                1 - ranking.rocAuc(),
                                ranking.map(s -> -s).rocAuc(),
                                EXACT));
    }

    @Test
    void theAreaIsTheShareOfPairsInOrder() {
        qt().forAll(rankings())
                .checkAssert(
                        ranking -> {
                            double inOrder = 0;
                            int pairs = 0;
                            double[] scores = ranking.scores();
                            for (int i = 0; i < scores.length; i++) {
                                for (int j = 0; j < scores.length; j++) {
                                    if (ranking.labels()[i] == 1 && ranking.labels()[j] == 0) {
                                        pairs++;
                                        inOrder += (1 + Math.signum(scores[i] - scores[j])) / 2;
                                    }
                                }
                            }
                            assertEquals(inOrder / pairs, ranking.rocAuc(), EXACT);
                        });
    }

    @Test
    void averagePrecisionLiesBetweenWorstRankingAndOne() {
        qt().forAll(rankings())
                .checkAssert(
                        ranking -> {
                            int positives = Arrays.stream(ranking.labels()).sum();
                            int rows = ranking.labels().length;
                            double worst = 0; // all positives last
                            for (int i = 1; i <= positives; i++) {
                                worst += i / (double) (rows - positives + i) / positives;
                            }
                            assertTrue(ranking.averagePrecision() >= worst - EXACT);
                            assertTrue(ranking.averagePrecision() <= 1);
                        });
    }

    @Test
    void noThresholdIsBetterThanTheTunedOne() {
        qt().forAll(rankings())
                .checkAssert(
                        ranking -> {
                            double[][] probabilities = Arrays.stream(ranking.scores())
                                    .mapToObj(s -> new double[] {1 - s, s})
                                    .toArray(double[][]::new);
                            Threshold tuned = Threshold.tune(
                                    probabilities,
                                    ranking.labels(),
                                    Criterion.BALANCED_ACCURACY);
                            Scores at = Scores.of(probabilities, ranking.labels(), tuned.value());
                            if (!Double.isNaN(tuned.attained())) {
                                assertEquals(tuned.attained(), at.balancedAccuracy(), EXACT);
                            }
                            double[] distinct = Arrays.stream(ranking.scores()).sorted().distinct()
                                    .toArray();
                            // from the second on: all rows positive is no candidate
                            for (int i = 1; i < distinct.length; i++) {
                                Scores other = Scores.of(probabilities, ranking.labels(),
                                        distinct[i]);
                                assertTrue(
                                        other.balancedAccuracy() <= at.balancedAccuracy() + EXACT);
                            }
                        });
    }

    @Test
    void matrixMetricsStayInTheirRanges() {
        Gen<Integer> counts = integers().between(0, 40);
        qt().forAll(counts, counts, counts, counts)
                .assuming((a, b, c, d) -> a + b > 0 && c + d > 0)
                .checkAssert(
                        (a, b, c, d) -> {
                            ConfusionMatrix matrix = ConfusionMatrix
                                    .of(new int[][] {{a, b}, {c, d}});
                            ConfusionMatrix renamed = ConfusionMatrix
                                    .of(new int[][] {{d, c}, {b, a}});
                            assertTrue(matrix.gMean() <= matrix.balancedAccuracy() + EXACT);
                            assertTrue(Math.abs(matrix.mcc()) <= 1 + EXACT);
                            assertTrue(matrix.kappa() <= 1 + EXACT);
                            // symmetric in the classes, but for F1
                            assertEquals(matrix.mcc(), renamed.mcc(), EXACT);
                            assertEquals(matrix.kappa(), renamed.kappa(), EXACT);
                            assertEquals(matrix.gMean(), renamed.gMean(), EXACT);
                            assertEquals(matrix.f1(0), renamed.f1(1), EXACT);
                        });
    }
}
