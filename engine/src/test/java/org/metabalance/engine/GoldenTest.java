package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Values, gradients and products with second derivatives are those of PyTorch in F64, ties, zeros
 * and infinities included. How the files were made stands in {@code test-data/golden/make_engine.py},
 * {@code make_engine_math.py} and {@code make_engine_images.py}.
 */
class GoldenTest {
    private static final double TOLERANCE = 1e-12;

    static Stream<Arguments> cases() {
        return Stream.of("derivatives.json", "math.json", "images.json")
                .flatMap(file -> read(file).valueStream())
                .map(c -> Arguments.of(c.get("name").stringValue(), c));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithPyTorch(String name, JsonNode golden) {
        Tape tape = Tape.f64();
        List<Tensor> xs = new ArrayList<>();
        for (JsonNode x : golden.get("x")) {
            xs.add(tape.input("x" + xs.size(), shape(x.get("shape"))));
        }
        Tensor y = GoldenFunctions.all().get(name).apply(xs);
        assertEquals(shape(golden.get("y").get("shape")), y.shape());
        Tensor w = constant(tape, golden.get("w"), y.shape());
        List<Tensor> outputs = new ArrayList<>(List.of(y));
        List<Tensor> gradients = Gradients.vjp(y, w, xs, Unconnected.ZERO);
        outputs.addAll(gradients);
        Tensor along = tape.zeros();
        for (int i = 0; i < xs.size(); i++) {
            along = along.add(gradients.get(i)
                    .dot(constant(tape, golden.get("v").get(i), xs.get(i).shape())));
        }
        outputs.addAll(Gradients.gradient(along, xs, Unconnected.ZERO));
        Program program = tape.compile(outputs);
        for (int i = 0; i < xs.size(); i++) {
            if (program.inputs().contains("x" + i)) {
                program.set("x" + i, doubles(golden.get("x").get(i).get("data")));
            }
        }
        program.run();
        compare("value", golden.get("y").get("data"), program.output(0));
        for (int i = 0; i < xs.size(); i++) {
            compare("gradient " + i, golden.get("gradient").get(i), program.output(1 + i));
            if (!golden.get("second").isNull()) {
                compare("second " + i, golden.get("second").get(i),
                        program.output(1 + xs.size() + i));
            }
        }
    }

    @Test
    void everyFunctionHasItsGoldenValues() {
        Set<String> names = cases().map(c -> (String) c.get()[0]).collect(Collectors.toSet());
        assertEquals(new HashSet<>(GoldenFunctions.all().keySet()), names);
    }

    /** Where PyTorch's second derivative is NaN, these are the limits along the axis. */
    @Test
    void powersOfZeroHaveFiniteSecondDerivativesByTheBase() {
        Tape tape = Tape.f64();
        Tensor a = tape.constant(new double[] {0, 0, 0});
        Tensor b = tape.constant(new double[] {3, 2.5, 2});
        Tensor first = Gradients.gradient(a.pow(b).sum(), a);
        Tensor second = Gradients.gradient(first.sum(), a);
        assertEquals(List.of(0.0, 0.0, 0.0), list(first.value()));
        assertEquals(List.of(0.0, 0.0, 2.0), list(second.value()));
    }

    @Test
    void theNormOfNothingHasZeroDerivativesOfBothOrders() {
        Tape tape = Tape.f64();
        Tensor x = tape.constant(new double[] {0, 0, 0});
        Tensor g = Gradients.gradient(x.norm(), x);
        Tensor h = Gradients.gradient(g.dot(tape.constant(new double[] {1, 2, 3})), x);
        assertEquals(List.of(0.0, 0.0, 0.0), list(g.value()));
        assertEquals(List.of(0.0, 0.0, 0.0), list(h.value()));
    }

    private static List<Double> list(NdArray array) {
        return java.util.Arrays.stream(array.toDoubles()).boxed().toList();
    }

    private static void compare(String what, JsonNode expected, NdArray actual) {
        double[] values = doubles(expected);
        assertEquals(values.length, actual.size(), what);
        double largest = 0;
        for (double value : values) {
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        for (int i = 0; i < values.length; i++) {
            double difference = values[i] == actual.get(i) ? 0
                    : Math.abs(values[i] - actual.get(i));
            int element = i;
            assertTrue(
                    difference <= TOLERANCE * largest,
                    () -> what + ", element " + element + ": expected " + values[element] + ", got "
                            + actual.get(element));
        }
    }

    private static Tensor constant(Tape tape, JsonNode data, Shape shape) {
        return tape.constant(NdArray.of(doubles(data)).reshaped(shape));
    }

    private static Shape shape(JsonNode dims) {
        return Shape.of(dims.valueStream().map(JsonNode::intValue).toList());
    }

    private static double[] doubles(JsonNode list) {
        return list.valueStream()
                .mapToDouble(
                        v -> v.isNumber()
                                ? v.doubleValue()
                                : v.stringValue().startsWith("-")
                                        ? Double.NEGATIVE_INFINITY
                                        : Double.POSITIVE_INFINITY)
                .toArray();
    }

    private static JsonNode read(String name) {
        String file = "test-data/golden/engine/" + name;
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve(file))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no " + file + " here or above");
        }
        return new ObjectMapper().readTree(folder.resolve(file).toFile()).get("cases");
    }
}
