package org.metabalance.nn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Context;
import org.metabalance.nn.Golden;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import tools.jackson.databind.JsonNode;

/** Against {@code test-data/golden/make_graph.py}. */
class GcnTest {
    private static final Gcn MODEL = new Gcn(5, List.of(4), 3, 0);

    private final Golden golden = Golden.cases("graph.json").findFirst().orElseThrow();
    private final SparseMatrix adjacency = NormalisedAdjacency.of(9, ends(0), ends(1));

    private int[] ends(int side) {
        return golden.json().get("edges").valueStream()
                .mapToInt(edge -> edge.get(side).intValue()).toArray();
    }

    private double[] numbers(String field) {
        return golden.json().get(field).valueStream().mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    @Test
    void theAdjacencyIsNormalisedWithAnEdgeFromEachNodeToItself() {
        golden.close(1e-15, "adjacency", golden.array("adjacency"), adjacency.dense());
        SparseMatrix alone = NormalisedAdjacency.of(2, new int[0], new int[0]);
        assertArrayEquals(new double[] {1, 0, 0, 1}, alone.dense().toDoubles());
    }

    @Test
    void lossesAndTheirDerivativesAreThoseOfPyTorch() {
        double[] train = numbers("train");
        golden.check(1e-12, weights -> {
            Tape tape = weights.get("0.bias").tape();
            Context context = new Context(
                    Map.of(Gcn.FEATURES, tape.constant(golden.array("x"))),
                    Map.of(Gcn.ADJACENCY, adjacency));
            Tensor labels = tape.constant(numbers("labels")).gather(0, tape.constant(train));
            Batch batch = new Batch(tape.constant(train), labels, context);
            Tensor logits = MODEL.logits(Parameters.of(weights), Parameters.empty(), batch,
                    Mode.TRAIN).output();
            return Losses.crossEntropyPerExample(logits, labels, LossOptions.NONE).mean();
        });
    }

    @Test
    void sparseFeaturesAndLayersOneByOneGiveTheSame() {
        Tape tape = Tape.f64();
        Parameters weights = VariableTree.init(MODEL.parameters(), DType.F64, Rng.of(1)).on(tape);
        NdArray x = golden.array("x");
        int[] rows = new int[x.size()];
        int[] columns = new int[x.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i / 5;
            columns[i] = i % 5;
        }
        Context dense = new Context(Map.of(Gcn.FEATURES, tape.constant(x)),
                Map.of(Gcn.ADJACENCY, adjacency));
        Context sparse = new Context(Map.of(), Map.of(Gcn.ADJACENCY, adjacency, Gcn.FEATURES,
                SparseMatrix.ofEntries(9, 5, rows, columns, x.toDoubles())));
        Tensor all = tape.constant(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
        Tensor expected = MODEL.logits(weights, Parameters.empty(), new Batch(all, all, dense),
                Mode.EVAL).output();
        Tensor got = MODEL.logits(weights, Parameters.empty(), new Batch(all, all, sparse),
                Mode.EVAL).output();
        assertArrayEquals(expected.value().toDoubles(), got.value().toDoubles(), 1e-14);
        Tensor parts = MODEL.ofEmbedding(weights, MODEL.embedding(weights, dense, Mode.EVAL),
                adjacency::matmul, Mode.EVAL);
        assertArrayEquals(expected.value().toDoubles(), parts.value().toDoubles());
    }

    @Test
    void theFileOfAModelIsBuiltAgain() {
        Gcn model = new Gcn(5, List.of(4, 3), 2);
        assertEquals(model,
                ModelFamily.build(model.architecture(), GcnTest.class.getClassLoader()));
        assertEquals("2.bias", model.outputBias().orElseThrow());
    }

    @Test
    void mistakesAreNamed() {
        refused("adjacency: edges must join two of 2 nodes, got 1 and 1",
                () -> NormalisedAdjacency.of(2, new int[] {1}, new int[] {1}));
        refused("sparse matrix: columns of a row must ascend, got 1 after 1 in row 0",
                () -> NormalisedAdjacency.of(2, new int[] {0, 1}, new int[] {1, 0}));
        refused("gcn: needs a feature, 2 classes and no empty layer, got 0, 2 and []",
                () -> new Gcn(0, List.of(), 2));
        refused("graph convolution: sizes must be positive, got 0 and 1",
                () -> new GraphConvolution(0, 1));
        Tape tape = Tape.f64();
        Parameters weights = VariableTree.init(MODEL.parameters(), DType.F64, Rng.of(1)).on(tape);
        refused("gcn: needs examples that share 'adjacency', got examples that share []",
                () -> MODEL.logits(weights, Parameters.empty(),
                        new Batch(tape.ones(2, 5), tape.ones(2)), Mode.EVAL));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable run) {
        assertEquals(message,
                assertThrows(IllegalArgumentException.class, run).getMessage());
    }
}
