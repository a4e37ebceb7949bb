package org.metabalance.engine.kernel.vector;

import java.util.Optional;
import org.metabalance.engine.kernel.KernelProvider;
import org.metabalance.engine.kernel.Kernels;
import org.metabalance.engine.kernel.lanes.VectorWidth;

/**
 * The Vector API: fastest everywhere; needs the module {@code jdk.incubator.vector}. Only methods of
 * this class name classes linked to the module, so that it loads where there is none.
 */
public final class VectorProvider implements KernelProvider {

    private static final String MODULE = "jdk.incubator.vector";

    /** For the service loader. */
    public VectorProvider() {}

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int rank() {
        return 2;
    }

    @Override
    public Optional<String> missing() {
        if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
            return VectorWidth.missing();
        }
        return Optional.of("the module " + MODULE
                + " is not loaded: start java with --add-modules " + MODULE);
    }

    @Override
    public Kernels kernels(int threads) {
        return new Kernels(
                this, threads, new FloatVectorKernels(threads), new DoubleVectorKernels(threads));
    }
}
