package org.metabalance.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.metabalance.engine.kernel.lanes.VectorWidth;

/** Which kernels run, under which flags; in JVMs of their own, because it is settled once. */
class KernelsChoiceTest {

    private static final KernelProvider VECTOR = KernelProvider.named("vector");
    private static final KernelProvider SCALAR = KernelProvider.named("scalar");
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    /** What a program printed and how it ended. */
    private record Outcome(int exitCode, String output) {}

    private static Outcome run(List<String> flags, String... arguments)
            throws IOException, InterruptedException {
        return run(flags, System.getProperty("java.class.path"), arguments);
    }

    private static Outcome run(List<String> flags, String classPath, String[] arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, ForkedOracleCheck.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private static void assertAgreed(String kernels, Outcome outcome) {
        assertTrue(outcome.output().contains("agreed: kernels " + kernels), outcome::output);
        assertEquals(0, outcome.exitCode(), outcome::output);
    }

    // A suite that quietly ran on the scalar kernels would prove nothing about those that ship.
    @Test
    @EnabledIfEnvironmentVariable(named = "CI", matches = "true")
    void vectorsRunInContinuousIntegration() {
        assertSame(VECTOR, Kernels.current().provider());
    }

    /** Side by side: each is a JVM of its own. */
    @Test
    void everyWidthOfVectorAgrees() {
        assumeTrue(VECTOR.missing().isEmpty(), "no vector module");
        IntStream.of(128, 256, 512).filter(bits -> bits <= VectorWidth.WIDEST).parallel()
                .forEach(KernelsChoiceTest::widthAgrees);
    }

    private static void widthAgrees(int bits) {
        boolean testedHere = Kernels.current().floats().name()
                .startsWith("vector " + bits + " bit");
        List<String> flags = List.of(VECTORS, "-Dmetabalance.vector.bits=" + bits);
        try {
            assertAgreed("vector " + bits + " bit", run(flags, testedHere ? "a sample" : "all"));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutTheVectorModuleOrJblasScalarKernelsRun() throws Exception {
        String classPath = String.join(
                System.getProperty("path.separator"),
                Arrays.stream(
                        System.getProperty("java.class.path")
                                .split(System.getProperty("path.separator")))
                        .filter(entry -> !entry.contains("jblas"))
                        .toList());
        Outcome outcome = run(List.of(), classPath, new String[0]);
        assertAgreed("scalar", outcome);
        assertTrue(outcome.output().contains("--add-modules jdk.incubator.vector"),
                outcome::output);
        assertFalse(outcome.output().contains("Exception"), outcome::output);
    }

    @Test
    void withoutTheVectorModuleNothingWarnsOfNativeCode() throws Exception {
        Outcome outcome = run(List.of());
        assertEquals(0, outcome.exitCode(), outcome::output);
        assertFalse(outcome.output().contains("native access"), outcome::output);
    }

    @Test
    void aNativeLibraryThatMayBeUsedIs() throws Exception {
        Outcome outcome = run(List.of("--enable-native-access=ALL-UNNAMED"));
        assertAgreed(KernelProvider.named("blas").missing().isEmpty() ? "blas" : "scalar", outcome);
        assertFalse(outcome.output().contains("jblas ERROR"), outcome::output);
    }

    @Test
    void theSystemPropertyDecides() throws Exception {
        assertAgreed("scalar", run(List.of(VECTORS, "-Dmetabalance.kernels=scalar")));
        Outcome outcome = run(
                List.of(
                        VECTORS,
                        "-Dmetabalance.kernels=vector",
                        "-Dmetabalance.threads=3"));
        assertTrue(outcome.output().contains("3 threads"), outcome::output);
    }

    @Test
    void aProviderAskedForThatCannotRunIsAnError() throws Exception {
        Outcome outcome = run(List.of("-Dmetabalance.kernels=vector"));
        assertEquals(1, outcome.exitCode());
        assertTrue(
                outcome.output().contains("the provider vector cannot run: the module"),
                outcome::output);
    }

    @Test
    void unknownNamesAndNumbersAreErrors() {
        String message = assertThrows(
                IllegalArgumentException.class,
                () -> KernelProvider.named("fortran"))
                .getMessage();
        assertEquals(
                "kernels: the provider must be auto, scalar, vector or blas, got 'fortran'",
                message);
        assertThrows(
                IllegalArgumentException.class, () -> Kernels.of(SCALAR, 0));
    }

    @Test
    void anotherNumberOfThreadsIsTheSameProvider() {
        Kernels two = Kernels.of(SCALAR, 1).withThreads(2);
        assertSame(SCALAR, two.provider());
    }
}
