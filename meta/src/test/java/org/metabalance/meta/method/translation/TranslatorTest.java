package org.metabalance.meta.method.translation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.MadeImages;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.method.Network;
import org.metabalance.nn.Batch;
import org.metabalance.nn.model.MlpClassifier;
import tools.jackson.databind.JsonNode;

class TranslatorTest {
    static List<JsonNode> goldens() {
        return Golden.cases("methods/translation.json").stream()
                .filter(golden -> golden.has("steps")).toList();
    }

    private static NdArray array(JsonNode node) {
        return NdArray.of(Golden.doubles(node.get("data")))
                .reshaped(Shape.of(Golden.ints(node.get("shape"))));
    }

    private static Network network(JsonNode golden, String which) {
        MlpClassifier model = new MlpClassifier(
                4, List.of(golden.get("hidden").intValue()), golden.get("classes").intValue());
        Map<String, NdArray> values = new HashMap<>();
        golden.get(which).properties().forEach(
                weight -> values.put(weight.getKey(), array(weight.getValue())));
        Network network = Network.of(model, DType.F64, Rng.of(0));
        network.load(values);
        return network;
    }

    /** Ten steps and what g makes of their end, as one example after the other makes them in PyTorch. */
    @ParameterizedTest
    @MethodSource("goldens")
    void stepsAreThoseOfAPlainTranscription(JsonNode golden) {
        Network g = network(golden, "target");
        Network f = network(golden, "network");
        InputBounds bounds = new InputBounds(
                Golden.floats(golden.get("lower")), Golden.floats(golden.get("upper")),
                Golden.floats(golden.get("unit")));
        Translator translator = new Translator(
                bounds, golden.get("lambda").doubleValue(), golden.get("step").doubleValue());
        Tape tape = Tape.f64();
        NdArray start = array(golden.get("start"));
        Tensor x = tape.input("x", start.shape());
        Batch batch = new Batch(x, tape.constant(Golden.doubles(golden.get("wanted"))));
        Tensor after = translator.step(
                f, g, batch, tape.constant(Golden.doubles(golden.get("seeds"))));
        Program step = tape.compile(after, Translator.confidence(g, batch));
        step.set("x", start);
        for (int k = 0; k < golden.get("steps").intValue(); k++) {
            step.run();
            step.set("x", step.output(0).copy());
        }
        step.run();
        // bounds and units are of 32 bits
        assertArrayEquals(
                array(golden.get("end")).toDoubles(), step.input("x").toDoubles(), 1e-5);
        assertArrayEquals(
                Golden.doubles(golden.get("confidence")), step.output(1).toDoubles(), 1e-5);
    }

    @Test
    void chancesAreThoseOfThePaper() {
        JsonNode golden = Golden.cases("methods/translation.json").getLast();
        int[] counts = Golden.ints(golden.get("counts"));
        double[][] chances = Golden.matrix(golden.get("chances"));
        for (int from = 0; from < counts.length; from++) {
            for (int to = 0; to < counts.length; to++) {
                assertEquals(
                        chances[from][to],
                        Drawing.chance(counts, golden.get("beta").doubleValue(), from, to), 1e-12);
            }
        }
    }

    @Test
    void pixelsGoFromBlackToWhiteAndStayThere() {
        ImageExamples images = new ImageExamples(
                MadeImages.of(4, 3, 3, 1 << 20, 9, 4), new ChannelScale(
                        List.of(100f, 50f, 20f), List.of(60f, 30f, 10f)),
                Augmentation.NONE);
        InputBounds bounds = InputBounds.of("m2m", images);
        Tape tape = Tape.f32();
        Tensor x = images.on(tape).x().reshape(13, 36);
        float[] before = x.value().toFloats();
        // nothing that is an image is clipped
        assertArrayEquals(before, bounds.clipped(x).value().toFloats());
        float[] black = bounds.descended(x, tape.ones(13, 36), 1e6).value().toFloats();
        float[] white = bounds.descended(x, tape.ones(13, 36).neg(), 1e6).value().toFloats();
        float[] factors = {1f / 60, 1f / 30, 1f / 10};
        float[] means = {100, 50, 20};
        for (int i = 0; i < black.length; i++) {
            assertEquals(-means[i % 3] * factors[i % 3], black[i]);
            assertEquals((255 - means[i % 3]) * factors[i % 3], white[i]);
        }
    }

    /** A step of 1 along one column is its deviation; ranges hold; what is a choice stays. */
    @Test
    void columnsStayInTheirRangeAndCategoriesAsTheyAre() {
        EncodedTable table = new EncodedTable(
                new float[] {0, 10, 1, 0, 0, 4, 30, 0, 1, 1}, new int[] {0, 1}, 2,
                List.of("a", "b", "c=0", "c=1", "b (missing)"),
                List.of(
                        new ColumnGroup("a", ColumnGroup.Kind.NUMERIC, 0, 1),
                        new ColumnGroup("b", ColumnGroup.Kind.NUMERIC, 1, 1),
                        new ColumnGroup("c", ColumnGroup.Kind.ONE_HOT, 2, 2),
                        new ColumnGroup("b", ColumnGroup.Kind.INDICATOR, 4, 1)));
        InputBounds bounds = InputBounds.of("m2m", table);
        Tape tape = Tape.f32();
        Tensor x = table.on(tape).x();
        Tensor slope = tape.constant(new double[] {-1, 0, 9, 9, 9, 0, 1, 9, 9, 9}, 2, 5);
        assertArrayEquals(
                new float[] {1, 10, 1, 0, 0, 4, 25, 0, 1, 1},
                bounds.descended(x, slope, .5).value().toFloats(), 1e-5f);
        assertArrayEquals(
                new float[] {4, 10, 1, 0, 0, 4, 10, 0, 1, 1},
                bounds.descended(x, slope, 50).value().toFloats());
        Tensor flat = tape.constant(new double[] {0, 0, 9, 9, 9, 0, 0, 0, 0, 0}, 2, 5);
        assertArrayEquals(table.features(), bounds.descended(x, flat, 1).value().toFloats());
        float[] blurred = bounds.blurred(x, .1).value().toFloats();
        for (int i : new int[] {2, 3, 4, 7, 8, 9}) {
            assertEquals(table.features()[i], blurred[i]);
        }
        assertTrue(blurred[0] > 0 || blurred[1] > 10, "no noise");
    }
}
