package org.metabalance.meta.bilevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.golden.Golden;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Optimizer;
import org.metabalance.nn.optimize.Sgd;
import tools.jackson.databind.JsonNode;

/** Losses, adapted parameters and hypergradients of a perceptron are PyTorch's. */
class HypergradientGoldenTest {
    private static final double TOLERANCE = 1e-11;

    @TestFactory
    Stream<DynamicTest> agreesWithPyTorch() {
        List<JsonNode> cases = Golden.cases("bilevel/hypergradient.json");
        assertEquals(40, cases.size());
        return cases.stream().map(c -> dynamicTest(c.get("name").stringValue(), () -> check(c)));
    }

    private static void check(JsonNode golden) {
        Tape tape = Tape.f64();
        Parameters theta = parameters(tape, golden.get("theta"));
        Mlp network = Mlp.of(
                golden.get("activation").stringValue().equals("relu") ? Activation.relu()
                        : Activation.tanh(),
                Golden.ints(golden.get("sizes")));
        JsonNode inner = golden.get("innerBatches");
        int steps = golden.get("steps").intValue();
        assertEquals(steps, inner.size());
        Hypergradient.Result result = mode(golden).of(new Bilevel(
                theta,
                (at, step) -> loss(network, at, inner.get(step)),
                rule(golden),
                steps,
                at -> loss(network, at, golden.get("outerBatch")))
                .leak(golden.get("leak").doubleValue()));

        // one program for everything: the way hypergradients are used
        List<Tensor> outputs = new ArrayList<>(
                List.of(result.total(), result.outer(), result.inner()));
        outputs.addAll(result.adapted().tensors());
        outputs.addAll(result.gradient());
        Program program = tape.compile(outputs);
        program.run();
        close(golden.get("total").doubleValue(), program.output(0).item(), "total");
        close(golden.get("outer").doubleValue(), program.output(1).item(), "outer loss");
        close(golden.get("inner").doubleValue(), program.output(2).item(), "inner loss");
        for (int i = 0; i < theta.size(); i++) {
            String name = theta.names().get(i);
            close(golden.get("adapted").get(name), program.output(3 + i), "adapted " + name);
            close(golden.get("gradient").get(name), program.output(3 + theta.size() + i), name);
        }
    }

    private static Hypergradient mode(JsonNode golden) {
        return Hypergradients.parse(golden.get("mode").stringValue());
    }

    private static Optimizer rule(JsonNode golden) {
        double rate = golden.get("rate").doubleValue();
        return switch (golden.get("rule").stringValue()) {
            case "sgd" -> Sgd.of(rate);
            case "momentum" -> Sgd.of(rate).withMomentum(0.9);
            case "adam" -> Adam.of(rate);
            default -> throw new IllegalArgumentException(golden.get("rule").stringValue());
        };
    }

    private static Tensor loss(Mlp network, Parameters at, JsonNode batch) {
        Tape tape = at.tensors().get(0).tape();
        Tensor logits = network
                .apply(at, Parameters.empty(), array(tape, batch.get("x")), Mode.TRAIN).output();
        Tensor labels = tape.constant(Golden.doubles(batch.get("y")));
        return Losses.crossEntropy(logits, labels, LossOptions.NONE);
    }

    private static Parameters parameters(Tape tape, JsonNode named) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        named.propertyStream().forEach(e -> tensors.put(e.getKey(), array(tape, e.getValue())));
        return Parameters.of(tensors);
    }

    private static Tensor array(Tape tape, JsonNode node) {
        return tape.constant(Golden.doubles(node.get("data")), Golden.ints(node.get("shape")));
    }

    private static void close(JsonNode expected, NdArray actual, String what) {
        double[] values = Golden.doubles(expected.get("data"));
        assertEquals(values.length, actual.size(), what);
        for (int i = 0; i < values.length; i++) {
            close(values[i], actual.get(i), what + " [" + i + "]");
        }
    }

    private static void close(double expected, double actual, String what) {
        assertTrue(
                Math.abs(expected - actual) <= TOLERANCE * (1 + Math.abs(expected)),
                () -> what + ": expected " + expected + ", got " + actual);
    }
}
