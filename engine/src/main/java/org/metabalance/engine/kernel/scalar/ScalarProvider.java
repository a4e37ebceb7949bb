package org.metabalance.engine.kernel.scalar;

import java.util.Optional;
import org.metabalance.engine.kernel.KernelProvider;
import org.metabalance.engine.kernel.Kernels;

/** Plain loops, on any JVM, in one thread. */
public final class ScalarProvider implements KernelProvider {

    /** For the service loader. */
    public ScalarProvider() {}

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public Kernels kernels(int threads) {
        return new Kernels(this, 1, new FloatScalarKernels(), new DoubleScalarKernels());
    }
}
