package org.metabalance.engine.kernel.conv;

/** The pixels of a result that have the same window: all, or those that lie a stride apart. */
interface FloatPhase {

    /**
     * Computes some rows of them.
     *
     * @param x where the rows lie that their windows cover
     * @param xAt where row 0 of the image would be, column {@link FloatBorder#left} of it
     * @param image which one it is
     * @param from the first row computed
     * @param to the row after the last; there may be fewer
     */
    void run(float[] x, int xAt, int image, int from, int to);
}
