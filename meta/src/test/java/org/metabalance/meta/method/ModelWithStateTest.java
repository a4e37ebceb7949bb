package org.metabalance.meta.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.metric.Scores;
import org.metabalance.meta.metric.Threshold;

/** A model of the user's own, which carries running statistics from batch to batch. */
class ModelWithStateTest {
    private static final ModelFor NORMALIZED = examples -> NormalizedFamily.model(
            examples.shape().size(), examples.classes());

    @TempDir
    private Path folder;

    private static Problem problem(int classes) {
        return Blobs.problem(classes, 1).with(NORMALIZED);
    }

    private static Trained fit(String method, int classes) {
        return Methods.find(method).orElseThrow().fit(problem(classes));
    }

    @ParameterizedTest
    @CsvSource({
        "plain, 2", "mixup, 2", "meta-weight-net, 2", "metabalance, 2", "learning-to-reweight, 2",
        "plain, 3", "metabalance, 3", "metabalance-first-order, 2", "egl, 2",
        "bias-init, 3"})
    void learnsCarriesItsStateAndComesBackFromItsFile(String method, int classes)
            throws IOException {
        EncodedTable test = Blobs.test(classes);
        Trained trained = fit(method, classes);
        double[][] probabilities = trained.probabilities(test);
        // chance is 1/21, or a mean of 1/3 over three classes
        double precision = Scores.of(probabilities, test.labels(), Threshold.DEFAULT)
                .averagePrecision();
        assertTrue(precision > (classes == 2 ? 0.3 : 0.6), "average precision " + precision);

        Path file = folder.resolve("model.safetensors");
        trained.save(file);
        TrainedNetwork loaded = TrainedNetwork.load(file);
        assertArrayEquals(probabilities, loaded.probabilities(test));
        assertEquals("normalized", loaded.network().model().architecture().family());
        Map<String, NdArray> fresh = Network.of(problem(classes)).state().values();
        Map<String, NdArray> carried = loaded.network().state().values();
        assertEquals(Set.of("1.running_mean", "1.running_var"), carried.keySet());
        carried.forEach((name, value) -> assertFalse(
                Arrays.equals(fresh.get(name).toDoubles(), value.toDoubles()), name));
        assertArrayEquals(probabilities, fit(method, classes).probabilities(test));
    }

    /** All rows are one batch, so that the order in which methods draw them does not matter. */
    @ParameterizedTest
    @CsvSource({
        "metabalance, plain", "metabalance-first-order, plain",
        "meta-weight-net, plain-without-meta-set", "learning-to-reweight, plain-without-meta-set"})
    void looksAheadLeaveRunningStatisticsAlone(String method, String plain) {
        Map<String, NdArray> expected = afterOneUpdate(plain);
        afterOneUpdate(method).forEach((name, value) -> assertArrayEquals(
                expected.get(name).toDoubles(), value.toDoubles(), 1e-5, name));
    }

    private static Map<String, NdArray> afterOneUpdate(String method) {
        Problem problem = problem(2);
        Problem one = problem.with(new Budget(1, problem.train().size(), .01));
        return ((TrainedNetwork) Methods.find(method).orElseThrow().fit(one))
                .network().state().values();
    }

    @Test
    void aFileWhoseFamilyIsNotFoundIsRefused() throws IOException {
        Path file = folder.resolve("model.safetensors");
        fit("plain", 2).save(file);
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        String message = assertThrows(
                IOException.class, () -> TrainedNetwork.load(file, platform)).getMessage();
        assertTrue(
                message.contains("no model family is named 'normalized', there are: "), message);
    }
}
