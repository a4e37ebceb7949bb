package org.metabalance.meta.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Blobs;

class LabelNoiseTest {
    private static final int[] COUNTS = {60, 30, 10};

    @Test
    void probabilitiesAreThoseOfTheirRules() {
        assertArrayEquals(
                new double[] {.2, .6, .2}, new LabelNoise.Symmetric(.4).probabilities(1, COUNTS),
                1e-15);
        assertArrayEquals(
                new double[] {.24, .72, .04},
                new LabelNoise.ByFrequency(.4).probabilities(1, COUNTS), 1e-15);
        assertArrayEquals(
                new double[] {.4, 0, .6}, new LabelNoise.Asymmetric(.4).probabilities(2, COUNTS),
                1e-15);
        for (double rate : new double[] {-.1, 1.1, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class, () -> new LabelNoise.Symmetric(rate));
        }
    }

    @Test
    void aTextNamesIt() {
        for (LabelNoise noise : List.of(new LabelNoise.Symmetric(.4),
                new LabelNoise.ByFrequency(.2), new LabelNoise.Asymmetric(1))) {
            assertEquals(noise, LabelNoise.parse(noise.text()));
        }
        for (String wrong : List.of("", "uniform", "uniform:", "uniform:x", ":.4", "pairs:.4")) {
            assertEquals(
                    "label noise: must be uniform:RATE, frequency:RATE or flip:RATE, got '"
                            + wrong + "'",
                    assertThrows(IllegalArgumentException.class, () -> LabelNoise.parse(wrong))
                            .getMessage());
        }
    }

    @Test
    void sharesOfWrongLabelsAreAsAskedFor() {
        EncodedTable rows = Blobs.rows(1, 6000, 3000, 1000);
        for (LabelNoise noise : List.of(
                new LabelNoise.Symmetric(.3), new LabelNoise.Asymmetric(.3))) {
            assertEquals(.3, wrong(NoisyExamples.of(rows, noise, 1, Rng.of(1))) / 10000., .02);
        }
        // self-flips: 1 - (.36 + .09 + .01)
        assertEquals(.4 * .54,
                wrong(NoisyExamples.of(rows, new LabelNoise.ByFrequency(.4), 1, Rng.of(1)))
                        / 10000.,
                .02);
    }

    private static int wrong(NoisyExamples examples) {
        int wrong = 0;
        for (int i = 0; i < examples.size(); i++) {
            wrong += examples.wrong(i) ? 1 : 0;
        }
        return wrong;
    }

    @Test
    void theSeedDecidesAndBatchesHaveTheWrongLabels() {
        EncodedTable rows = Blobs.rows(1, 60, 30, 10);
        LabelNoise noise = new LabelNoise.Symmetric(.5);
        NoisyExamples noisy = NoisyExamples.of(rows, noise, 5, Rng.of(1));
        assertArrayEquals(
                noisy.labels(), NoisyExamples.of(rows, noise, 5, Rng.of(1)).labels());
        assertTrue(wrong(noisy) > 20);
        double[] labels = noisy.on(Tape.f32()).labels().value().toDoubles();
        int trusted = 0;
        for (int i = 0; i < 100; i++) {
            assertEquals(noisy.label(i), labels[i]);
            trusted += noisy.trusted(i) ? 1 : 0;
            assertTrue(!noisy.trusted(i) || !noisy.wrong(i));
        }
        assertEquals(15, trusted);
        NoisyExamples part = noisy.select(new int[] {99, 3});
        assertEquals(noisy.wrong(99), part.wrong(0));
        assertEquals(noisy.trusted(3), part.trusted(1));
        assertTrue(noisy.like(rows));
        assertThrows(
                IllegalArgumentException.class,
                () -> NoisyExamples.of(rows, noise, 0, Rng.of(1)));
    }
}
