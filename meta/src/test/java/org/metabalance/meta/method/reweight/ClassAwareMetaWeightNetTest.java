package org.metabalance.meta.method.reweight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Problem;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import tools.jackson.databind.JsonNode;

class ClassAwareMetaWeightNetTest {
    private static final ClassAwareMetaWeightNet METHOD = ClassAwareMetaWeightNet.of("cmw-net");

    private static Stream<JsonNode> cases(String name) {
        return Golden.cases("reweight/reweight.json").stream()
                .filter(c -> c.get("name").stringValue().equals(name));
    }

    private static double[] flat(JsonNode matrix) {
        return Stream.of(Golden.matrix(matrix)).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void weightsLossAndHypergradientArePyTorchsByDoubleBackprop() {
        JsonNode c = cases("cmw-net").findFirst().orElseThrow();
        Tape tape = Tape.f64();
        Parameters theta = Parameters.of("theta", tape.constant(flat(c.get("theta")), 4, 3));
        Tensor y = tape.constant(Golden.doubles(c.get("y")));
        Tensor metaY = tape.constant(Golden.doubles(c.get("metaY")));
        Tensor metaX = tape.constant(flat(c.get("metaX")), metaY.size(), 4);
        Tensor losses = losses(tape.constant(flat(c.get("x")), y.size(), 4), y, theta);
        Tensor headOf = tape.constant(Golden.doubles(c.get("cluster"))).gather(0, y);
        WeightFunction weights = WeightFunction.classAware(3, headOf);
        Parameters v = filled(tape, WeightFunction.parameters(3));
        assertArrayEquals(
                Golden.doubles(c.get("weights")), weights.of(losses, v).value().toDoubles(), 1e-12);
        assertEquals(c.get("loss").doubleValue(), weights.mean(losses, v).item(), 1e-12);
        Parameters gradient = weights.hypergradient(
                losses, theta, at -> losses(metaX, metaY, at).mean(), c.get("rate").doubleValue(),
                v);
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(
                    Golden.doubles(c.get("gradient").get(i)),
                    gradient.tensors().get(i).value().toDoubles(), 1e-13);
        }
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

    @Test
    void clustersAreTheBestThereAre() {
        List<JsonNode> all = cases("clusters").toList();
        assertEquals(3, all.size());
        for (JsonNode c : all) {
            assertArrayEquals(
                    Golden.ints(c.get("clusters")),
                    ClassClusters.of(Golden.ints(c.get("counts")), c.get("k").intValue()));
        }
        assertArrayEquals(new int[] {0, 0, 0}, ClassClusters.of(new int[] {5, 5, 5}, 3));
        assertArrayEquals(new int[] {1, 0}, ClassClusters.of(new int[] {9, 5}, 3));
    }

    @Test
    void balancedRowsAreDrawnFromTrainingAnew() {
        EncodedTable rows = Blobs.rows(1, 30, 0, 4);
        BalancedDraws draws = new BalancedDraws(rows, Rng.of(1));
        assertEquals(8, draws.size());
        double[] first = drawn(draws, rows);
        draws.draw();
        assertFalse(Arrays.equals(first, drawn(draws, rows)));
    }

    private static double[] drawn(BalancedDraws draws, EncodedTable rows) {
        NdArray indices = NdArray.zeros(DType.F32, Shape.of(8));
        draws.fill(indices);
        double[] drawn = Arrays.stream(indices.toDoubles()).sorted().toArray();
        assertEquals(8, Arrays.stream(drawn).distinct().count());
        assertEquals(4, Arrays.stream(drawn).filter(i -> rows.label((int) i) == 2).count());
        return drawn;
    }

    @Test
    void deferralMarginsAndTheWeightNetMatter() {
        Problem problem = Blobs.problem(3, 1);
        EncodedTable test = Blobs.test(3);
        List<double[][]> results = Stream.of(
                METHOD.withDeferral(0), METHOD.withDeferral(0).withMargin(2),
                new ClassAwareMetaWeightNet("one", 0, 1, 0, 1e-3, 1e-4),
                new ClassAwareMetaWeightNet("still", 0, 3, 0, 1e-3, 0),
                METHOD.withDeferral(1))
                .map(method -> method.fit(problem).probabilities(test)).toList();
        for (int i = 0; i < results.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertFalse(Arrays.deepEquals(results.get(i), results.get(j)), i + " and " + j);
            }
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertEquals(
                "cmw-net: the share of plain epochs must be from 0 to 1, got 1.5",
                assertThrows(IllegalArgumentException.class, () -> METHOD.withDeferral(1.5))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> METHOD.withMargin(-1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ClassAwareMetaWeightNet("x", 0, 0, 0, 1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ClassAwareMetaWeightNet("x", 0, 1, 0, 0, 1));
    }
}
