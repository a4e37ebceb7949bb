package org.metabalance.benchmarks.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Unconnected;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request, recorded, differentiated, compiled to one program and run once: values y, the gradient of the
 * sum of the values times their cotangents, and that sum's Hessian times vectors. Every array that comes with
 * the request is an input of the program, so nothing is computed before the run.
 */
final class Evaluation {
    private final Tape tape;
    private final DType dtype;
    private final Map<String, NdArray> arrays = new LinkedHashMap<>();

    private Evaluation(DType dtype) {
        this.dtype = dtype;
        // many small programs: a second thread would only wait
        tape = new Tape(dtype).threads(1);
    }

    /**
     * Returns the answer to a request.
     *
     * @throws RuntimeException if the library refuses it
     */
    static ObjectNode of(JsonNode request) {
        return new Evaluation(DType.valueOf(request.get("dtype").asString())).answer(request);
    }

    private ObjectNode answer(JsonNode request) {
        List<Tensor> inputs = inputs("x", request.get("inputs"));
        List<Tensor> outputs;
        List<Tensor> gradients;
        List<Tensor> products = List.of();
        List<Tensor> xs = new ArrayList<>();
        request.get("wrt").forEach(i -> xs.add(inputs.get(i.asInt())));
        List<Tensor> vectors = inputs("v", request.get("vectors"));
        if (request.has("bilevel")) {
            BilevelProblem problem = new BilevelProblem(request.get("bilevel"), inputs);
            BilevelProblem.Solved solved = problem.solve(xs);
            outputs = List.of(solved.outer());
            gradients = solved.gradients();
            if (!vectors.isEmpty()) {
                products = Gradients.gradient(sum(gradients, vectors), xs, Unconnected.ZERO);
            }
        } else {
            outputs = outputs(request, inputs);
            List<Tensor> cotangents = inputs("c", request.get("cotangents"));
            Tensor y = sum(outputs.subList(0, cotangents.size()), cotangents);
            gradients = Gradients.gradient(y, xs, Unconnected.ZERO);
            if (!vectors.isEmpty()) {
                products = Gradients.hvp(y, xs, vectors);
            }
        }
        return run(outputs, gradients, products);
    }

    private List<Tensor> inputs(String prefix, JsonNode list) {
        List<Tensor> inputs = new ArrayList<>();
        for (JsonNode json : list) {
            String name = prefix + inputs.size();
            NdArray array = ArrayJson.read(json, dtype);
            arrays.put(name, array);
            inputs.add(tape.input(name, array.shape()));
        }
        return inputs;
    }

    private List<Tensor> outputs(JsonNode request, List<Tensor> inputs) {
        Arguments arguments = new Arguments(tape);
        inputs.forEach(arguments::add);
        for (JsonNode call : request.get("calls")) {
            arguments.add(new Call(call, arguments).make());
        }
        List<Tensor> outputs = new ArrayList<>();
        request.get("outputs").forEach(i -> outputs.add(arguments.tensor(i.asInt())));
        return outputs;
    }

    private Tensor sum(List<Tensor> ys, List<Tensor> factors) {
        Tensor sum = tape.zeros();
        for (int i = 0; i < ys.size(); i++) {
            sum = sum.add(ys.get(i).mul(factors.get(i)).sum());
        }
        return sum;
    }

    private ObjectNode run(List<Tensor> ys, List<Tensor> gradients, List<Tensor> products) {
        List<Tensor> all = new ArrayList<>(ys);
        all.addAll(gradients);
        all.addAll(products);
        Program program = tape.compile(all);
        for (String name : program.inputs()) {
            program.set(name, arrays.get(name));
        }
        program.run();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        put(answer, "values", program.outputs().subList(0, ys.size()));
        put(answer, "gradients",
                program.outputs().subList(ys.size(), ys.size() + gradients.size()));
        put(answer, "products",
                program.outputs().subList(ys.size() + gradients.size(), all.size()));
        return answer;
    }

    private static void put(ObjectNode answer, String name, List<NdArray> arrays) {
        answer.putArray(name);
        arrays.forEach(a -> answer.withArray(name).add(ArrayJson.write(a)));
    }
}
