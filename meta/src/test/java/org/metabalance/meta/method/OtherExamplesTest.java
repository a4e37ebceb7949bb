package org.metabalance.meta.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Shape;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.EncodedTable;

/** Examples that are no table. */
class OtherExamplesTest {
    private static final Problem TABLE = Blobs.problem(3, 1);
    private static final Problem PATCHES = new Problem(
            new Patches((EncodedTable) TABLE.train()),
            new Patches((EncodedTable) TABLE.validation()),
            TABLE.models(), TABLE.budget(), TABLE.seed(), TABLE.progress());
    private static final EncodedTable TEST = Blobs.test(3);

    @TempDir
    private Path folder;

    private static Method method(String name) {
        return Methods.find(name).orElseThrow();
    }

    /** The same numbers in another shape: the same weights at every step, and the same model. */
    @ParameterizedTest
    @ValueSource(strings = {
        "plain", "oversampling", "undersampling", "class-weights", "mixup", "metabalance",
        "logistic", "learning-to-reweight", "prior-correction", "sam", "sam-a"})
    void methodsThatLookAtNoFeatureTakeThem(String name) throws IOException {
        double[][] expected = method(name).fit(TABLE).probabilities(TEST);
        Trained trained = method(name).fit(PATCHES);
        assertArrayEquals(expected, trained.probabilities(new Patches(TEST)));

        Path file = folder.resolve("model.safetensors");
        trained.save(file);
        TrainedNetwork loaded = TrainedNetwork.load(file);
        assertEquals(Shape.of(2, 2), loaded.shape());
        assertArrayEquals(expected, loaded.probabilities(new Patches(TEST)));
        assertEquals(
                "probabilities: the network was trained on [2, 2] features and 3 classes,"
                        + " got [4] and 3",
                assertThrows(
                        IllegalArgumentException.class, () -> loaded.probabilities(TEST))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "smote", "egl", "egl-static", "egl-fresh-noise", "egl-black-box", "metabalance-egl",
        "tomek-links", "cluster-centroids"})
    void methodsThatLookAtFeaturesRefuseThem(String name) {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class, () -> method(name).fit(PATCHES));
        assertEquals(
                name + ": needs the features of a table, got patches [462, 2, 2]",
                error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipe", "joint-ssl"})
    void augmentationThatIsNotKnownForThemIsRefused(String name) {
        assertEquals(
                name + ": augmentation needs a table or images, got patches [462, 2, 2]",
                assertThrows(IllegalArgumentException.class, () -> method(name).fit(PATCHES))
                        .getMessage());
    }

    @Test
    void translationWithoutKnownBoundsIsRefused() {
        assertEquals(
                "m2m: translation needs a table or images, whose bounds are known, got patches"
                        + " [462, 2, 2]",
                assertThrows(IllegalArgumentException.class, () -> method("m2m").fit(PATCHES))
                        .getMessage());
    }

    @Test
    void partsOfDifferentKindsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Problem.of(PATCHES.train(), TABLE.validation(), 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Problem.of(TABLE.train(), PATCHES.validation(), 1));
    }
}
