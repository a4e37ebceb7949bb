package org.metabalance.engine.kernel;

import java.util.Locale;
import java.util.Optional;
import org.metabalance.engine.kernel.blas.Jblas;
import org.metabalance.engine.kernel.gemm.VectorWidth;

/** The implementations of the kernels there are. */
public enum KernelProvider {
    /** Plain loops, on any JVM. */
    SCALAR,
    /** The Vector API: fastest everywhere; needs the module {@code jdk.incubator.vector}. */
    VECTOR,
    /** jblas for large matrix products, plain loops for the rest; needs its native library. */
    BLAS;

    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    /**
     * The provider of a name as given in the system property {@code metabalance.kernels}.
     *
     * @param name "scalar", "vector" or "blas"
     * @return the provider
     * @throws IllegalArgumentException if there is none of that name
     */
    public static KernelProvider named(String name) {
        for (KernelProvider provider : values()) {
            if (provider.toString().equals(name)) {
                return provider;
            }
        }
        throw new IllegalArgumentException(
                "kernels: the provider must be auto, scalar, vector or blas, got '" + name + "'");
    }

    /**
     * Says what this JVM lacks to run the provider.
     *
     * @return what is missing and how to supply it; empty if the provider can run
     */
    public Optional<String> missing() {
        return switch (this) {
            case SCALAR -> Optional.empty();
            case VECTOR -> {
                if (ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()) {
                    yield VectorWidth.missing();
                }
                yield Optional.of(
                        "the module "
                                + VECTOR_MODULE
                                + " is not loaded: start java with --add-modules "
                                + VECTOR_MODULE);
            }
            case BLAS -> Jblas.missing();
        };
    }

    /** The provider's name as the system property has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
