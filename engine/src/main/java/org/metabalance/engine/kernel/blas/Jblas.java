package org.metabalance.engine.kernel.blas;

import java.util.Optional;
import org.jblas.NativeBlas;
import org.jblas.util.Logger;

/** Whether jblas can be used in this JVM. */
public final class Jblas {

    private Jblas() {}

    /** What jblas lacks, or empty if its native library is loaded. */
    public static Optional<String> missing() {
        return Optional.ofNullable(Probe.MISSING);
    }

    /**
     * Whether loading jblas's native library makes the JVM print a warning about native access.
     */
    public static boolean warns() {
        try {
            return !NativeBlas.class.getModule().isNativeAccessEnabled();
        } catch (LinkageError e) {
            return false;
        }
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
