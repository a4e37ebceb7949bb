package org.metabalance.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
    private static final String PAGE = """
            before
            <!-- begin steps -->
            old
            <!-- end steps -->
            between
            <!-- begin tasks -->
            old
            <!-- end tasks -->
            <!-- begin products -->
            old
            <!-- end products -->
            <!-- begin images -->
            not measured yet
            <!-- end images -->
            <!-- begin convolutions -->
            not measured yet
            <!-- end convolutions -->
            after
            <!-- begin related -->
            not measured yet
            <!-- end related -->
            """;

    private static final Differences APART = new Differences(1e-6, 2e-7, 1e-7, 1e-3);

    @TempDir
    private Path docs;

    private static Measurement measured(String workload, Map<Side, Double> micros) {
        return new Measurement(workload, 1, micros, 10, 5000, 64, 0.05, APART,
                Map.of(Side.OURS, 1e5));
    }

    private static Measurement measured(
            String workload, double ours, double eager, double compiled, double jax) {
        return measured(workload, Map.of(
                Side.OURS, ours, Side.EAGER, eager, Side.COMPILED, compiled, Side.JAX, jax));
    }

    /** Writes the page from runs as {@code --json} records them. */
    private String page(List<List<Measurement>> runs) throws IOException {
        Files.writeString(docs.resolve("performance.md"), PAGE);
        String[] arguments = new String[runs.size() + 1];
        arguments[0] = docs.toString();
        for (int i = 0; i < runs.size(); i++) {
            Path json = docs.resolve(i + ".json");
            MeasurementWriter.json(json, runs.get(i));
            arguments[i + 1] = json.toString();
        }
        PerformancePage.main(arguments);
        return Files.readString(docs.resolve("performance.md"));
    }

    @Test
    void tablesHaveThePeersAndRatiosAgainstTheFastest() throws IOException {
        String page = page(List.of(
                List.of(
                        measured("credit", 30, 900, 300, 120),
                        measured("gemm-8x8x8-nn",
                                Map.of(Side.OURS, 1.0, Side.EAGER, 2.0, Side.JAX, 4.0))),
                List.of(measured("credit", 50, 1100, 500, 160)),
                List.of(measured("credit", 40, 1000, 400, 1000))));
        assertEquals("""
                before
                <!-- begin steps -->
                | workload | threads | ours, us | PyTorch eager | PyTorch compiled | JAX |\
                 times faster | limit, us | gradient apart |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|
                | credit | 1 | 40.0 | 1,000 | 400 | 160 | **4.00** | 10.0 | 2e-07 |
                <!-- end steps -->
                between
                <!-- begin tasks -->
                old
                <!-- end tasks -->
                <!-- begin products -->
                | product | threads | ours, GFLOP/s | PyTorch eager | JAX | ratio |
                |---|--:|--:|--:|--:|--:|
                | gemm-8x8x8-nn | 1 | 10.0 | 5.00 | 2.50 | 2.00 |
                <!-- end products -->
                <!-- begin images -->
                not measured yet
                <!-- end images -->
                <!-- begin convolutions -->
                not measured yet
                <!-- end convolutions -->
                after
                <!-- begin related -->
                not measured yet
                <!-- end related -->
                """, page);
        assertNotNull(ImageIO.read(docs.resolve("performance/steps.png").toFile()));
    }

    @Test
    void aPeerThatDidNotRunIsNoFastest() throws IOException {
        String page = page(List.of(List.of(
                measured("small1", Map.of(Side.OURS, 10.0, Side.JAX, 15.0)),
                measured("small5", Map.of(Side.OURS, 10.0)))));
        assertEquals("""
                | small1 | 1 | 10.0 | - | - | 15.0 | **1.50** | 10.0 | 2e-07 |
                | small5 | 1 | 10.0 | - | - | - | **-** | 10.0 | 2e-07 |
                """, page.lines().filter(line -> line.startsWith("| small"))
                .reduce("", (text, line) -> text + line + "\n"));
        assertNotNull(ImageIO.read(docs.resolve("performance/steps.png").toFile()));
    }

    @Test
    void tasksOnABatchAxisStandAgainstRunsOfOne() throws IOException {
        String page = page(List.of(List.of(
                measured("maml1-5way", 10, 100, 50, 20),
                measured("maml32-5way", 160, 400, 320, 80))));
        assertEquals("""
                <!-- begin tasks -->
                | workload | threads | ours | PyTorch eager | PyTorch compiled | JAX |
                |---|--:|--:|--:|--:|--:|
                | maml32-5way | 1 | 2.00 | 8.00 | 5.00 | 8.00 |
                """, page.substring(
                page.indexOf("<!-- begin tasks"), page.indexOf("<!-- end tasks")));
    }

    @Test
    void relatedMethodsHaveATableOfTheirOwn() throws IOException {
        Map<Side, Double> held = Map.of(Side.OURS, 2e6, Side.EAGER, 5e6, Side.JAX, 4e6);
        String page = page(List.of(List.of(
                new Measurement("sinkhorn-unrolled", 1,
                        Map.of(Side.OURS, 4e3, Side.EAGER, 9e3, Side.JAX, 6e3), 0, 0, 0, .05, APART,
                        held),
                new Measurement("sam-mid", 2, Map.of(Side.OURS, 20.0, Side.COMPILED, 30.0), 10,
                        5000, 128, .05, APART, Map.of(Side.OURS, 1e6, Side.COMPILED, 3e6)),
                measured("maml-conv4", Map.of(Side.OURS, 10.0)))));
        assertEquals(
                """
                        <!-- begin related -->
                        | workload | threads | ours, us | PyTorch eager | PyTorch compiled | JAX |\
                         times faster | limit, us | our MB | PyTorch eager, MB | PyTorch compiled, MB |\
                         JAX, MB | gradient apart |
                        |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                        | sinkhorn-unrolled | 1 | 4,000 | 9,000 | - | 6,000 | **1.50** | 0.00 | 2.00 | 5.00 | - |\
                         4.00 | 2e-07 |
                        | sam-mid | 2 | 20.0 | - | 30.0 | - | **1.50** | 10.0 | 1.00 | - | 3.00 | - | 2e-07 |
                        | maml-conv4 | 1 | 10.0 | - | - | - | **-** | 10.0 | 0.10 | - | - | - | 2e-07 |
                        <!-- end related -->
                        """,
                page.substring(page.indexOf("<!-- begin related")));
        // what they are not in
        assertTrue(page.contains("<!-- begin steps -->\nold"));
        assertTrue(page.contains("<!-- begin images -->\nnot measured yet"));
        assertFalse(Files.exists(docs.resolve("performance/steps.png")));
    }

    @Test
    void stepsOfImagesAndConvolutionsHaveTablesOfTheirOwn() throws IOException {
        Measurement exact = new Measurement("resnet-exact", 2,
                Map.of(Side.OURS, 4e5, Side.EAGER, 6e5, Side.JAX, 8e5), 2e5, 5000, 64, 0.05, APART,
                Map.of(Side.OURS, 1e8, Side.EAGER, 2.5e8));
        String page = page(List.of(List.of(exact,
                measured("conv-8x8x8x4-4-3x3-weights",
                        Map.of(Side.OURS, 1.0, Side.EAGER, 2.0, Side.JAX, 4.0)))));
        assertEquals(
                """
                        <!-- begin images -->
                        | workload | threads | ours, ms | PyTorch eager | PyTorch compiled | JAX |\
                         times faster | limit, ms | our images/s | our MB | PyTorch eager, MB |\
                         PyTorch compiled, MB | JAX, MB | gradient apart |
                        |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                        | resnet-exact | 2 | 400 | 600 | - | 800 | **1.50** | 200 | 160 | 100 | 250 | - | - |\
                         2e-07 |
                        <!-- end images -->
                        <!-- begin convolutions -->
                        | convolution | threads | ours, GFLOP/s | PyTorch eager | JAX | ratio |
                        |---|--:|--:|--:|--:|--:|
                        | conv-8x8x8x4-4-3x3-weights | 1 | 10.0 | 5.00 | 2.50 | 2.00 |
                        <!-- end convolutions -->
                        after
                        """,
                page.substring(page.indexOf("<!-- begin images"),
                        page.indexOf("<!-- begin related")));
        // what was not run stays as it was
        assertEquals("before\n<!-- begin steps -->\nold\n<!-- end steps -->",
                page.substring(0, page.indexOf("\nbetween")));
        assertFalse(Files.exists(docs.resolve("performance/steps.png")));
    }

    @Test
    void withoutPeersThereIsNoFigure() throws IOException {
        page(List.of(List.of(measured("small1", Map.of(Side.OURS, 10.0)))));
        assertFalse(Files.exists(docs.resolve("performance/steps.png")));
    }

    @Test
    void aPageWithoutPlacesIsRefused() throws IOException {
        Files.writeString(docs.resolve("performance.md"), "nothing");
        assertEquals(
                "page: needs <!-- begin steps --> and <!-- end steps -->",
                assertThrows(IllegalArgumentException.class,
                        () -> PerformancePage.main(new String[] {docs.toString()})).getMessage());
    }
}
