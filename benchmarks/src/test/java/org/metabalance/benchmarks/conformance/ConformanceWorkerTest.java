package org.metabalance.benchmarks.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What our side of the conformance run answers. */
class ConformanceWorkerTest {
    private final ObjectMapper json = new ObjectMapper();
    private final ObjectNode request = json.createObjectNode().put("dtype", "F64");

    ConformanceWorkerTest() {
        for (String list : new String[] {
            "inputs", "wrt", "calls", "outputs", "cotangents", "vectors"
        }) {
            request.putArray(list);
        }
    }

    private void array(String list, double[] data, int... dims) {
        request.withArray(list).add(ArrayJson.write(
                NdArray.of(data, dims).as(DType.valueOf(request.get("dtype").asString()))));
    }

    private void call(String function, String arguments) {
        request.withArray("calls")
                .add(json.createObjectNode().put("f", function)
                        .set("a", json.readTree(arguments.replace('\'', '"'))));
    }

    private ObjectNode answer() {
        return ConformanceWorker.answer(json, request.put("id", 7));
    }

    private double[] numbers(ObjectNode answer, String part) {
        ArrayNode arrays = answer.withArray(part);
        assertEquals(1, arrays.size(), answer::toString);
        return ArrayJson
                .read(arrays.get(0), DType.valueOf(request.get("dtype").asString())).toDoubles();
    }

    @ParameterizedTest
    @EnumSource
    void valuesGradientsAndProducts(DType dtype) {
        request.put("dtype", dtype.name());
        array("inputs", new double[] {1, -2, 3}, 3);
        call("Tensor.pow", "[{'ref': 0}, 3.0]");
        call("Norms.norm", "[{'ref': 1}, {'number': 'Infinity'}, [0]]");
        call("Tensor.add", "[{'ref': 2}, {'ref': 1}]");
        request.withArray("outputs").add(3);
        request.withArray("wrt").add(0);
        array("cotangents", new double[] {1, 1, 0}, 3);
        array("vectors", new double[] {1, 10, 100}, 3);
        ObjectNode answer = answer();
        assertEquals(7, answer.get("id").asInt());
        assertArrayEquals(new double[] {28, 19, 54}, numbers(answer, "values"));
        assertArrayEquals(new double[] {3, 12, 54}, numbers(answer, "gradients"));
        assertArrayEquals(new double[] {6, -120, 3600}, numbers(answer, "products"));
    }

    @Test
    void bitsSurvive() {
        double[] odd = {Double.NaN, -0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
        array("inputs", odd, 4);
        call("Tensor.reshape", "[{'ref': 0}, [2, -1]]");
        request.withArray("outputs").add(1);
        assertArrayEquals(odd, numbers(answer(), "values"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Tensor.sum     | [{'ref': 0}, [3]] | refused | sum: no axis 3 in [2]
            Tensor.matmul  | [{'ref': 0}, {'ref': 0}, 1] | failed | no Tensor.matmul takes
            Tensor.nothing | [{'ref': 0}]      | failed  | no Tensor.nothing takes
            Nothing.sum    | [{'ref': 0}]      | failed  | no class Nothing
            """)
    void whatTheLibraryRefusesIsNotWhatARequestGetsWrong(
            String function, String arguments, String what, String text) {
        array("inputs", new double[] {1, 2}, 2);
        call(function, arguments);
        request.withArray("outputs").add(1);
        ObjectNode answer = answer();
        assertTrue(answer.path(what).asString("").contains(text), answer::toString);
    }

    /** One layer of one weight, squared away by softplus: all by hand would be longer than the loss. */
    @Test
    void bilevelProblemsLeadThroughTheirSteps() {
        request.set("bilevel", json.readTree("""
                {"layers": 1, "steps": 1, "activation": "tanh", "rule": "sgd", "rate": 0.5,
                 "weightDecay": 0, "eps": 0, "epsRoot": 0, "weighted": false,
                 "normalization": "WEIGHT_SUM", "hypergradient": "exact", "leak": 0, "proximal": 0}
                """));
        array("inputs", new double[] {0}, 1, 1);
        array("inputs", new double[] {0}, 1);
        for (int batch = 0; batch < 2; batch++) {
            array("inputs", new double[] {2}, 1, 1);
            array("inputs", new double[] {1}, 1);
        }
        request.withArray("wrt").add(1);
        // the bias moves by rate / 2, the weight by rate, so the logit becomes 5 / 4
        double logit = 0.5 * 0.5 * 5;
        ObjectNode answer = answer();
        assertArrayEquals(new double[] {Math.log1p(Math.exp(-logit))}, numbers(answer, "values"),
                1e-15);
        // d logit / d bias = 1 - rate 5 / 4, since the slope of the sigmoid at 0 is 1/4
        assertArrayEquals(new double[] {-(1 - 0.5 * 5 / 4) / (1 + Math.exp(logit))},
                numbers(answer, "gradients"), 1e-15);
    }
}
