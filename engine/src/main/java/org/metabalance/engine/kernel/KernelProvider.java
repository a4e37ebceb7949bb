package org.metabalance.engine.kernel;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * A room that implements the kernels, found by {@link ServiceLoader}. What a provider stands on may be
 * missing when it is asked: its class must load without, and say so.
 */
public interface KernelProvider {

    /**
     * The providers there are.
     *
     * @return always the same instances, in the order they are declared in
     */
    static List<KernelProvider> all() {
        return Found.ALL;
    }

    /**
     * The provider of a name as given in the system property {@code metabalance.kernels}.
     *
     * @param name "scalar", "vector" or "blas"
     * @return the provider
     * @throws IllegalArgumentException if there is none of that name
     */
    static KernelProvider named(String name) {
        for (KernelProvider provider : all()) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        String others = all().stream().limit(all().size() - 1).map(KernelProvider::name)
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("kernels: the provider must be auto, " + others + " or "
                + all().getLast().name() + ", got '" + name + "'");
    }

    /**
     * Names the provider.
     *
     * @return the name as the system property has it
     */
    String name();

    /**
     * How fast it is, beside the others: the fastest that can run is taken.
     *
     * @return larger for faster
     */
    int rank();

    /**
     * Says what this JVM lacks to run the provider.
     *
     * @return what is missing and how to supply it; empty if the provider can run
     */
    Optional<String> missing();

    /**
     * Whether it may be taken without having been asked for, if it can run.
     *
     * @return whether nothing speaks against that; by default, nothing does
     */
    default boolean automatic() {
        return true;
    }

    /**
     * Makes the kernels; called only if nothing is missing.
     *
     * @param threads how many threads a large product may use, at least 1
     * @return kernels on that many threads or, if it cannot divide its work, on one
     */
    Kernels kernels(int threads);

    /** Loads them once. */
    final class Found {
        private static final List<KernelProvider> ALL = ServiceLoader
                .load(KernelProvider.class, KernelProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get).toList();

        private Found() {}
    }
}
