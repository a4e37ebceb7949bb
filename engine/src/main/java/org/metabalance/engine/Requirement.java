package org.metabalance.engine;

/**
 * What the elements of an input must be: {@code what}, in words, is between {@code least} and {@code most}.
 *
 * @param input its name
 * @param suffix where it was asked for, as the end of a message
 */
record Requirement(String input, double least, double most, String what, String suffix) {

    /** Throws if an element is out of range, or is no number. */
    void check(NdArray values) {
        for (int i = 0; i < values.size(); i++) {
            double x = values.get(i);
            if (!(x >= least && x <= most)) {
                throw new IllegalArgumentException(
                        what + " must be between " + least + " and " + most + ", got " + x
                                + " at " + i + (input.isEmpty() ? "" : " of '" + input + "'")
                                + suffix);
            }
        }
    }
}
