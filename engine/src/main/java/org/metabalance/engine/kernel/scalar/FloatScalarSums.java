package org.metabalance.engine.kernel.scalar;

import org.metabalance.engine.kernel.FloatOrder;

/** Sums in the order of {@link FloatOrder}. */
final class FloatScalarSums {

    private static final int LANES = FloatOrder.LANES;

    private FloatScalarSums() {}

    /** The sum of n adjacent elements. */
    static float row(float[] x, int at, int n) {
        int rows = n / LANES;
        float rest = 0;
        for (int i = rows * LANES; i < n; i++) {
            rest += x[at + i];
        }
        return rows == 0 ? rest : lanes(x, at, rows) + rest;
    }

    private static float lanes(float[] x, int at, int rows) {
        if (rows > FloatOrder.BLOCK) {
            int head = FloatOrder.head(rows);
            return lanes(x, at, head) + lanes(x, at + head * LANES, rows - head);
        }
        return neighbours(x, at, rows, LANES);
    }

    /** The sum of the sums of some columns, the one half of them added to the other. */
    private static float neighbours(float[] x, int at, int rows, int columns) {
        if (columns == 1) {
            return column(x, at, rows, LANES);
        }
        int half = columns / 2;
        return neighbours(x, at, rows, half) + neighbours(x, at + half, rows, half);
    }

    /** The sum of so many elements that are {@code step} apart. */
    static float column(float[] x, int at, int rows, int step) {
        if (rows > FloatOrder.STRETCH) {
            int head = FloatOrder.head(rows);
            return column(x, at, head, step) + column(x, at + head * step, rows - head, step);
        }
        float sum = 0;
        int i = 0;
        for (; i <= rows - FloatOrder.GROUP; i += FloatOrder.GROUP) {
            int group = at + i * step;
            sum += x[group] + x[group + step] + (x[group + 2 * step] + x[group + 3 * step]);
        }
        for (; i < rows; i++) {
            sum += x[at + i * step];
        }
        return sum;
    }
}
