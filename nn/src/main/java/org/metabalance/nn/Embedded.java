package org.metabalance.nn;

/**
 * Neighbouring numbers of an example that stand for a category, one of them 1 and the others 0, and for each of which a
 * network is to learn a vector.
 *
 * @param from the first of them
 * @param width how many there are
 */
public record Embedded(int from, int width) {
    private static final int MOST = 600;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if no numbers are embedded or they begin before the first
     */
    public Embedded {
        if (from < 0 || width < 1) {
            throw new IllegalArgumentException(
                    "embedded: needs numbers, got %d from %d on".formatted(width, from));
        }
    }

    /**
     * Returns how long the vectors are: min(600, round(1.6 n^0.56)) for n categories, the rule of fastai's {@code
     * emb_sz_rule}, which its authors fitted to what had worked; 14 for 51, 36 for 256.
     */
    public int dimensions() {
        return Math.min(MOST, (int) Math.rint(1.6 * StrictMath.pow(width, .56)));
    }
}
