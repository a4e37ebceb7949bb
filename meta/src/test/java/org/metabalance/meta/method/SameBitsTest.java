package org.metabalance.meta.method;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One seed gives the same bits with every provider but jblas, every width of vectors this machine has, any
 * number of threads, interpreted as compiled, and on every machine: the digest is committed.
 */
class SameBitsTest {
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    /** What {@link TrainingDigest} prints; a change that changes it is told in the change log. */
    private static final String DIGEST = "cb55cb0ee7f543838933e32bffe0d513fe0a912a56caa83e92f50e1635c886b7";

    @ParameterizedTest
    @CsvSource({
        "scalar,         -Dmetabalance.kernels=scalar",
        "vector 512 bit, -Dmetabalance.vector.bits=512 -Dmetabalance.threads=1",
        "vector 256 bit, -Dmetabalance.vector.bits=256 -Dmetabalance.threads=3",
        "vector 128 bit, -Dmetabalance.vector.bits=128 -Dmetabalance.threads=2",
        "scalar,         -Dmetabalance.kernels=scalar -XX:TieredStopAtLevel=1"
    })
    void asCommitted(String kernels, String flags) throws Exception {
        String output = run(flags);
        assumeTrue(
                output.contains("kernels " + kernels),
                "this machine has no " + kernels + " kernels");
        assertTrue(output.contains("digest " + DIGEST), output);
    }

    private static String run(String flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(VECTORS);
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), TrainingDigest.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream printed = process.getInputStream()) {
            String output = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        }
    }
}
