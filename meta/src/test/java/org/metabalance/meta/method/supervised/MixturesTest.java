package org.metabalance.meta.method.supervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.meta.method.supervised.CutMix.Rectangle;

class MixturesTest {
    /** Classes of 300, 100 and 99: those 3 times as large and more give way, at a share below a half. */
    @ParameterizedTest
    @CsvSource({
        "0.3, 0, 0.3, 0.3",
        "0.7, 0.7, 0.7, 1",
        "0.5, 0.5, 0.5, 0.5"})
    void remixGivesMixturesOfALargeAndASmallClassToTheSmallOne(
            double lambda, double largeFirst, double alike, double smallFirst) {
        Tape tape = Tape.f64();
        double[] share = new Remix().share(
                tape.constant(lambda), new double[] {300, 100, 99},
                tape.constant(new double[] {0, 1, 1}), tape.constant(new double[] {1, 2, 0}))
                .value().toDoubles();
        assertArrayEquals(new double[] {largeFirst, alike, smallFirst}, share, 1e-12);
    }

    @Test
    void cutMixTakesRectanglesOfTheShareThatWasDrawn() {
        double sum = 0;
        int whole = 0;
        for (int i = 0; i < 500; i++) {
            Rectangle cut = Rectangle.of(.75, 40, 20, Rng.of(i));
            assertTrue(cut.top() >= 0 && cut.bottom() <= 40 && cut.left() >= 0
                    && cut.right() <= 20);
            // sides of a half at most, a quarter at least in a corner
            assertTrue(cut.area() <= 20 * 10 && cut.area() >= 50, cut::toString);
            whole += cut.area() == 200 ? 1 : 0;
            sum += cut.area();
        }
        assertTrue(whole > 100 && whole < 160, "uncut: " + whole);
        // a half of either side, cut off at the edge: .4375 of the side in the mean
        assertEquals(800 * .4375 * .4375, sum / 500, 6);
        assertEquals(0, Rectangle.of(1, 40, 20, Rng.of(1)).area());
    }

    @Test
    void rangesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new Remix(1, .5, .5));
        assertThrows(IllegalArgumentException.class, () -> new Remix(1, 3, 1.5));
        assertThrows(IllegalArgumentException.class, () -> new CutMix(0, .5));
        assertThrows(IllegalArgumentException.class, () -> new CutMix(1, 2));
    }
}
