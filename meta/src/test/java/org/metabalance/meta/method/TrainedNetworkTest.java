package org.metabalance.meta.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.nn.Model;
import org.metabalance.nn.format.Safetensors;
import org.metabalance.nn.model.MlpClassifier;

/** Models as files and as scorers. */
class TrainedNetworkTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("model.safetensors");
    }

    private static TrainedNetwork network(int classes, Integer... hidden) {
        Model model = new MlpClassifier(Blobs.WIDTH, List.of(hidden), classes);
        return TrainedNetwork.of(
                model, Shape.of(Blobs.WIDTH), Network.of(model, Rng.of(1)).values(), "exact", 7);
    }

    /** Rows of the first two of the model's classes. */
    private static EncodedTable rows(TrainedNetwork model, int... counts) {
        return Blobs.rows(1, Arrays.copyOf(counts, model.network().classes()));
    }

    @Test
    void shapesOfAllKindsComeBack() throws IOException {
        for (TrainedNetwork saved : List.of(
                network(2), network(5), network(2, 3), network(3, 8, 4, 2))) {
            saved.save(file);
            TrainedNetwork loaded = TrainedNetwork.load(file);
            assertEquals(saved.network().model(), loaded.network().model());
            assertEquals(saved.shape(), loaded.shape());
            assertEquals("exact", loaded.hypergradient());
            assertEquals(7, loaded.updates());
            EncodedTable rows = rows(saved, 5, 5);
            assertArrayEquals(saved.probabilities(rows), loaded.probabilities(rows));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 2049})
    void aRowsProbabilitiesDoNotDependOnTheOthers(int count) {
        for (TrainedNetwork model : List.of(network(2, 6), network(4, 6))) {
            EncodedTable all = rows(model, 2049, 1);
            int[] rows = new int[count];
            Arrays.setAll(rows, i -> 2049 - i);
            double[][] some = model.probabilities(all.select(rows));
            double[][] every = model.probabilities(all);
            assertEquals(count, some.length);
            for (int i = 0; i < count; i++) {
                assertArrayEquals(every[2049 - i], some[i]);
            }
        }
    }

    @Test
    void probabilitiesStayInRangeForHugeFeatures() {
        float[] x = new float[4 * Blobs.WIDTH];
        Arrays.fill(x, 0, 4, 1e30f);
        Arrays.fill(x, 4, 8, -1e30f);
        Arrays.fill(x, 8, 12, 1e-30f);
        for (int classes = 2; classes <= 3; classes++) {
            for (double[] row : network(classes, 5).probabilities(
                    EncodedTable.numeric(x, new int[4], classes))) {
                assertEquals(1, Arrays.stream(row).sum(), 1e-6);
            }
        }
    }

    @Test
    void otherFeaturesOrClassesAreRefused() {
        EncodedTable narrow = EncodedTable.numeric(new float[6], new int[2], 2);
        assertEquals(
                "probabilities: the network was trained on [4] features and 2 classes, got [3] and 2",
                refused(network(2), narrow));
        assertEquals(
                "probabilities: the network was trained on [4] features and 3 classes, got [4] and 2",
                refused(network(3), Blobs.rows(1, 5, 5)));
    }

    private static String refused(TrainedNetwork model, EncodedTable rows) {
        return assertThrows(IllegalArgumentException.class, () -> model.probabilities(rows))
                .getMessage();
    }

    @Test
    void aCutFileIsRefusedWhereverItIsCut() throws IOException {
        network(2, 3).save(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            refused();
        }
    }

    @Test
    void aForeignFileIsRefused() throws IOException {
        Files.writeString(file, "label,x0,x1\ngood,1,2\nbad,3,4\n");
        refused();
        // safetensors, but somebody else's
        Safetensors.write(file, Map.of("a", NdArray.scalar(DType.F32, 1)), Map.of("by", "others"));
        assertTrue(refused().contains("not a model of this program"));
        Safetensors.write(file, Map.of(), Map.of());
        assertTrue(refused().contains("not a model of this program"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "model.width | 5", "model.width | -4", "model.width | 0", "model.width | four",
        "model.width | 2147483647",
        "model.width | 99999999999", "model.classes | 1", "model.classes | 0", "model.classes | 3",
        "model.classes | ''",
        "model.hidden | 4", "model.hidden | 3,3", "model.hidden | ,", "model.hidden | -3",
        "model.hidden | ''",
        "model.hidden | 2000000000", "model.hidden | 40000,40000", "updates | many",
        "model | perceptron", "shape | many", "shape | -4", "shape | '4,'"})
    void metadataThatDoesNotFitTheWeightsIsRefused(String key, String value) throws IOException {
        network(2, 3).save(file);
        Safetensors.Contents contents = Safetensors.read(file);
        Map<String, String> metadata = new HashMap<>(contents.metadata());
        metadata.put(key, value);
        Safetensors.write(file, contents.tensors(), metadata);
        assertTrue(refused().contains("not a model of this program"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "model.width", "model.hidden", "model.classes", "shape"})
    void metadataThatIsMissingIsRefused(String key) throws IOException {
        network(2, 3).save(file);
        Safetensors.Contents contents = Safetensors.read(file);
        Map<String, String> metadata = new HashMap<>(contents.metadata());
        metadata.remove(key);
        Safetensors.write(file, contents.tensors(), metadata);
        assertTrue(refused().contains("not a model of this program"));
    }

    @Test
    void weightsThatDoNotFitTheMetadataAreRefused() throws IOException {
        network(2, 3).save(file);
        Safetensors.Contents contents = Safetensors.read(file);
        Map<String, NdArray> tensors = new HashMap<>(contents.tensors());
        tensors.put("0.weight", NdArray.zeros(DType.F32, Shape.of(3, Blobs.WIDTH)));
        Safetensors.write(file, tensors, contents.metadata());
        assertTrue(refused().endsWith("'0.weight' needs [4, 3], got [3, 4]"));
        tensors.remove("0.weight");
        Safetensors.write(file, tensors, contents.metadata());
        assertTrue(refused().endsWith("'0.weight' needs [4, 3], got nothing"));
        tensors.putAll(contents.tensors());
        tensors.put("4.weight", NdArray.zeros(DType.F32, Shape.of(1)));
        Safetensors.write(file, tensors, contents.metadata());
        assertTrue(refused().contains("4.weight"));
    }

    @Test
    void anAbsentFileIsNamed() {
        assertTrue(
                assertThrows(NoSuchFileException.class, () -> TrainedNetwork.load(file))
                        .getMessage().contains(file.toString()));
    }

    private String refused() {
        String message = assertThrows(IOException.class, () -> TrainedNetwork.load(file))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        return message;
    }
}
