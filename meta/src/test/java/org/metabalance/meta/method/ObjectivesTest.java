package org.metabalance.meta.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.method.loss.TrainingLoss;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.Normalization;

/** Losses against their formulas, computed by hand, and against each other. */
class ObjectivesTest {
    private static final double TOLERANCE = 1e-12;
    private static final int N = 11;

    private static double[] logits(int size) {
        double[] z = new double[size];
        Arrays.setAll(z, i -> 3 * Rng.of(5).normal(i));
        return z;
    }

    private static int[] labels(int classes) {
        int[] y = new int[N];
        Arrays.setAll(y, i -> i % classes);
        return y;
    }

    private static Tensor labels(Tape tape, int classes) {
        return tape.constant(Arrays.stream(labels(classes)).asDoubleStream().toArray());
    }

    private static EncodedTable counts(int... counts) {
        return Blobs.rows(1, counts);
    }

    /** Returns -log softmax(z)_y, the mean over rows of K logits. */
    private static double crossEntropy(double[] z, int[] y, int classes) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double total = 0;
            for (int k = 0; k < classes; k++) {
                total += Math.exp(z[i * classes + k]);
            }
            sum += Math.log(total) - z[i * classes + y[i]];
        }
        return sum / y.length;
    }

    @Test
    void logitAdjustmentWithTauOneIsTheBalancedSoftmax() {
        int[] n = {40, 7, 2};
        double[] z = logits(3 * N);
        double[] moved = z.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += Math.log(n[i % 3]);
        }
        Tape tape = Tape.f64();
        Tensor logits = tape.constant(z, N, 3);
        double got = new TrainingLoss.LogitAdjusted(1).of(counts(n)).of(logits, labels(tape, 3))
                .item();
        assertEquals(crossEntropy(moved, labels(3), 3), got, TOLERANCE);
        // -log(n_y e^z_y / sum_k n_k e^z_k), as balanced softmax is written
        double balanced = 0;
        for (int i = 0; i < N; i++) {
            double total = 0;
            for (int k = 0; k < 3; k++) {
                total += n[k] * Math.exp(z[3 * i + k]);
            }
            int y = labels(3)[i];
            balanced -= Math.log(n[y] * Math.exp(z[3 * i + y]) / total) / N;
        }
        assertEquals(balanced, got, TOLERANCE);
    }

    @Test
    void tauScalesTheAdjustmentAndZeroIsCrossEntropy() {
        double[] z = logits(3 * N);
        Tape tape = Tape.f64();
        Tensor logits = tape.constant(z, N, 3);
        EncodedTable train = counts(40, 7, 2);
        assertEquals(
                crossEntropy(z, labels(3), 3),
                new TrainingLoss.LogitAdjusted(0).of(train).of(logits, labels(tape, 3)).item(),
                TOLERANCE);
        double[] moved = z.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += 1.5 * Math.log(train.classCounts()[i % 3] / 49.0);
        }
        assertEquals(
                crossEntropy(moved, labels(3), 3),
                new TrainingLoss.LogitAdjusted(1.5).of(train).of(logits, labels(tape, 3)).item(),
                TOLERANCE);
    }

    @Test
    void oneLogitIsTheDifferenceOfTwo() {
        EncodedTable train = counts(40, 3);
        double[] two = logits(2 * N);
        double[] one = new double[N];
        Arrays.setAll(one, i -> two[2 * i + 1] - two[2 * i]);
        int[] y = labels(2);
        Tape tape = Tape.f64();
        Tensor z = tape.constant(one);
        Tensor labels = labels(tape, 2);

        double[] adjusted = two.clone();
        for (int i = 0; i < adjusted.length; i++) {
            adjusted[i] += Math.log(i % 2 == 0 ? 40 : 3);
        }
        assertEquals(
                crossEntropy(adjusted, y, 2),
                new TrainingLoss.LogitAdjusted(1).of(train).of(z, labels).item(), TOLERANCE);

        double[] margins = Objectives.margins(train, 2);
        double[] less = two.clone();
        for (int i = 0; i < N; i++) {
            less[2 * i + y[i]] -= margins[y[i]];
        }
        assertEquals(
                crossEntropy(less, y, 2),
                Objectives.withMargins(margins).of(z, labels).item(), TOLERANCE);
        assertEquals(
                crossEntropy(two, y, 2),
                Objectives.crossEntropyPerRow(2, z, labels).mean().item(), TOLERANCE);
    }

    @Test
    void marginsAreLargestForTheSmallestClass() {
        double[] margins = Objectives.margins(counts(80, 5, 16), 0.5);
        assertArrayEquals(
                new double[] {0.25, 0.5, 0.5 * Math.pow(5 / 16.0, 0.25)}, margins, TOLERANCE);
        assertArrayEquals(new double[3], Objectives.margins(counts(80, 5, 16), 0));
    }

    @Test
    void marginsAreTakenFromTheLogitOfTheLabelAlone() {
        double[] margins = {0.4, 1.1, 2};
        double[] weights = {0.2, 0.7, 2.1};
        double[] z = logits(3 * N);
        int[] y = labels(3);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < N; i++) {
            double[] row = Arrays.copyOfRange(z, 3 * i, 3 * i + 3);
            row[y[i]] -= margins[y[i]];
            sum += weights[y[i]] * crossEntropy(row, new int[] {y[i]}, 3);
            total += weights[y[i]];
        }
        Tape tape = Tape.f64();
        Tensor logits = tape.constant(z, N, 3);
        assertEquals(
                sum / total,
                Objectives.weighted(
                        Objectives.withMargins(margins), logits, labels(tape, 3),
                        tape.constant(weights), Normalization.WEIGHT_SUM).item(),
                TOLERANCE);
        assertEquals(
                crossEntropy(z, y, 3),
                Objectives.withMargins(new double[3])
                        .of(logits, labels(tape, 3)).item(),
                TOLERANCE);
    }

    @Test
    void marginsMoveTheGradient() {
        double[] margins = {0.3, 2};
        double[] z = logits(N);
        Tape tape = Tape.f64();
        Tensor logits = tape.constant(z);
        Tensor loss = Objectives.withMargins(margins).of(logits, labels(tape, 2));
        double[] expected = new double[N];
        for (int i = 0; i < N; i++) {
            int y = labels(2)[i];
            double against = z[i] - (y == 1 ? margins[1] : -margins[0]);
            expected[i] = (1 / (1 + Math.exp(-against)) - y) / N;
        }
        assertArrayEquals(
                expected, Gradients.gradient(loss, logits).value().toDoubles(), TOLERANCE);
    }

    @Test
    void focalWithGammaZeroIsCrossEntropy() {
        Tape tape = Tape.f64();
        Tensor two = tape.constant(logits(N));
        Tensor three = tape.constant(logits(3 * N), N, 3);
        assertEquals(
                Losses.bceWithLogits(two, labels(tape, 2), LossOptions.NONE).item(),
                new TrainingLoss.Focal(0).of(counts(1, 1)).of(two, labels(tape, 2)).item(),
                TOLERANCE);
        assertEquals(
                crossEntropy(logits(3 * N), labels(3), 3),
                new TrainingLoss.Focal(0).of(counts(1, 1, 1)).of(three, labels(tape, 3)).item(),
                TOLERANCE);
    }

    @Test
    void aClassWithoutRowsIsRefused() {
        for (Runnable wrong : new Runnable[] {
            () -> new TrainingLoss.LogitAdjusted(1).of(counts(4, 0, 3)),
            () -> Objectives.margins(counts(4, 0, 3), 1)}) {
            String message = assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
            assertEquals(
                    "every class needs a row, got data set [7, 4], 3 classes [4, 0, 3]",
                    message.substring(message.indexOf(": ") + 2));
        }
    }
}
