package org.metabalance.engine.kernel.lanes;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The width of the vectors, settled when the class loads so that the JIT compiler sees constants.
 *
 * <p>The system property {@code metabalance.vector.bits} (128, 256 or 512) overrides the widest
 * shape of the processor. One species is used throughout: the Vector API's methods are compiled by
 * the types they have seen, and a second species of the same element type in the same JVM makes
 * them allocate their results, twenty times slower.
 */
public final class FloatLanes {

    /** The one species of vectors of float. */
    public static final VectorSpecies<Float> SPECIES = VectorSpecies.of(float.class,
            VectorShape.forBitSize(VectorWidth.BITS));

    /** Elements in a vector. */
    public static final int LANES = SPECIES.length();

    // Rotations of the lanes, for sums of neighbours, then of neighbouring pairs, and so on. reduceLanes
    // leaves the order open, and compiled code takes another one than interpreted code: the bits would
    // change as the JVM warms up.
    public static final VectorShuffle<Float> BY_EIGHT = rotation(8);
    public static final VectorShuffle<Float> BY_FOUR = rotation(4);
    public static final VectorShuffle<Float> BY_TWO = rotation(2);
    public static final VectorShuffle<Float> BY_ONE = rotation(1);

    private FloatLanes() {}

    private static VectorShuffle<Float> rotation(int by) {
        return VectorShuffle.iota(SPECIES, by % LANES, 1, true);
    }
}
