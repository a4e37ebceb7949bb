package org.metabalance.meta.method.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.graph.Graph;
import org.metabalance.meta.data.graph.GraphExamples;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.method.reweight.LearningToReweight;
import org.metabalance.meta.method.supervised.Resamplings;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.graph.Gcn;
import tools.jackson.databind.JsonNode;

class MetaGcnTest {
    /** Against double backpropagation through the virtual step: {@code test-data/golden/make_graph.py}. */
    @Test
    void weightsAreThoseOfThePaper() {
        JsonNode golden = Golden.cases("nn/graph.json").getFirst();
        Tape tape = Tape.f64();
        Graph graph = new Graph(array(golden.get("x")), ends(golden, 0), ends(golden, 1));
        int[] labels = Golden.ints(golden.get("labels"));
        GraphExamples all = new GraphExamples(
                graph, IntStream.range(0, graph.nodes()).toArray(), labels, 3);
        Map<String, Tensor> weights = new java.util.TreeMap<>();
        golden.get("inputs").properties()
                .forEach(w -> weights.put(w.getKey(), tape.constant(array(w.getValue()))));
        Parameters theta = Parameters.of(weights);
        Tensor losses = losses(tape, theta, all.select(Golden.ints(golden.get("train"))));
        Tensor meta = losses(
                tape, theta, all.select(Golden.ints(golden.get("meta"))).induced()).mean();
        assertArrayEquals(Golden.doubles(golden.get("weights")),
                LearningToReweight.weights(losses, meta, theta).value().toDoubles(), 1e-12);
    }

    private static Tensor losses(Tape tape, Parameters theta, GraphExamples nodes) {
        Gcn model = new Gcn(5, List.of(4), 3, 0);
        return Objectives.crossEntropyPerRow(3, model.logits(
                theta, Parameters.empty(), nodes.on(tape), Mode.TRAIN).output(),
                nodes.on(tape).labels());
    }

    private static int[] ends(JsonNode golden, int side) {
        return golden.get("edges").valueStream().mapToInt(e -> e.get(side).intValue()).toArray();
    }

    private static NdArray array(JsonNode node) {
        int[] dims = Golden.ints(node.get("shape"));
        return NdArray.of(Golden.doubles(node.get("data"))).reshaped(Shape.of(dims));
    }

    static List<Method> methods() {
        return List.of(new MetaGcn(), new MetaGcn(MetaNodes.VALIDATION), new PlainAndMeta(),
                Resamplings.plain());
    }

    /** Features tell next to nothing of a node alone: only its neighbours together do. */
    @ParameterizedTest
    @MethodSource("methods")
    void itLearnsFromNeighbours(Method method) {
        Problem problem = Communities.problem();
        Trained trained = method.fit(problem);
        double[][] p = trained.probabilities(problem.validation());
        assertTrue(Communities.worstRecall(p, problem) > .75, () -> Arrays.deepToString(p));
        assertArrayEquals(p, method.fit(problem).probabilities(problem.validation()));
    }

    @Test
    void aTableIsRefused() {
        Problem table = Problem.of(Blobs.rows(1, 20, 5), Blobs.rows(2, 20, 5), 0);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> new MetaGcn().fit(table));
        assertTrue(e.getMessage().startsWith("meta-gcn: needs the nodes of a graph, got data set")
                && e.getMessage().endsWith(
                        "; a table becomes a graph by the distance in one of its columns"),
                e.getMessage());
    }

    @Test
    void theBalancedSetIsDisjointFromWhatItJudges() {
        Problem problem = Communities.problem();
        MetaNodes.Sets own = MetaNodes.TRAINING.of("x", problem);
        assertEquals(120, own.train().size() + own.meta().size());
        int[] counts = own.meta().classCounts();
        assertEquals(counts[0], counts[1]);
        MetaNodes.Sets other = MetaNodes.VALIDATION.of("x", problem);
        assertEquals(120, other.train().size());
        assertArrayEquals(new int[] {10, 10}, other.meta().classCounts());
    }
}
