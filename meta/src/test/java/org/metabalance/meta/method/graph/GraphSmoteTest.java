package org.metabalance.meta.method.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.graph.Graph;
import org.metabalance.meta.data.graph.GraphExamples;
import org.metabalance.meta.golden.Golden;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.graph.GraphSmote.Edges;
import org.metabalance.meta.method.supervised.Resamplings;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.graph.Gcn;
import tools.jackson.databind.JsonNode;

/** Against {@code test-data/golden/make_graphsmote.py}. */
class GraphSmoteTest {
    static List<JsonNode> goldens() {
        return Golden.cases("methods/graphsmote.json");
    }

    private static GraphExamples train(JsonNode golden) {
        int[] labels = Golden.ints(golden.get("labels"));
        Graph graph = new Graph(array(golden.get("x")), ends(golden, 0), ends(golden, 1));
        return new GraphExamples(graph, IntStream.range(0, labels.length).toArray(), labels,
                Arrays.stream(labels).max().orElseThrow() + 1)
                .select(Golden.ints(golden.get("train")));
    }

    private static int[] ends(JsonNode golden, int side) {
        return golden.get("edges").valueStream().mapToInt(e -> e.get(side).intValue()).toArray();
    }

    private static NdArray array(JsonNode node) {
        return NdArray.of(Golden.doubles(node.get("data")))
                .reshaped(Shape.of(Golden.ints(node.get("shape"))));
    }

    private static Parameters inputs(JsonNode golden, Tape tape) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        golden.get("inputs").properties()
                .forEach(each -> inputs.put(each.getKey(), tape.constant(array(each.getValue()))));
        return Parameters.of(inputs);
    }

    private static Edges edges(JsonNode golden) {
        return golden.get("soft").booleanValue() ? Edges.SOFT : Edges.THRESHOLDED;
    }

    /** Nodes, edges, both losses and all gradients, of which one leads through new edges if they are soft. */
    @ParameterizedTest
    @MethodSource("goldens")
    void lossAndGradientAreThoseOfAPlainTranscription(JsonNode golden) {
        GraphExamples train = train(golden);
        Gcn gcn = new Gcn(5, List.of(4), train.classes(), 0);
        Tape tape = Tape.f64();
        Parameters inputs = inputs(golden, tape);
        Iterator<Double> places = Arrays.stream(Golden.doubles(golden.get("places")))
                .iterator();
        Tensor loss = new GraphSmote(
                edges(golden), golden.get("reconstruction").doubleValue())
                .loss(gcn, inputs, inputs.get("decoder"), train.graph().on(tape),
                        GraphOversampling.of(train), () -> tape.constant(places.next()));
        assertEquals(golden.get("value").doubleValue(), loss.item(), 1e-12);
        Parameters gradient = inputs.with(Gradients.gradient(loss, inputs.tensors()));
        gradient.asMap().forEach((name, slope) -> assertArrayEquals(
                Golden.doubles(golden.get("gradient").get(name).get("data")),
                slope.value().toDoubles(), 1e-12, name));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void newNodesHaveTheEdgesThatAreDecodedAmongThoseOfTheirParents(JsonNode golden) {
        GraphExamples train = train(golden);
        Gcn gcn = new Gcn(5, List.of(4), train.classes(), 0);
        Tape tape = Tape.f64();
        Parameters inputs = inputs(golden, tape);
        Iterator<Double> places = Arrays.stream(Golden.doubles(golden.get("places")))
                .iterator();
        GraphOversampling.Enlarged enlarged = GraphOversampling.of(train).around(
                gcn.embedding(inputs, train.graph().on(tape), Mode.TRAIN), inputs.get("decoder"),
                () -> tape.constant(places.next()), edges(golden));
        assertArrayEquals(Golden.doubles(golden.get("newEdges").get("data")),
                enlarged.edges().value().toDoubles(), 1e-12);
        assertEquals(golden.get("error").doubleValue(), enlarged.error().item(), 1e-10);
        assertEquals(enlarged.learned().size(), enlarged.labels().size());
    }

    @ParameterizedTest
    @EnumSource(Edges.class)
    void itLearnsFromNeighbours(Edges edges) {
        Problem problem = Communities.problem();
        GraphSmote method = new GraphSmote(edges);
        Trained trained = method.fit(problem);
        double[][] p = trained.probabilities(problem.validation());
        assertTrue(Communities.worstRecall(p, problem) > .75, () -> Arrays.deepToString(p));
        assertArrayEquals(p, method.fit(problem).probabilities(problem.validation()));
    }

    /** The new nodes count: with one more for each of the small class, more is taken for it than plainly. */
    @Test
    void theSmallClassIsFoundMoreOften() {
        Problem problem = Communities.problem();
        double plain = meanOfSmall(Resamplings.plain().fit(problem), problem);
        double smote = meanOfSmall(new GraphSmote(Edges.THRESHOLDED).fit(problem), problem);
        assertTrue(smote > plain, smote + " and plainly " + plain);
    }

    private static double meanOfSmall(Trained trained, Problem problem) {
        return Arrays.stream(trained.probabilities(problem.validation()))
                .mapToDouble(p -> p[1]).average().orElseThrow();
    }

    /** Where no class is small there is nothing to add, and the same weights come out. */
    @Test
    void balancedNodesAreLearnedPlainly() {
        Problem problem = Communities.problem();
        GraphExamples train = (GraphExamples) problem.train();
        int[] some = IntStream.range(0, 2).flatMap(
                c -> Arrays.stream(train.indicesOf(c)).limit(20)).toArray();
        Problem balanced = new Problem(
                train.select(some), problem.validation(), problem.models(),
                problem.budget().withEpochs(5).withBatch(some.length), 1, done -> {});
        assertTrue(GraphOversampling.of(train.select(some)).small().isEmpty());
        assertArrayEquals(
                Resamplings.plain().fit(balanced).probabilities(problem.validation()),
                new GraphSmote(Edges.SOFT).fit(balanced).probabilities(problem.validation()));
    }

    @Test
    void mistakesAreNamed() {
        Problem table = Problem.of(Blobs.rows(1, 20, 5), Blobs.rows(2, 20, 5), 0);
        refused("graphsmote: needs the nodes of a graph, got data set", Edges.THRESHOLDED, table);
        refused("graphsmote-soft: needs a gcn with a hidden layer, got ", Edges.SOFT,
                Communities.problem().with(GraphModels.gcn(List.of())));
        refused("graphsmote: needs a gcn with a hidden layer, got ", Edges.THRESHOLDED,
                Communities.problem().with(ModelFor.mlp(List.of(3))));
        assertEquals("graphsmote: the weight of the decoder's error must not be negative, got -1.0",
                assertThrows(IllegalArgumentException.class,
                        () -> new GraphSmote(Edges.SOFT, -1)).getMessage());
        int many = 6_001;
        GraphExamples large = new GraphExamples(
                new Graph(NdArray.of(new double[many], many, 1), new int[] {0}, new int[] {1}),
                new int[] {0, 1, 2}, new int[] {0, 0, 1}, 2);
        refused("graphsmote: decodes an edge for every pair of at most 6,000 nodes, got 6,001",
                Edges.THRESHOLDED, Problem.of(large, large, 0).with(GraphModels.DEFAULT));
    }

    private static void refused(String message, Edges edges, Problem problem) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> new GraphSmote(edges).fit(problem));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }
}
