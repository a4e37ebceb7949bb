package org.metabalance.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;

class ContourTest {
    private static int outlines(Path2D path) {
        int count = 0;
        for (PathIterator it = path.getPathIterator(null); !it.isDone(); it.next()) {
            count += it.currentSegment(new double[6]) == PathIterator.SEG_MOVETO ? 1 : 0;
        }
        return count;
    }

    @Test
    void aSlopeIsCutWhereItCrossesTheLevel() {
        double[][] slope = new double[5][5];
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 5; column++) {
                slope[row][column] = column;
            }
        }
        Path2D path = Contour.above(slope, 1.25);
        assertEquals(1, outlines(path));
        assertEquals(new Rectangle2D.Double(1.25, 0, 2.75, 4), path.getBounds2D());
        assertTrue(path.contains(1.3, 2));
        assertFalse(path.contains(1.2, 2));
    }

    @Test
    void aRingHasTwoOutlines() {
        int n = 41;
        double[][] ring = new double[n][n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                ring[row][column] = -Math.abs(Math.hypot(row - 20, column - 20) - 12);
            }
        }
        Path2D path = Contour.above(ring, -3);
        assertEquals(2, outlines(path));
        assertFalse(path.contains(20, 20));
        assertTrue(path.contains(20, 8));
        assertFalse(path.contains(20, 2));
    }

    @Test
    void nothingAndEverything() {
        double[][] flat = {{1, 1, 1}, {1, 1, 1}};
        assertEquals(0, outlines(Contour.above(flat, 2)));
        Path2D all = Contour.above(flat, 0);
        assertEquals(1, outlines(all));
        assertEquals(new Rectangle2D.Double(0, 0, 2, 1), all.getBounds2D());
    }

    /** The grid points inside are exactly those above, saddles or not. */
    @Test
    void gridPointsAreOnTheirSide() {
        for (int seed = 0; seed < 50; seed++) {
            Rng rng = Rng.of(seed);
            double[][] noise = new double[9][7];
            for (int i = 0; i < 63; i++) {
                noise[i / 7][i % 7] = rng.normal(i);
            }
            Path2D path = Contour.above(noise, .1);
            for (int row = 1; row < 8; row++) {
                for (int column = 1; column < 6; column++) {
                    assertEquals(noise[row][column] > .1, path.contains(column, row));
                }
            }
        }
    }
}
