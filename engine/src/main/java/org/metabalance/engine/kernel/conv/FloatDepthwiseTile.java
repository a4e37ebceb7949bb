package org.metabalance.engine.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * The adjoint by the weights of a convolution whose channels are each by themselves: one element of the kernel
 * for three vectors of channels, which may be the same or overlap.
 */
final class FloatDepthwiseTile {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;

    private FloatDepthwiseTile() {}

    /** As a tile of {@link FloatPixelTiles}; the second vector begins {@code middle} after the first. */
    static void run(
            FloatPixels pixels,
            int first,
            int last,
            float[] x,
            int xAt,
            float[] g,
            int gAt,
            int middle,
            int lastVector,
            float[] z,
            int zAt,
            boolean add) {
        int xStep = pixels.xStep;
        int gStep = pixels.gStep;
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        for (int image = 0; image < pixels.images; image++) {
            for (int row = first; row < last; row++) {
                int xi = xAt + image * pixels.xImage + row * pixels.xRow;
                int gi = gAt + image * pixels.gImage + row * pixels.gRow;
                for (int pixel = 0; pixel < pixels.count; pixel++) {
                    s0 = FloatVector.fromArray(SPECIES, x, xi)
                            .fma(FloatVector.fromArray(SPECIES, g, gi), s0);
                    s1 = FloatVector.fromArray(SPECIES, x, xi + middle)
                            .fma(FloatVector.fromArray(SPECIES, g, gi + middle), s1);
                    s2 = FloatVector.fromArray(SPECIES, x, xi + lastVector)
                            .fma(FloatVector.fromArray(SPECIES, g, gi + lastVector), s2);
                    xi += xStep;
                    gi += gStep;
                }
            }
        }
        if (add) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, z, zAt));
            s1 = s1.add(FloatVector.fromArray(SPECIES, z, zAt + middle));
            s2 = s2.add(FloatVector.fromArray(SPECIES, z, zAt + lastVector));
        }
        s0.intoArray(z, zAt);
        s1.intoArray(z, zAt + middle);
        s2.intoArray(z, zAt + lastVector);
    }
}
