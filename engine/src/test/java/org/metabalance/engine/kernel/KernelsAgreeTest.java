package org.metabalance.engine.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/** Every provider computes what the scalar kernels do, for both types. */
class KernelsAgreeTest {

    private static Stream<Agreement> agreements(KernelProvider provider) {
        Optional<String> missing = provider.missing();
        assumeTrue(missing.isEmpty(), () -> provider + ": " + missing.get());
        return Agreement.of(Kernels.of(provider, 2)).stream();
    }

    @ParameterizedTest
    @EnumSource(Unary.class)
    void unaryOnVectors(Unary op) {
        agreements(KernelProvider.VECTOR).forEach(types -> types.unary(op));
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void binaryOnVectors(Binary op) {
        agreements(KernelProvider.VECTOR).forEach(types -> types.binary(op));
    }

    @ParameterizedTest
    @EnumSource
    void where(KernelProvider provider) {
        agreements(provider).forEach(Agreement::where);
    }

    @ParameterizedTest
    @EnumSource
    void reductions(KernelProvider provider) {
        agreements(provider).forEach(Agreement::reductions);
    }

    @ParameterizedTest
    @EnumSource
    void gemm(KernelProvider provider) {
        agreements(provider).forEach(Agreement::gemm);
    }

    // The oracle itself, where it does not simply call the function of the primitive.
    @ParameterizedTest
    @EnumSource
    void scalarArithmetic(Binary op) {
        Agreement.of(Kernels.of(KernelProvider.SCALAR, 1)).forEach(types -> types.meaning(op));
    }
}
