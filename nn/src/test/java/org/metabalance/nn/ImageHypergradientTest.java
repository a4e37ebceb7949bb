package org.metabalance.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.format.TorchWeights;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.model.ResNet;
import org.metabalance.nn.optimize.Sgd;
import tools.jackson.databind.JsonNode;

/** A whole ResNet-20 through an inner step, with statistics of the batch, beside PyTorch. */
class ImageHypergradientTest {
    @Test
    void theHypergradientOfAResNet20IsPyTorchs() {
        Golden golden = Golden.cases("hypergradient.json").findFirst().orElseThrow();
        ResNet model = ResNet.cifar(20, 3, 10);
        Map<String, NdArray> weights = TorchWeights.fromTorch(Formula.specs(model),
                Formula.torchWeights(model));
        Tape tape = Tape.f64();
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        model.parameters().forEach(
                spec -> inputs.put(spec.name(), tape.input(spec.name(), spec.shape())));
        Parameters theta = Parameters.of(inputs);
        Parameters state = VariableTree.init(model.state(), DType.F64).on(tape);
        Batch inner = batch(tape, 1000, golden.numbers("labels"));
        Batch outer = batch(tape, 1001, golden.numbers("outerLabels"));
        Sgd rule = Sgd.of(golden.json().get("rate").doubleValue());

        Forward before = model.logits(theta, state, inner, Mode.TRAIN);
        Tensor innerLoss = Losses.crossEntropy(before.output(), inner.labels(), LossOptions.NONE);
        Parameters adapted = rule.minimize(innerLoss, rule.start(theta)).parameters();
        Forward after = model.logits(adapted, before.state(), outer, Mode.TRAIN);
        Tensor outerLoss = Losses.crossEntropy(after.output(), outer.labels(), LossOptions.NONE);

        List<Tensor> outputs = new ArrayList<>(List.of(innerLoss, outerLoss));
        outputs.addAll(Gradients.gradient(outerLoss, theta.tensors()));
        Program program = tape.compile(outputs);
        theta.names().forEach(name -> program.set(name, weights.get(name)));
        program.run();

        assertEquals(golden.json().get("inner").doubleValue(), program.output(0).item(), 1e-11);
        assertEquals(golden.json().get("outer").doubleValue(), program.output(1).item(), 1e-10);
        Map<String, NdArray> gradients = new LinkedHashMap<>();
        for (int i = 0; i < theta.size(); i++) {
            gradients.put(theta.names().get(i), program.output(2 + i));
        }
        check(golden.json().get("parameters"),
                TorchWeights.toTorch(model.parameters(), gradients));
    }

    private static Batch batch(Tape tape, int i, double[] labels) {
        return new Batch(tape.constant(Formula.numbers(i, 4, 8, 8, 3)), tape.constant(labels));
    }

    private static void check(JsonNode expected, Map<String, NdArray> gradients) {
        assertEquals(expected.size(), gradients.size());
        int i = 0;
        for (String name : gradients.keySet().stream().sorted().toList()) {
            NdArray gradient = gradients.get(name);
            JsonNode numbers = expected.get(name);
            double squares = 0;
            double along = 0;
            for (int j = 0; j < gradient.size(); j++) {
                squares += gradient.get(j) * gradient.get(j);
                along += gradient.get(j) * Formula.number(2000 + i, j);
            }
            double norm = numbers.get("norm").doubleValue();
            double delta = 1e-9 * Math.max(1, norm);
            assertEquals(norm, Math.sqrt(squares), delta, name);
            assertEquals(numbers.get("along").doubleValue(), along, delta, name);
            for (int j = 0; j < 3; j++) {
                assertEquals(numbers.get("first").get(j).doubleValue(), gradient.get(j), delta,
                        name);
            }
            i++;
        }
    }
}
