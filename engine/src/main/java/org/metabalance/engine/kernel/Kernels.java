package org.metabalance.engine.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A provider's kernels for both types of number.
 *
 * <p>Which provider runs is settled once, at the first call of {@link #current()}, by the system
 * properties {@code metabalance.kernels} ({@code auto} or a provider's name: {@code scalar},
 * {@code vector} or {@code blas}; default auto) and {@code metabalance.threads} (default: the number
 * of processors). Auto takes the Vector API if its module is loaded, else jblas if its native library
 * can be used, else the scalar loops. One line in the log says which.
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
            throw new IllegalStateException("kernels: the provider " + provider.name()
                    + " cannot run: " + missing.get());
        }
        return provider.kernels(threads);
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
            List<KernelProvider> fastestFirst = KernelProvider.all().stream()
                    .sorted(Comparator.comparingInt(KernelProvider::rank).reversed()).toList();
            KernelProvider fastest = fastestFirst.getFirst();
            KernelProvider provider = asked.equals("auto") ? automatic(fastestFirst)
                    : KernelProvider.named(asked);
            Kernels kernels = of(provider, threads);
            String hint = provider == fastest || !asked.equals("auto")
                    ? ""
                    : " (slow: " + fastest.missing().orElse("") + ")";
            System.getLogger("org.metabalance.engine")
                    .log(System.Logger.Level.INFO, "metabalance: " + kernels + hint);
            return kernels;
        }

        // In this order: asking whether something is missing may load a native library.
        private static KernelProvider automatic(List<KernelProvider> fastestFirst) {
            return fastestFirst.stream().filter(p -> p.automatic() && p.missing().isEmpty())
                    .findFirst().orElseThrow();
        }
    }
}
