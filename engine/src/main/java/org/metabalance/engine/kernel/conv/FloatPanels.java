package org.metabalance.engine.kernel.conv;

import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * Columns, as many as there are lanes at least, in panels of a few vectors. Where they are no multiple of the
 * lanes the last vector of the last panel overlaps the one before.
 */
final class FloatPanels {

    private static final int LANES = FloatLanes.LANES;

    private final int columns;

    /** In vectors where each panel begins, and how many there are. */
    private final int[] cuts;

    FloatPanels(int columns, int mostVectors) {
        this.columns = columns;
        cuts = cuts((columns + LANES - 1) / LANES, mostVectors);
    }

    int columns() {
        return columns;
    }

    int count() {
        return cuts.length - 1;
    }

    /** Returns the first column of a panel. */
    int from(int panel) {
        return cuts[panel] * LANES;
    }

    /** Returns the column after the last. */
    int to(int panel) {
        return Math.min(cuts[panel + 1] * LANES, columns);
    }

    int vectors(int panel) {
        return cuts[panel + 1] - cuts[panel];
    }

    /** Returns where a panel's last vector begins, from its first column. */
    int last(int panel) {
        return to(panel) - from(panel) - LANES;
    }

    /**
     * Cuts n into as few parts of at most {@code most} as can be, about equal. A few more are taken if they are
     * all equal: each size of a tile is a method that the JIT compiler must first get to.
     */
    static int[] cuts(int n, int most) {
        int fewest = (n + most - 1) / most;
        int parts = fewest;
        while (parts > 0 && n % parts != 0 && 3 * n >= 2 * most * (parts + 1)) {
            parts++;
        }
        parts = parts > 0 && n % parts == 0 ? parts : fewest;
        int[] cuts = new int[parts + 1];
        for (int i = 1; i <= parts; i++) {
            cuts[i] = (int) ((long) n * i / parts);
        }
        return cuts;
    }
}
