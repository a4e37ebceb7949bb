package org.metabalance.meta.method.curve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.LabelNoise;
import org.metabalance.meta.data.NoisyExamples;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.MetaSet;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.reweight.WeightHypergradient;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import tools.jackson.databind.JsonNode;

class CurveNetTest {
    private static double[] flat(JsonNode matrix) {
        return Stream.of(Golden.matrix(matrix)).flatMapToDouble(Arrays::stream).toArray();
    }

    @TestFactory
    Stream<DynamicTest> curvesWeightsAndHypergradientArePyTorchs() {
        List<JsonNode> cases = Golden.cases("reweight/reweight.json").stream()
                .filter(c -> c.get("name").stringValue().equals("curvenet")).toList();
        assertEquals(2, cases.size());
        return cases.stream().map(c -> dynamicTest(c.get("times") + " embeddings", () -> check(c)));
    }

    private static void check(JsonNode c) {
        double[] records = flat(c.get("records"));
        float[] singles = new float[records.length];
        for (int i = 0; i < singles.length; i++) {
            singles[i] = (float) records[i];
        }
        LossCurves centred = new LossCurves(singles, 6, Golden.ints(c.get("y"))).centred();
        double[] expected = flat(c.get("centred"));
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], centred.records()[i], 1e-6);
        }

        Tape tape = Tape.f64();
        CurveWeights function = new CurveWeights(6, 3, c.get("times").intValue());
        Parameters theta = Parameters.of("theta", tape.constant(flat(c.get("theta")), 4, 3));
        Tensor y = tape.constant(Golden.doubles(c.get("y")));
        Tensor metaY = tape.constant(Golden.doubles(c.get("metaY")));
        Tensor metaX = tape.constant(flat(c.get("metaX")), metaY.size(), 4);
        Tensor losses = losses(tape.constant(flat(c.get("x")), y.size(), 4), y, theta);
        Parameters v = filled(tape, function.parameters());
        Tensor w = function.of(v, tape.constant(expected, y.size(), 6), y);
        assertArrayEquals(Golden.doubles(c.get("weights")), w.value().toDoubles(), 1e-12);
        assertEquals(c.get("loss").doubleValue(), losses.mul(w).mean().item(), 1e-12);
        Parameters gradient = WeightHypergradient.of(
                losses, theta, at -> losses(metaX, metaY, at).mean(), c.get("rate").doubleValue(),
                v, l -> l.mul(w).mean());
        JsonNode golden = c.get("gradient");
        close(golden.get("first"), gradient.get("0.bias"));
        close(golden.get("embedding"), gradient.get("embedding"));
        close(golden.get("last"), gradient.get("5.weight"));
    }

    private static void close(JsonNode golden, Tensor actual) {
        double[] expected = Golden.doubles(golden);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertTrue(largest > 0);
        assertArrayEquals(expected, actual.value().toDoubles(), 1e-10 * largest);
    }

    private static Tensor losses(Tensor x, Tensor y, Parameters theta) {
        return Losses.crossEntropyPerExample(
                x.matmul(theta.get("theta")), y, LossOptions.NONE);
    }

    private static Parameters filled(Tape tape, List<ParameterSpec> specs) {
        List<Tensor> tensors = new ArrayList<>();
        for (ParameterSpec spec : specs) {
            int number = tensors.size();
            NdArray values = NdArray.zeros(DType.F64, spec.shape());
            for (int i = 0; i < values.size(); i++) {
                values.set(i, .3 * Math.sin(.7 * i + number));
            }
            tensors.add(tape.constant(values));
        }
        return Parameters.of(specs.stream().map(ParameterSpec::name).toList(), tensors);
    }

    private static Problem noisy() {
        NoisyExamples train = NoisyExamples.of(
                Blobs.rows(1, 400, 120, 30), new LabelNoise.ByFrequency(.4), 8, Rng.of(5));
        return Problem.of(train, Blobs.rows(2, 200, 60, 15), 1)
                .with(ModelFor.mlp(List.of(16))).with(new Budget(6, 32, .01));
    }

    @Test
    void centredCurvesTellWrongLabelsFromRareRows() {
        Problem problem = noisy();
        CurveNetwork trained = (CurveNetwork) new CurveNet()
                .with(new Probe(20, .4)).fit(problem);
        NoisyExamples rows = (NoisyExamples) trained.rows();
        LossCurves curves = trained.curves();
        double centred = Separation.areaUnderRoc(curves.centred().means(), rows, 1);
        double last = Separation.areaUnderRoc(curves.at(curves.epochs() - 1), rows, 1);
        assertTrue(centred > .8, "centred " + centred);
        assertTrue(centred > last, "centred " + centred + ", last loss " + last);
        assertEquals(rows.size(), trained.weights().length);
        assertTrue(Arrays.stream(trained.weights()).allMatch(w -> w > .02 && w < 1.02));
    }

    @Test
    void theProbesRateAlternates() {
        Probe probe = Probe.DEFAULT;
        assertEquals(1, probe.rate(119, 300));
        assertEquals(.1, probe.rate(120, 300));
        assertEquals(.1, probe.rate(134, 300));
        assertEquals(.01, probe.rate(135, 300));
        assertEquals(.1, probe.rate(150, 300));
        LossCurves curves = new Probe(60, .4).of(noisy(), noisy().train());
        assertEquals(59, curves.epochs());
        assertTrue(Arrays.stream(curves.at(0)).allMatch(l -> l > 0));
    }

    @Test
    void settingsMatter() {
        Problem problem = noisy();
        double[] once = weights(new CurveNet(), problem);
        assertArrayEquals(once, weights(new CurveNet(), problem));
        assertFalse(Arrays.equals(once, weights(new CurveNet().withEmbeddings(2), problem)));
        assertFalse(Arrays.equals(once, weights(new CurveNet().withVirtualRate(1), problem)));
    }

    private static double[] weights(CurveNet method, Problem problem) {
        return ((CurveNetwork) method.with(new Probe(4, .5)).fit(problem)).weights();
    }

    @Test
    void theBalancedSetHasTrustedRowsAlone() {
        NoisyExamples rows = (NoisyExamples) noisy().train();
        MetaSet sets = MetaSet.of(rows, Rng.of(1));
        NoisyExamples meta = (NoisyExamples) sets.meta();
        assertArrayEquals(new int[] {8, 8, 8}, meta.classCounts());
        for (int i = 0; i < meta.size(); i++) {
            assertTrue(meta.trusted(i) && !meta.wrong(i));
        }
        assertEquals(rows.size() - 24, sets.train().size());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "curvenet: the virtual rate must be positive, got 0.0",
                assertThrows(
                        IllegalArgumentException.class, () -> new CurveNet().withVirtualRate(0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Probe(-1, .4));
        assertThrows(IllegalArgumentException.class, () -> new Probe(1, 1.1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Separation.areaUnderRoc(
                        new double[550], (NoisyExamples) noisy().train(), 4));
    }
}
