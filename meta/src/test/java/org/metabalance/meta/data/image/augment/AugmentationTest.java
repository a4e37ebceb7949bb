package org.metabalance.meta.data.image.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;

class AugmentationTest {
    private static final float[] NUMBERED = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

    /** The numbers 1 to 12 in three rows. */
    private static Picture numbered() {
        Picture picture = new Picture(3, 4, 1, new float[] {100});
        System.arraycopy(NUMBERED, 0, picture.values(), 0, 12);
        return picture;
    }

    private static String after(Augmentation augmentation, long seed) {
        Picture picture = numbered();
        augmentation.apply(picture, Rng.of(seed));
        return Arrays.toString(picture.values());
    }

    private static Set<String> outcomes(Augmentation augmentation) {
        Set<String> outcomes = new HashSet<>();
        for (int seed = 0; seed < 400; seed++) {
            outcomes.add(after(augmentation, seed));
        }
        return outcomes;
    }

    @Test
    void aCropMovesTheImageByAtMostItsPadding() {
        Set<String> zero = outcomes(new RandomCrop(1, RandomCrop.Padding.ZERO));
        assertEquals(9, zero.size());
        assertTrue(zero.contains("[0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 0.0, 5.0, 6.0, 7.0]"));
        assertTrue(zero.contains(
                "[6.0, 7.0, 8.0, 0.0, 10.0, 11.0, 12.0, 0.0, 0.0, 0.0, 0.0, 0.0]"));
        assertTrue(zero.contains(Arrays.toString(NUMBERED)));

        Set<String> reflected = outcomes(new RandomCrop(2, RandomCrop.Padding.REFLECT));
        // mirrored, two rows up are two rows down
        assertEquals(20, reflected.size());
        // two rows up and two columns to the left, as numpy's pad(mode='reflect')
        assertTrue(reflected.contains(
                "[11.0, 10.0, 9.0, 10.0, 7.0, 6.0, 5.0, 6.0, 3.0, 2.0, 1.0, 2.0]"),
                reflected::toString);
        assertTrue(reflected.contains(
                "[11.0, 12.0, 11.0, 10.0, 7.0, 8.0, 7.0, 6.0, 3.0, 4.0, 3.0, 2.0]"),
                reflected::toString);
        assertThrows(
                IllegalArgumentException.class,
                () -> after(new RandomCrop(3, RandomCrop.Padding.REFLECT), 1));
    }

    @Test
    void aFlipExchangesLeftAndRightOfPixelsNotOfChannels() {
        assertEquals(
                Set.of("[4.0, 3.0, 2.0, 1.0, 8.0, 7.0, 6.0, 5.0, 12.0, 11.0, 10.0, 9.0]",
                        Arrays.toString(NUMBERED)),
                outcomes(new HorizontalFlip()));
        Picture colour = new Picture(1, 2, 3, new float[3]);
        System.arraycopy(NUMBERED, 0, colour.values(), 0, 6);
        new HorizontalFlip(1).apply(colour, Rng.of(1));
        assertArrayEquals(new float[] {4, 5, 6, 1, 2, 3}, colour.values());
    }

    @Test
    void cutOutBlotsASquareWithTheMean() {
        Set<String> outcomes = outcomes(new CutOut(2));
        assertEquals(12, outcomes.size());
        assertTrue(outcomes.contains(
                "[1.0, 100.0, 100.0, 4.0, 5.0, 100.0, 100.0, 8.0, 9.0, 10.0, 11.0, 12.0]"));
        assertTrue(outcomes.contains(
                "[100.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0]"));
    }

    @Test
    void jitterIsItsThreeFormulasOneAfterTheOther() {
        Rng rng = Rng.of(4);
        float[] before = {10, 200, 90, 250, 3, 77};
        Picture picture = new Picture(1, 2, 3, new float[3]);
        System.arraycopy(before, 0, picture.values(), 0, 6);
        new ColorJitter(.5, .3, 2).apply(picture, rng);

        double[] x = new double[6];
        double b = .5 + rng.uniform(0);
        double k = .7 + .6 * rng.uniform(1);
        double s = 3 * rng.uniform(2);
        Arrays.setAll(x, i -> Math.clamp(before[i] * b, 0, 255));
        double mean = (grey(x, 0) + grey(x, 3)) / 2;
        double[] y = Arrays.stream(x).map(v -> Math.clamp(mean + k * (v - mean), 0, 255))
                .toArray();
        double[] z = new double[6];
        Arrays.setAll(z, i -> Math.clamp(
                grey(y, i / 3 * 3) + s * (y[i] - grey(y, i / 3 * 3)), 0, 255));
        for (int i = 0; i < 6; i++) {
            assertEquals(z[i], picture.values()[i], 1e-3);
        }
    }

    private static double grey(double[] x, int at) {
        return .299 * x[at] + .587 * x[at + 1] + .114 * x[at + 2];
    }

    @Test
    void augmentationsInAChainHaveRandomNumbersOfTheirOwn() {
        Augmentation twice = Augmentation.of(new HorizontalFlip(), new HorizontalFlip());
        assertEquals(2, outcomes(twice).size());
        assertEquals(after(twice, 5), after(twice, 5));
    }

    @Test
    void whatChangesNothingSaysSo() {
        assertTrue(Augmentation.NONE.none());
        assertTrue(Augmentation.of(
                new RandomCrop(0, RandomCrop.Padding.ZERO), new HorizontalFlip(0), new CutOut(0),
                new ColorJitter(0, 0, 0)).none());
        assertFalse(Augmentation.cropAndFlip(4).none());
        assertEquals(
                "[RandomCrop[padding=4, border=ZERO], HorizontalFlip[probability=0.5]]",
                Augmentation.cropAndFlip(4).toString());
    }
}
