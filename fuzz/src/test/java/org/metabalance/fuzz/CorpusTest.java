package org.metabalance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every input in the corpus, once: what was found stays mended. */
class CorpusTest {
    private static final Path CORPUS = Path.of("corpus");

    private static final Map<String, Target> TARGETS = Map.of(
            "safetensors", SafetensorsTarget::fuzzerTestOneInput,
            "csv", CsvTarget::fuzzerTestOneInput,
            "graph", GraphTarget::fuzzerTestOneInput,
            "schema", SchemaTarget::fuzzerTestOneInput,
            "images", ImagesTarget::fuzzerTestOneInput,
            "command-line", CommandLineTarget::fuzzerTestOneInput,
            "model-folder", ModelFolderTarget::fuzzerTestOneInput);

    /** What Jazzer calls. */
    private interface Target {
        void run(byte[] input) throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> nothingIsFoundAgain() {
        return TARGETS.keySet().stream().sorted().flatMap(
                name -> inputs(CORPUS.resolve(name)).stream().map(
                        input -> DynamicTest.dynamicTest(
                                name + "/" + input.getFileName(),
                                () -> TARGETS.get(name).run(Files.readAllBytes(input)))));
    }

    @Test
    void everyFolderHasItsTarget() {
        assertEquals(
                TARGETS.keySet(),
                inputs(CORPUS).stream().map(folder -> folder.getFileName().toString())
                        .collect(Collectors.toSet()));
    }

    private static List<Path> inputs(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
