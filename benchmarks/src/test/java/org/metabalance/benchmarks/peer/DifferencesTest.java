package org.metabalance.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.engine.NdArray;
import org.metabalance.nn.format.Safetensors;

class DifferencesTest {
    @TempDir
    private Path folder;

    private Differences between(float[] ours, float[] theirs) throws IOException {
        Safetensors.write(
                folder.resolve("data.safetensors"),
                Map.of("parameter.w", NdArray.of(new float[] {0, 0}, 2)),
                Map.of());
        Safetensors.write(folder.resolve("a"), results(ours), Map.of());
        Safetensors.write(folder.resolve("b"), results(theirs), Map.of());
        return Differences.between(folder, "a", "b");
    }

    private static Map<String, NdArray> results(float[] values) {
        NdArray array = NdArray.of(values, 2);
        return Map.of("losses", array, "gradient.w", array, "updated.w", array);
    }

    @Test
    void measuresEachInItsOwnScale() throws IOException {
        Differences differences = between(new float[] {4, 3}, new float[] {4, 2});
        assertEquals(0.5, differences.loss());
        assertEquals(0.25, differences.gradient());
        assertEquals(1 / Math.sqrt(20), differences.whole(), 1e-15);
        assertEquals(1 / Math.sqrt(20), differences.update(), 1e-15);
        assertFalse(differences.roundingOnly("credit"));
    }

    /** A bias before batch normalization has gradient 0, of which either side makes what its rounding makes. */
    @Test
    void whatIsZeroButForRoundingIsHeldAgainstTheOthers() throws IOException {
        NdArray large = NdArray.of(new float[] {4, 3}, 2);
        Safetensors.write(folder.resolve("data.safetensors"), Map.of(), Map.of());
        Safetensors.write(folder.resolve("a"), Map.of("gradient.w", large,
                "gradient.bias", NdArray.of(new float[] {1e-6f, 0}, 2)), Map.of());
        Safetensors.write(folder.resolve("b"), Map.of("gradient.w", large,
                "gradient.bias", NdArray.of(new float[] {-1e-6f, 0}, 2)), Map.of());
        Differences differences = Differences.between(folder, "a", "b");
        assertEquals(2e-6 / (4 * Differences.FLOOR), differences.gradient(), 1e-10);
        assertTrue(differences.roundingOnly("credit"));
    }

    @Test
    void theSameAgree() throws IOException {
        assertTrue(between(new float[] {4, 3}, new float[] {4, 3}).roundingOnly("credit"));
    }

    @Test
    void nanAgreesWithNothing() throws IOException {
        assertFalse(between(new float[] {Float.NaN, 3}, new float[] {4, 3}).roundingOnly("credit"));
        assertFalse(between(new float[] {4, 3}, new float[] {4, Float.NaN}).roundingOnly("credit"));
    }

    @Test
    void relusOfImagesMayFallTheOtherWay() {
        Differences some = new Differences(1e-6, 0.05, 0.01, 0.05);
        assertFalse(some.roundingOnly("small1"));
        assertTrue(some.roundingOnly("resnet-exact"));
        assertTrue(some.roundingOnly("conv4-plain-b2"));
        assertFalse(new Differences(1e-6, 0.05, 0.1, 0.05).roundingOnly("resnet-exact"));
        assertFalse(some.roundingOnly("conv-32x8x8x64-64-1x1-forward"));
    }

    @Test
    void episodesOfImagesMayLieFurtherApartButNotAsFarAsFirstOrder() {
        Differences rounded = new Differences(1.5e-3, 0.1, 0.11, 0.18);
        assertTrue(rounded.roundingOnly("maml-conv4"));
        assertFalse(rounded.roundingOnly("conv4-exact"));
        assertFalse(rounded.roundingOnly("sam-mid"));
        assertFalse(new Differences(1.9e-3, 0.4, 0.43, 0.6).roundingOnly("maml-conv4"));
    }

    @Test
    void whatWasNotComparedDoesNotDisagree() {
        assertTrue(Differences.NONE.roundingOnly("credit"));
        Differences some = new Differences(1e-6, Double.NaN, Double.NaN, 1e-3);
        assertEquals(some, Differences.NONE.worst(some));
    }
}
