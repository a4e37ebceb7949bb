package org.metabalance.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Unconnected;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Values, gradients and Hessian-vector products from PyTorch: test-data/golden/make_nn.py. */
public final class Golden {
    private final JsonNode json;

    private Golden(JsonNode json) {
        this.json = json;
    }

    /** Returns the cases of {@code test-data/golden/nn/FILE}. */
    public static Stream<Golden> cases(String file) {
        JsonNode root = new ObjectMapper().readTree(path(file).toFile());
        return root.get("cases").valueStream().map(Golden::new);
    }

    /** Returns where {@code test-data/golden/nn/FILE} is. */
    public static Path path(String file) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("test-data/golden/nn"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no folder test-data/golden/nn here or above");
        }
        return folder.resolve("test-data/golden/nn").resolve(file);
    }

    public String name() {
        return json.get("name").stringValue();
    }

    public JsonNode json() {
        return json;
    }

    public boolean has(String field) {
        return json.has(field);
    }

    /** Returns the array of that name. */
    public NdArray array(String field) {
        return array(json.get(field));
    }

    /** Returns the arrays below that name, in the order of the file. */
    public Map<String, NdArray> arrays(String field) {
        return arrays(json.get(field));
    }

    public static Map<String, NdArray> arrays(JsonNode node) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        node.properties().forEach(p -> arrays.put(p.getKey(), array(p.getValue())));
        return arrays;
    }

    public double[] numbers(String field) {
        return numbers(json.get(field));
    }

    private static double[] numbers(JsonNode list) {
        return list.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    private static NdArray array(JsonNode node) {
        int[] dims = node.get("shape").valueStream().mapToInt(JsonNode::intValue).toArray();
        NdArray array = NdArray.of(numbers(node.get("data")));
        return array.reshaped(Shape.of(dims));
    }

    /** Checks value, gradients and Hessian-vector products of f at the inputs of this case. */
    public void check(double tolerance, Function<Map<String, Tensor>, Tensor> f) {
        Tape tape = Tape.f64();
        Map<String, Tensor> xs = new LinkedHashMap<>();
        List<Tensor> directions = new ArrayList<>();
        arrays("inputs").forEach((name, value) -> xs.put(name, tape.input(name, value.shape())));
        arrays("direction").forEach((name, value) -> directions.add(tape.constant(value)));
        List<Tensor> at = List.copyOf(xs.values());
        Tensor y = f.apply(xs);
        List<Tensor> outputs = new ArrayList<>(List.of(y));
        outputs.addAll(Gradients.gradient(y, at, Unconnected.ZERO));
        outputs.addAll(Gradients.hvp(y, at, directions));
        Program program = tape.compile(outputs);
        arrays("inputs").forEach(program::set);
        program.run();
        close(tolerance, "value", NdArray.of(new double[] {json.get("value").doubleValue()}),
                program.output(0));
        List<String> names = List.copyOf(xs.keySet());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            close(tolerance, "gradient of " + name, arrays("gradient").get(name),
                    program.output(1 + i));
            close(tolerance, "hvp of " + name, arrays("hvp").get(name),
                    program.output(1 + at.size() + i));
        }
    }

    /** Checks that two arrays agree, relative to the largest element. */
    public void close(double tolerance, String what, NdArray expected, NdArray actual) {
        assertEquals(expected.size(), actual.size(), what);
        double scale = 1;
        for (int i = 0; i < expected.size(); i++) {
            scale = Math.max(scale, Math.abs(expected.get(i)));
        }
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), actual.get(i), tolerance * scale,
                    name() + ": " + what + " at " + i);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
