package org.metabalance.engine.kernel.blas;

import java.util.Optional;
import org.jblas.NativeBlas;
import org.jblas.util.Logger;
import org.metabalance.engine.kernel.KernelProvider;
import org.metabalance.engine.kernel.Kernels;
import org.metabalance.engine.kernel.scalar.DoubleScalarKernels;
import org.metabalance.engine.kernel.scalar.FloatScalarKernels;

/** jblas for large matrix products, plain loops for the rest; needs its native library. */
public final class BlasProvider implements KernelProvider {

    /** For the service loader. */
    public BlasProvider() {}

    @Override
    public String name() {
        return "blas";
    }

    @Override
    public int rank() {
        return 1;
    }

    @Override
    public Optional<String> missing() {
        return Optional.ofNullable(Probe.MISSING);
    }

    // Passed over where the JVM would print a warning about its native code: whoever forgot the flag
    // for the vector module should read the line that names it, not that one.
    @Override
    public boolean automatic() {
        try {
            return NativeBlas.class.getModule().isNativeAccessEnabled();
        } catch (LinkageError e) {
            return true; // then it is missing, which says more
        }
    }

    @Override
    public Kernels kernels(int threads) {
        return new Kernels(
                this,
                1,
                new FloatBlasKernels(new FloatScalarKernels()),
                new DoubleBlasKernels(new DoubleScalarKernels()));
    }

    /** Apart, because asking loads the native library. */
    private static final class Probe {
        private static final String MISSING = probe();

        // jblas prints what it cannot load and throws only when called, so: silence and one call.
        private static String probe() {
            try {
                Logger.getLogger().setLevel(Logger.ERROR + 1);
                double[] one = {1};
                NativeBlas.dgemm('N', 'N', 1, 1, 1, 1, one, 0, 1, one, 0, 1, 0, new double[1], 0,
                        1);
                return null;
            } catch (NoClassDefFoundError e) {
                return "jblas (org.jblas:jblas) is not on the class or module path";
            } catch (LinkageError | RuntimeException e) {
                return "the native library of jblas does not load (on Linux it needs"
                        + " libgfortran.so.5, package libgfortran5): "
                        + e.getMessage();
            }
        }
    }
}
