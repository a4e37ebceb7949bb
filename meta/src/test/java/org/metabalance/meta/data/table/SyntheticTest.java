package org.metabalance.meta.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;

class SyntheticTest {
    private static double radius(EncodedTable data, int row) {
        return Math.hypot(data.feature(row, 0), data.feature(row, 1));
    }

    @Test
    void theMinorityLiesBetweenBlobAndRing() {
        EncodedTable data = Synthetic.circles(4000, 400, .01, Rng.of(1));
        assertArrayEquals(new int[] {4000, 400}, data.classCounts());
        double squares = 0;
        for (int row = 0; row < data.rows(); row++) {
            double r = radius(data, row);
            if (data.label(row) == 1) {
                assertEquals(.8, r, .06);
            } else if (row % 2 == 0) {
                assertEquals(1, r, .06);
            } else {
                squares += r * r;
            }
        }
        // two coordinates of variance .05
        assertEquals(.1, squares / 2000, .01);
    }

    @Test
    void moonsInterlock() {
        EncodedTable data = Synthetic.moons(500, 50, 0, Rng.of(2));
        for (int row = 0; row < data.rows(); row++) {
            double x = data.feature(row, 0) - data.label(row);
            double y = data.feature(row, 1) - .5 * data.label(row);
            assertEquals(1, Math.hypot(x, y), 1e-6);
            assertTrue(data.label(row) == 0 ? y >= 0 : y <= 0);
        }
    }

    @Test
    void mixturesHaveTheirCentres() {
        EncodedTable data = Synthetic.mixture(3, 2, 0, Rng.of(3));
        assertArrayEquals(
                new float[] {-1, -1, 1, 1, 0, 0, -1, 1, 1, -1}, data.features());
    }

    @Test
    void moreRowsOfAClassBeginWithTheSame() {
        EncodedTable few = Synthetic.circles(100, 10, .1, Rng.of(4));
        EncodedTable many = Synthetic.circles(100, 20, .1, Rng.of(4));
        for (int i = 0; i < few.features().length; i++) {
            assertEquals(few.features()[i], many.features()[i]);
        }
        assertThrows(IllegalArgumentException.class,
                () -> Synthetic.circles(0, 5, .1, Rng.of(1)));
    }
}
