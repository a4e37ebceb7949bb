package org.metabalance.engine.kernel;

import java.util.Optional;
import org.metabalance.engine.kernel.blas.DoubleBlasKernels;
import org.metabalance.engine.kernel.blas.FloatBlasKernels;
import org.metabalance.engine.kernel.blas.Jblas;
import org.metabalance.engine.kernel.scalar.DoubleScalarKernels;
import org.metabalance.engine.kernel.scalar.FloatScalarKernels;
import org.metabalance.engine.kernel.vector.DoubleVectorKernels;
import org.metabalance.engine.kernel.vector.FloatVectorKernels;

/**
 * A provider's kernels for both types of number.
 *
 * <p>Which provider runs is settled once, at the first call of {@link #current()}, by the system
 * properties {@code metabalance.kernels} ({@code auto}, {@code scalar}, {@code vector} or
 * {@code blas}; default auto) and {@code metabalance.threads} (default: the number of processors).
 * Auto takes the Vector API if its module is loaded, else jblas if its native library can be used,
 * else the scalar loops. One line in the log says which.
 *
 * @param provider who implements them
 * @param threads how many threads a large product may use; results do not depend on it
 * @param floats the kernels for {@code float}
 * @param doubles the kernels for {@code double}
 */
public record Kernels(
        KernelProvider provider, int threads, FloatKernels floats, DoubleKernels doubles) {

    /**
     * The kernels chosen for this JVM.
     *
     * @return always the same instance
     * @throws IllegalStateException if the provider asked for by system property cannot run
     */
    public static Kernels current() {
        return Current.get();
    }

    /**
     * Kernels of a given provider.
     *
     * @param provider who implements them
     * @param threads how many threads a large product may use, at least 1
     * @return the kernels
     * @throws IllegalStateException if the provider cannot run, naming what is missing
     */
    public static Kernels of(KernelProvider provider, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "kernels: the number of threads must be at least 1, got " + threads);
        }
        Optional<String> missing = provider.missing();
        if (missing.isPresent()) {
            throw new IllegalStateException(
                    "kernels: the provider " + provider + " cannot run: " + missing.get());
        }
        return switch (provider) {
            case SCALAR ->
                    new Kernels(
                            provider, 1, new FloatScalarKernels(), new DoubleScalarKernels());
            case VECTOR -> Vectors.kernels(threads);
            case BLAS ->
                    new Kernels(
                            provider,
                            1,
                            new FloatBlasKernels(new FloatScalarKernels()),
                            new DoubleBlasKernels(new DoubleScalarKernels()));
        };
    }

    /**
     * The same provider with another number of threads: 1 for programs that themselves run in
     * parallel.
     *
     * @param count how many threads a large product may use, at least 1
     * @return the kernels
     */
    public Kernels withThreads(int count) {
        return count == threads ? this : of(provider, count);
    }

    /** One line for the log, for example "kernels vector 512 bit (F32 16 lanes), 2 threads". */
    @Override
    public String toString() {
        return "kernels "
                + floats.name()
                + ", "
                + threads
                + (threads == 1 ? " thread" : " threads");
    }

    /** Holds the choice. Not a static initializer: those wrap what they throw. */
    private static final class Current {
        private static volatile Kernels chosen;

        static Kernels get() {
            Kernels known = chosen;
            return known != null ? known : chooseOnce();
        }

        private static synchronized Kernels chooseOnce() {
            if (chosen == null) {
                chosen = choose();
            }
            return chosen;
        }

        private static Kernels choose() {
            String asked = System.getProperty("metabalance.kernels", "auto");
            int threads = Integer.getInteger(
                    "metabalance.threads", Runtime.getRuntime().availableProcessors());
            KernelProvider provider = asked.equals("auto") ? automatic()
                    : KernelProvider.named(asked);
            Kernels kernels = of(provider, threads);
            String hint = provider == KernelProvider.VECTOR || !asked.equals("auto")
                    ? ""
                    : " (slow: " + KernelProvider.VECTOR.missing().orElse("") + ")";
            System.getLogger("org.metabalance.engine")
                    .log(System.Logger.Level.INFO, "metabalance: " + kernels + hint);
            return kernels;
        }

        // jblas is passed over where the JVM would print a warning about its native code: whoever
        // forgot the flag for the vector module should read the line that names it, not that one.
        private static KernelProvider automatic() {
            if (KernelProvider.VECTOR.missing().isEmpty()) {
                return KernelProvider.VECTOR;
            }
            return !Jblas.warns() && KernelProvider.BLAS.missing().isEmpty()
                    ? KernelProvider.BLAS
                    : KernelProvider.SCALAR;
        }
    }

    /** Apart, so that the classes linked to the vector module load only where it exists. */
    private static final class Vectors {
        static Kernels kernels(int threads) {
            return new Kernels(
                    KernelProvider.VECTOR,
                    threads,
                    new FloatVectorKernels(threads),
                    new DoubleVectorKernels(threads));
        }
    }
}
