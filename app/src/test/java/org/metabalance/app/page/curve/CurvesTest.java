package org.metabalance.app.page.curve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.metric.ConfusionMatrix;
import org.metabalance.meta.metric.PrecisionAtRecall;
import org.metabalance.meta.metric.RocCurve;

class CurvesTest {
    private static final int ROWS = 5000;

    private final float[] scores = new float[ROWS];
    private final int[] labels = new int[ROWS];

    /** Scores on a grid, so that many are equal. */
    CurvesTest() {
        Random random = new Random(4);
        for (int i = 0; i < ROWS; i++) {
            labels[i] = random.nextInt(20) == 0 ? 1 : 0;
            scores[i] = Math.round(
                    1000 / (1 + Math.exp(3 - random.nextGaussian() - 1.5 * labels[i]))) / 1000f;
        }
    }

    private double[] doubles() {
        double[] doubles = new double[ROWS];
        Arrays.setAll(doubles, i -> scores[i]);
        return doubles;
    }

    @Test
    void countsAreThoseOfAThreshold() {
        Staircase steps = Staircase.of(scores, labels);
        for (float threshold : new float[] {2, .5f, .0505f, .05f, 0}) {
            Counts counts = steps.counts(steps.at(threshold));
            int[] predicted = new int[ROWS];
            Arrays.setAll(predicted, i -> scores[i] >= threshold ? 1 : 0);
            ConfusionMatrix matrix = ConfusionMatrix.of(labels, predicted, 2);
            assertEquals(matrix.count(1, 1), counts.tp());
            assertEquals(matrix.count(0, 1), counts.fp());
            assertEquals(matrix.count(0, 0), counts.tn());
            assertEquals(matrix.count(1, 0), counts.fn());
            assertEquals(matrix.f1(), counts.tp() == 0 ? 0 : counts.fBeta(1), 1e-12);
            assertEquals(matrix.mcc(), counts.mcc(), 1e-12);
        }
    }

    @Test
    void curvesAreThoseOfTheMetrics() {
        List<Staircase> one = List.of(Staircase.of(scores, labels));
        Band roc = Band.roc(one);
        RocCurve all = RocCurve.of(doubles(), labels);
        for (int i = 0; i < roc.x().length; i++) {
            assertTrue(roc.mean()[i] >= all.truePositiveRateAt(roc.x()[i]) - 1e-12);
        }
        assertEquals(1, roc.mean()[100]);
        Band precision = Band.precisionByRecall(one);
        for (int i : new int[] {1, 20, 50, 80, 100}) {
            assertTrue(precision.mean()[i] <= PrecisionAtRecall.of(
                    doubles(), labels, precision.x()[i]) + 1e-12);
        }
        assertEquals(
                Arrays.stream(labels).sum() / (double) ROWS, precision.mean()[100], .02);
    }

    @Test
    void aThinnedStaircaseHasExactCountsAndTheBestThreshold() {
        Staircase all = Staircase.of(scores, labels);
        Staircase few = all.thinned(200);
        assertTrue(few.size() <= 400 && few.size() < all.size(), few.size() + " steps");
        for (int i = 0; i < few.size(); i++) {
            assertEquals(all.counts(all.at(few.scores()[i])), few.counts(i));
        }
        assertEquals(all.counts(all.size() - 1), few.counts(few.size() - 1));
        int best = all.at(BestThreshold.best(all, counts -> counts.fBeta(1)));
        int of = few.at(BestThreshold.best(few, counts -> counts.fBeta(1)));
        assertEquals(all.counts(best).fBeta(1), few.counts(of).fBeta(1), .01);
    }

    /** As the page's script reads it. */
    @Test
    void stepsAreReadBack() {
        Staircase steps = new Staircase(
                new float[] {.9f, .5f, .1f}, new int[] {1, 1, 300}, new int[] {0, 200, 70_000}, 300,
                70_000);
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(steps.base64()))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(3, bytes.getInt());
        float[] scores = {bytes.getFloat(), bytes.getFloat(), bytes.getFloat()};
        assertArrayEquals(steps.scores(), scores);
        int[] increments = new int[6];
        for (int i = 0; i < 6; i++) {
            int shift = 0;
            int next;
            do {
                next = bytes.get();
                increments[i] |= (next & 127) << shift;
                shift += 7;
            } while ((next & 128) != 0);
        }
        assertArrayEquals(new int[] {1, 0, 0, 200, 299, 69_800}, increments);
    }

    /** Worked out by hand: of ten rows the best two are one positive and one negative. */
    @Test
    void liftSharesOutRowsOfOneScore() {
        Staircase steps = Staircase.of(
                new float[] {.9f, .8f, .5f, .5f, .5f, .5f, .2f, .2f, .1f, .1f},
                new int[] {1, 0, 1, 1, 0, 0, 0, 0, 0, 0});
        List<Lift> lifts = Lift.of(List.of(steps));
        assertEquals(
                List.of(.1, .2, .3, .5), lifts.stream().map(Lift::share).toList());
        assertEquals(1 / .3, lifts.get(0).lift(), 1e-12);
        assertEquals(.5 / .3, lifts.get(1).lift(), 1e-12);
        assertEquals(1.5 / 3, lifts.get(2).precision(), 1e-12);
        assertEquals(2.5 / 3, lifts.get(3).recall(), 1e-12);
    }

    /** statsmodels: proportion_confint(3, 30, method='wilson') = (0.0346, 0.2562). */
    @Test
    void reliabilityHasWilsonsInterval() {
        float[] same = new float[30];
        Arrays.fill(same, .2f);
        int[] three = new int[30];
        Arrays.fill(three, 0, 3, 1);
        Reliability bin = Reliability.of(same, three).getFirst();
        assertEquals(30, bin.rows());
        assertEquals(.1, bin.seen(), 1e-12);
        assertEquals(.2, bin.said(), 1e-6);
        assertEquals(.0346, bin.low(), 5e-4);
        assertEquals(.2562, bin.high(), 5e-4);
        List<Reliability> bins = Reliability.of(scores, labels);
        assertEquals(ROWS, bins.stream().mapToInt(Reliability::rows).sum());
    }

    @Test
    void histogramHasAllRows() {
        ScoreHistogram histogram = ScoreHistogram.of(scores, labels);
        assertEquals(Arrays.stream(labels).sum(), Arrays.stream(histogram.positives()).sum());
        assertEquals(
                ROWS - Arrays.stream(labels).sum(), Arrays.stream(histogram.negatives()).sum());
    }
}
