package org.metabalance.engine.kernel.lanes;

import java.util.Optional;
import jdk.incubator.vector.VectorShape;

/** What is known about the processor's vectors. */
public final class VectorWidth {

    private static final String PROPERTY = "metabalance.vector.bits";
    private static final boolean X86 = System.getProperty("os.arch").equals("amd64")
            || System.getProperty("os.arch").startsWith("x86");

    /** Bits in the widest vector the processor has. */
    public static final int WIDEST = VectorShape.preferredShape().vectorBitSize();

    /** Bits in a vector: the widest, at most 512, unless set by the system property. */
    public static final int BITS = Integer.getInteger(PROPERTY, Math.min(512, WIDEST));

    /** Whether there are sixteen vector registers, as with AVX2, and not thirty-two. */
    public static final boolean SIXTEEN_REGISTERS = X86 && BITS < 512;

    private VectorWidth() {}

    /** Why the vector kernels would be slower than the scalar ones here, if so. */
    public static Optional<String> missing() {
        // Without fused multiply-add (x86 before AVX2) the Vector API emulates it in software.
        if (X86 && WIDEST < 256) {
            return Optional.of("this processor has no AVX2");
        }
        if (BITS != 128 && BITS != 256 && BITS != 512) {
            return Optional.of(
                    "the system property " + PROPERTY + " must be 128, 256 or 512, got " + BITS);
        }
        return Optional.empty();
    }
}
