package org.metabalance.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The width of the vectors, settled when the class loads so that the JIT compiler sees constants.
 *
 * <p>The system property {@code metabalance.vector.bits} (128, 256 or 512) overrides the widest
 * shape of the processor. One species is used throughout: the Vector API's methods are compiled by
 * the types they have seen, and a second species of the same element type in the same JVM makes
 * them allocate their results, twenty times slower.
 */
final class FloatLanes {

    /** The one species of vectors of float. */
    static final VectorSpecies<Float> SPECIES = VectorSpecies.of(float.class,
            VectorShape.forBitSize(VectorWidth.BITS));

    /** Elements in a vector. */
    static final int LANES = SPECIES.length();

    private FloatLanes() {}
}
