package org.metabalance.nn.model;

/** Sizes of networks, which a file may claim to be anything. */
final class Sizes {
    private Sizes() {}

    /** Returns the product of extents as a number of units. */
    static int product(String model, long... extents) {
        long product = 1;
        for (long extent : extents) {
            product = Math.multiplyHigh(product, extent) == 0 ? product * extent : Long.MAX_VALUE;
            if (product > Integer.MAX_VALUE || product < 0) {
                throw new IllegalArgumentException(
                        model + ": a layer has at most 2^31 - 1 units, got more");
            }
        }
        return (int) product;
    }
}
