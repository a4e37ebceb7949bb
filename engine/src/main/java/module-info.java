/**
 * Tensors, tapes, gradients of any order, and the compiler and kernels that run them.
 *
 * <p>The Vector API and jblas are optional when the module runs: without them (or without the flag
 * {@code --add-modules jdk.incubator.vector}) the scalar kernels do the work.
 */
module org.metabalance.engine {
    requires static jdk.incubator.vector;
    requires static jblas;

    exports org.metabalance.engine;
    exports org.metabalance.engine.inspect;
    exports org.metabalance.engine.inspect.explore;
    exports org.metabalance.engine.math;
    exports org.metabalance.engine.op;

    uses org.metabalance.engine.kernel.KernelProvider;
    // As in META-INF/services, which is read where the module is on the class path.
    provides org.metabalance.engine.kernel.KernelProvider with
            org.metabalance.engine.kernel.scalar.ScalarProvider,
            org.metabalance.engine.kernel.vector.VectorProvider,
            org.metabalance.engine.kernel.blas.BlasProvider;
}
