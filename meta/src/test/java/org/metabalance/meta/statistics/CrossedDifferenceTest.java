package org.metabalance.meta.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrossedDifferenceTest {
    @Test
    void bothVariancesAreAdded() {
        // trainings differ by .3, .5 and .1; the four examples of one stratum by .1, .2, .3 and .3 of the mean
        double[][] contributions = {
            {.0, .1, .1, .1}, {.05, .05, .2, .2}, {.1, -.1, .05, .05},
        };
        CrossedDifference test = CrossedDifference.of(contributions, new int[] {0, 0, 0, 0});
        assertEquals(.3, test.difference().difference(), 1e-12);
        double byTraining = .2 / Math.sqrt(3);
        assertEquals(byTraining, test.byTraining(), 1e-12);
        double[] means = {.05, .05 / 3, .35 / 3, .35 / 3};
        double squares = Arrays.stream(means).map(m -> (m - .075) * (m - .075)).sum();
        assertEquals(Math.sqrt(4 * squares / 3), test.byExamples(), 1e-12);
        double a = byTraining * byTraining;
        double b = 4 * squares / 3;
        assertEquals((a + b) * (a + b) / (a * a / 2 + b * b / 3), test.freedom(), 1e-9);
        assertEquals(Math.sqrt(a + b), test.difference().standardError(), 1e-12);
        assertEquals(3, test.difference().pairs());
    }

    @Test
    void withoutAVarianceOfExamplesItIsStudentsTest() {
        double[][] contributions = {{.1, .2}, {.2, .4}, {.3, .1}};
        // a stratum each: how many there are of it is fixed
        PairedDifference alone = PairedDifference.of(new double[] {.3, .6, .4}, new double[3]);
        CrossedDifference test = CrossedDifference.of(contributions, new int[] {0, 1});
        assertEquals(0, test.byExamples());
        assertEquals(2, test.freedom(), 1e-12);
        assertEquals(alone.pValue(), test.difference().pValue(), 1e-12);
    }

    @Test
    void oneTrainingHasNoTestAndNoneNoDifference() {
        CrossedDifference one = CrossedDifference.of(new double[][] {{.1, .2}}, new int[] {0, 0});
        assertEquals(.3, one.difference().difference(), 1e-12);
        assertTrue(Double.isNaN(one.difference().pValue()));
        assertEquals(0, CrossedDifference.of(new double[0][], new int[0]).difference().pairs());
        assertThrows(
                IllegalArgumentException.class,
                () -> CrossedDifference.of(new double[][] {{.1}}, new int[] {0, 0}));
    }

    /** Of methods that are equally good, one in twenty at most is called better or worse. */
    @Test
    void chanceIsKeptToItsShare() {
        Random random = new Random(7);
        int found = 0;
        int tries = 2000;
        for (int t = 0; t < tries; t++) {
            double[][] contributions = new double[3][200];
            double[] shared = random.doubles(200).map(x -> (x - .5) / 100).toArray();
            for (double[] training : contributions) {
                double own = random.nextGaussian() * .0001;
                for (int i = 0; i < training.length; i++) {
                    training[i] = shared[i] + own + (random.nextDouble() - .5) / 100;
                }
            }
            found += CrossedDifference.of(contributions, new int[200]).difference()
                    .pValue() < .05 ? 1 : 0;
        }
        assertTrue(found < .06 * tries, found + " of " + tries);
        assertTrue(found > .005 * tries, found + " of " + tries);
    }
}
