package org.metabalance.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Sgd;

/** The steps and functions of the methods that stand beside MetaBalance, against the same written otherwise. */
class RelatedWorkloadsTest {

    @Test
    void theyAreKnownByName() {
        for (String name : List.of("sam-small", "sam-mid", "maml-conv4", "maml-conv4-b5")) {
            assertTrue(Workload.ofRelated(name), name);
        }
        for (String name : List.of("maml1-5way", "plain-mid", "conv4-exact", "sinkhorn", "gemm")) {
            assertFalse(Workload.ofRelated(name), name);
        }
        assertEquals(5 * 25 + 75, Workload.named("maml-conv4").examples());
        for (MeasuredFunction function : MeasuredFunction.all()) {
            assertEquals(function, MeasuredFunction.named(function.name()).orElseThrow());
        }
    }

    /** The ascent in one program, the gradient where it led in another. */
    @Test
    void samsGradientIsThatUpTheGradient() {
        Workload workload = Workload.named("sam-small");
        WorkloadProgram step = WorkloadProgram.withoutUpdate(workload, 1);
        step.program().run();
        VariableTree weights = Recording.of(workload, 1).weights();
        Map<String, NdArray> gradient = plainGradient(workload, weights, step.inputs());
        double norm = Math.sqrt(gradient.values().stream()
                .mapToDouble(g -> Arrays.stream(g.toDoubles()).map(x -> x * x).sum()).sum());
        Map<String, NdArray> above = weights.values();
        above.forEach((name, value) -> {
            for (int i = 0; i < value.size(); i++) {
                value.set(i, value.get(i) + .05 * gradient.get(name).get(i) / norm);
            }
        });
        weights.load(above);
        Map<String, NdArray> there = plainGradient(workload, weights, step.inputs());
        step.gradient().forEach((name, g) -> {
            assertSame(there.get(name), g, name);
            double apart = 0;
            for (int i = 0; i < g.size(); i++) {
                apart = Math.max(apart, Math.abs(g.get(i) - gradient.get(name).get(i)));
            }
            assertTrue(apart > 1e-3 * largest(g), name + " is the gradient at the weights");
        });
    }

    private static Map<String, NdArray> plainGradient(
            Workload workload, VariableTree weights, Map<String, NdArray> inputs) {
        Tape tape = Tape.f32();
        Parameters theta = weights.on(tape);
        int n = workload.outerBatch();
        Tensor loss = workload.net().loss(
                theta,
                tape.input(Recipe.OUTER_X, workload.net().examples(n)),
                tape.input(Recipe.OUTER_Y, n));
        Program program = tape.compile(Gradients.gradient(loss, theta.tensors()));
        inputs.forEach(program::set);
        program.run();
        List<NdArray> outputs = program.outputs().stream().map(NdArray::copy).toList();
        Map<String, NdArray> gradient = new LinkedHashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            gradient.put(theta.names().get(i), outputs.get(i));
        }
        return gradient;
    }

    /** The episode, of which all places are taken, against batches normalized as ever. */
    @Test
    void mamlsGradientOfImagesIsThatOfPlainLosses() {
        Workload workload = Workload.named("maml-conv4-b5");
        WorkloadProgram step = WorkloadProgram.withoutUpdate(workload, 1);
        step.program().run();
        Net net = workload.net();
        Tape tape = Tape.f32();
        Parameters theta = Recording.of(workload, 1).weights().on(tape);
        Tensor x = tape.input(Recipe.innerX(0), net.examples(5));
        Tensor y = tape.input(Recipe.innerY(0), 5);
        Tensor queryX = tape.input(Recipe.OUTER_X, net.examples(5));
        Tensor queryY = tape.input(Recipe.OUTER_Y, 5);
        var result = workload.hypergradient().of(new Bilevel(
                theta,
                (at, k) -> net.loss(at, x, y),
                Sgd.of(Workload.INNER_RATE),
                workload.innerSteps(),
                at -> net.loss(at, queryX, queryY)));
        Program program = tape.compile(result.gradient());
        step.inputs().forEach((name, value) -> {
            if (program.inputs().contains(name)) {
                program.set(name, value);
            }
        });
        program.run();
        double largest = program.outputs().stream().mapToDouble(RelatedWorkloadsTest::largest)
                .max().orElseThrow();
        double apart = 0;
        double all = 0;
        for (int i = 0; i < theta.size(); i++) {
            NdArray mine = step.gradient().get(theta.names().get(i));
            for (int e = 0; e < mine.size(); e++) {
                apart += Math.pow(mine.get(e) - program.output(i).get(e), 2);
                all += Math.pow(mine.get(e), 2);
            }
        }
        assertTrue(largest > 0);
        assertTrue(Math.sqrt(apart / all) < 1e-3, Math.sqrt(apart / all) + " apart");
    }

    /** After fifty iterations the plan has converged: the fixed point has the derivative of the loop. */
    @Test
    void theTransportsDerivativesAgree() {
        FunctionProgram unrolled = run(new TransportDistance(16, 40, 50, false));
        FunctionProgram implicit = run(new TransportDistance(16, 40, 50, true));
        assertEquals(unrolled.value(), implicit.value(), 1e-6);
        unrolled.gradient().forEach(
                (name, g) -> assertSame(g, implicit.gradient().get(name), name));
    }

    @Test
    void theTransportsGradientIsItsSlope() {
        TransportDistance function = new TransportDistance(4, 6, 50, false);
        Map<String, NdArray> gradient = run(function).gradient();
        double step = 1e-5;
        for (String name : function.wanted()) {
            Map<String, NdArray> inputs = function.inputs();
            for (int i = 0; i < inputs.get(name).size(); i++) {
                double slope = (value(function, name, i, step) - value(function, name, i, -step))
                        / (2 * step);
                assertEquals(slope, gradient.get(name).get(i), 1e-5, name + " " + i);
            }
        }
    }

    /** In double precision. */
    private static double value(TransportDistance function, String moved, int at, double by) {
        Tape tape = Tape.f64();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        function.inputs().forEach((name, value) -> {
            double[] numbers = value.toDoubles();
            if (name.equals(moved)) {
                numbers[at] += by;
            }
            tensors.put(name, tape.constant(NdArray.of(numbers, value.shape().dims())));
        });
        return function.value(tensors).item();
    }

    /** A graph of the size of Cora's, with few nodes that have very many edges. */
    @Test
    void theGraphHasTheDegreesOfCitations() {
        SparseMatrix adjacency = CitationGraph.CORA.adjacency();
        assertEquals(2708 + 2 * 5278, adjacency.entries());
        int[] degrees = IntStream.range(0, adjacency.rows())
                .map(i -> adjacency.starts()[i + 1] - adjacency.starts()[i] - 1).sorted().toArray();
        assertTrue(degrees[1354] <= 4, "median " + degrees[1354]);
        assertTrue(degrees[2707] > 80 && degrees[2707] < 300, "largest " + degrees[2707]);
    }

    @Test
    void theSparseProductsGradientIsThatOfTheDenseOne() {
        SparseProduct function = new SparseProduct(new CitationGraph(60, 90), 17);
        FunctionProgram sparse = run(function);
        Tape tape = Tape.f64();
        Tensor a = tape.constant(function.graph().adjacency().dense());
        Tensor x = tape.constant(
                NdArray.of(function.inputs().get("x").toDoubles(), 60, 17));
        Tensor y = a.matmul(x);
        assertEquals(y.square().sum().item() / 2, sparse.value(), 1e-4 * sparse.value());
        assertSame(a.matmul(y).value(), sparse.gradient().get("x"), "x");
    }

    @Test
    void theGraphLosssGradientIsThatOfDenseMatrices() {
        GraphLoss function = new GraphLoss(new CitationGraph(60, 90), 30, 4, 17, 20);
        Tape tape = Tape.f64();
        Map<String, Tensor> theta = new LinkedHashMap<>();
        function.inputs().forEach((name, value) -> theta.put(name,
                tape.constant(NdArray.of(value.toDoubles(), value.shape().dims()))));
        Tensor a = tape.constant(function.graph().adjacency().dense());
        Tensor features = tape.constant(function.graph().features(30, 4).dense());
        Tensor first = a.matmul(features.matmul(theta.get("0.weight"))).add(theta.get("0.bias"));
        Tensor hidden = first.maximum(first.mul(.01));
        Tensor logits = a.matmul(hidden.matmul(theta.get("1.weight"))).add(theta.get("1.bias"))
                .slice(0, 0, 20);
        Tensor labels = tape.constant(function.constants().get("labels").toDoubles());
        Tensor loss = logits.logSoftmax(1).mul(labels.oneHot(7)).sum().neg().div(20);
        FunctionProgram sparse = run(function);
        assertEquals(loss.item(), sparse.value(), 1e-5);
        for (String name : function.wanted()) {
            assertSame(Gradients.gradient(loss, theta.get(name)).value(),
                    sparse.gradient().get(name), name);
        }
    }

    private static FunctionProgram run(MeasuredFunction function) {
        FunctionProgram program = FunctionProgram.of(function, 1);
        program.program().run();
        return program;
    }

    private static void assertSame(NdArray expected, NdArray actual, String name) {
        assertTrue(largest(expected) > 0, name);
        assertArrayEquals(expected.toDoubles(), actual.toDoubles(), 1e-4 * largest(expected),
                name);
    }

    private static double largest(NdArray array) {
        return Arrays.stream(array.toDoubles()).map(Math::abs).max().orElseThrow();
    }
}
