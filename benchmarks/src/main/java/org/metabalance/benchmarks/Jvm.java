package org.metabalance.benchmarks;

/** Arguments of the JVMs that benchmarks fork. */
final class Jvm {
    /** Loads the Vector API: without it the scalar kernels run, and nothing says so in the table. */
    static final String ADD_MODULES = "--add-modules";

    /** The module of {@link #ADD_MODULES}. */
    static final String VECTOR = "jdk.incubator.vector";

    /** Lets jblas load its native library without a warning. */
    static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

    /** JMH reads fields through Unsafe, which newer JDKs warn of. */
    static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    /** Has {@code Kernels.current()} fail rather than choose something else. */
    static final String VECTOR_KERNELS = "-Dmetabalance.kernels=vector";

    /** The same for the scalar kernels. */
    static final String SCALAR_KERNELS = "-Dmetabalance.kernels=scalar";

    private Jvm() {}
}
