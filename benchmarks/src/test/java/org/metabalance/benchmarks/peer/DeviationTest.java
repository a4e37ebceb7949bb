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

class DeviationTest {
    @TempDir
    private Path folder;

    private Deviation between(float[] ours, float[] theirs) throws IOException {
        Safetensors.write(
                folder.resolve("data.safetensors"),
                Map.of("parameter.w", NdArray.of(new float[] {0, 0}, 2)),
                Map.of());
        Safetensors.write(folder.resolve("a"), results(ours), Map.of());
        Safetensors.write(folder.resolve("b"), results(theirs), Map.of());
        return Deviation.between(folder, "a", "b");
    }

    private static Map<String, NdArray> results(float[] values) {
        NdArray array = NdArray.of(values, 2);
        return Map.of("losses", array, "gradient.w", array, "updated.w", array);
    }

    @Test
    void measuresEachInItsOwnScale() throws IOException {
        Deviation deviation = between(new float[] {4, 3}, new float[] {4, 2});
        assertEquals(0.5, deviation.loss());
        assertEquals(0.25, deviation.gradient());
        assertEquals(1 / Math.sqrt(20), deviation.update(), 1e-15);
        assertFalse(deviation.holds());
    }

    @Test
    void theSameAgree() throws IOException {
        assertTrue(between(new float[] {4, 3}, new float[] {4, 3}).holds());
    }

    @Test
    void nanAgreesWithNothing() throws IOException {
        assertFalse(between(new float[] {Float.NaN, 3}, new float[] {4, 3}).holds());
        assertFalse(between(new float[] {4, 3}, new float[] {4, Float.NaN}).holds());
    }

    @Test
    void whatWasNotComparedDoesNotDisagree() {
        assertTrue(Deviation.NONE.holds());
        Deviation some = new Deviation(1e-6, Double.NaN, 1e-3);
        assertEquals(some, Deviation.NONE.worst(some));
    }
}
