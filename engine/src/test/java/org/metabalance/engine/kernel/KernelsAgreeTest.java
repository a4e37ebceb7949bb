package org.metabalance.engine.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;

/** Every provider computes what the scalar kernels do, for both types. */
class KernelsAgreeTest {

    static List<KernelProvider> providers() {
        return KernelProvider.all();
    }

    private static Stream<OracleCheck> checks(KernelProvider provider) {
        Optional<String> missing = provider.missing();
        assumeTrue(missing.isEmpty(), () -> provider.name() + ": " + missing.get());
        return OracleCheck.of(Kernels.of(provider, 2)).stream();
    }

    @ParameterizedTest
    @EnumSource(Unary.class)
    void unaryOnVectors(Unary op) {
        checks(KernelProvider.named("vector")).forEach(types -> types.unary(op));
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void binaryOnVectors(Binary op) {
        checks(KernelProvider.named("vector")).forEach(types -> types.binary(op));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void where(KernelProvider provider) {
        checks(provider).forEach(OracleCheck::where);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void reductions(KernelProvider provider) {
        checks(provider).forEach(OracleCheck::reductions);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void gemm(KernelProvider provider) {
        checks(provider).forEach(OracleCheck::gemm);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void convolutions(KernelProvider provider) {
        checks(provider).forEach(OracleCheck::convolutions);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void pooling(KernelProvider provider) {
        checks(provider).forEach(OracleCheck::pooling);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void sparse(KernelProvider provider) {
        checks(provider).forEach(OracleCheck::sparse);
    }

    // The oracle itself, where it does not simply call the function of the primitive.
    @ParameterizedTest
    @EnumSource
    void scalarArithmetic(Binary op) {
        OracleCheck.of(Kernels.of(KernelProvider.named("scalar"), 1))
                .forEach(types -> types.meaning(op));
    }
}
