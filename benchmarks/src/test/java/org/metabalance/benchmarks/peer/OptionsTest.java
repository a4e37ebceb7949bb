package org.metabalance.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void aGroupStandsForItsMembersInOrder() throws Options.Mistake {
        assertEquals(
                List.of("small1", "plain-credit", "plain-small", "plain-mid"),
                Options.parse("--workloads", "small1,plain").workloads());
    }

    @Test
    void peersCanBeLeftOut() throws Options.Mistake {
        Options all = Options.parse();
        assertTrue(all.torch() && all.compile() && all.jax());
        Options ours = Options.parse("--no-torch", "--no-jax", "--workloads", "maml32");
        assertFalse(ours.torch() || ours.jax());
        assertEquals(List.of("maml32-sinusoid", "maml32-5way"), ours.workloads());
    }

    @Test
    void relatedMethodsAreListed() throws Options.Mistake {
        assertEquals(
                List.of("sam-small", "sam-mid", "sinkhorn-unrolled", "sinkhorn-implicit",
                        "sparse-64", "sparse-1433", "sparse-gcn", "maml-conv4", "maml-conv4-b5"),
                Options.parse("--workloads", "sam,sinkhorn,sparse,maml-conv4,maml-conv4-b5")
                        .workloads());
        for (String name : List.of("sam", "sinkhorn", "sparse", "maml-conv4")) {
            assertTrue(Options.HELP.contains(name));
        }
    }

    @Test
    void imagesAndKernelsMayHaveOtherSizes() throws Options.Mistake {
        assertEquals(
                List.of("resnet-plain", "resnet-exact", "conv4-exact-b2",
                        "conv-2x5x7x3-4-3x3-s2-weights", "gemm-1x2x3-nn"),
                Options.parse("--workloads",
                        "resnet,conv4-exact-b2,conv-2x5x7x3-4-3x3-s2-weights,gemm-1x2x3-nn")
                        .workloads());
        assertMistake("there is no workload 'conv-2x1x1x3-4-5x5-forward-'", "--workloads",
                "conv-2x1x1x3-4-5x5-forward-");
    }

    @Test
    void everythingByDefault() throws Options.Mistake {
        Options options = Options.parse();
        assertEquals(List.of(1, 2), options.threads());
        assertTrue(options.workloads().contains("deep-50"));
        assertTrue(options.workloads().contains("sinkhorn-unrolled"));
        assertTrue(options.workloads().contains("gemm-1024x1024x1024-tt"));
        assertTrue(options.workloads().contains("conv-32x32x32x16-32-3x3-s2-input"));
    }

    @Test
    void saysWhatIsWrong() {
        assertMistake("there is no workload 'huge'", "--workloads", "credit,huge");
        assertMistake("--threads needs numbers from 1, got '0'", "--threads", "0");
        assertMistake("--json needs a value", "--json");
        assertMistake("there is no option '--fast'", "--fast");
        assertMistake("--warm needs seconds above 0, got 'x'", "--warm", "x");
    }

    private static void assertMistake(String message, String... arguments) {
        Options.Mistake mistake = assertThrows(Options.Mistake.class,
                () -> Options.parse(arguments));
        assertTrue(mistake.getMessage().startsWith(message), mistake.getMessage());
    }
}
