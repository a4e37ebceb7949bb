package org.metabalance.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.GradCheck;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.BatchNorm;
import org.metabalance.nn.layer.Dropout;
import org.metabalance.nn.layer.LayerNorm;
import org.metabalance.nn.layer.Linear;
import org.metabalance.nn.layer.Mlp;

class LayerTest {

    static Stream<Golden> activations() {
        return Golden.cases("activations.json");
    }

    static Stream<Golden> layers() {
        return Golden.cases("layers.json");
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activationAsInPyTorch(Golden golden) {
        Activation activation = switch (golden.name()) {
            case "relu" -> Activation.relu();
            case "tanh" -> Activation.tanh();
            case "sigmoid" -> Activation.sigmoid();
            case "softplus" -> Activation.softplus();
            case "leakyRelu" -> Activation.leakyRelu(0.2);
            case "elu" -> Activation.elu(1.3);
            case "gelu" -> Activation.gelu();
            case "exactGelu" -> Activation.exactGelu();
            case "silu" -> Activation.silu();
            default -> throw new IllegalStateException(golden.name());
        };
        golden.check(1e-11, t -> weighted(golden, run(activation, t, Map.of())));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layerAsInPyTorch(Golden golden) {
        Layer layer = layer(golden.name());
        Mode mode = golden.name().endsWith("Eval") ? Mode.EVAL : Mode.TRAIN;
        Map<String, NdArray> state = golden.has("state") ? golden.arrays("state") : Map.of();
        golden.check(1e-11, t -> {
            Forward forward = layer.apply(parameters(t), constants(t, state), t.get("x"), mode);
            return weighted(golden, forward.output());
        });
        if (!state.isEmpty()) {
            Tape tape = Tape.f64();
            Map<String, Tensor> inputs = constants(tape, golden.arrays("inputs"));
            Forward forward = layer.apply(
                    parameters(inputs), constants(inputs, state), inputs.get("x"), mode);
            golden.arrays("stateAfter").forEach((name, expected) -> golden.close(1e-11, name,
                    expected, forward.state().get(name).value()));
        }
    }

    private static Layer layer(String name) {
        return switch (name) {
            case "linear" -> new Linear(3, 2);
            case "layerNorm" -> new LayerNorm(5);
            case "layerNormTwoAxes" -> new LayerNorm(2, 3);
            case "batchNorm", "batchNormEval" -> new BatchNorm(3);
            case "batchNormImages", "batchNormImagesEval" -> new BatchNorm(2);
            case "mlp" -> Mlp.of(Activation.tanh(), 3, 4, 5, 2).withNorm(Mlp.Norm.LAYER);
            default -> throw new IllegalStateException(name);
        };
    }

    @Test
    void secondDerivativesHoldThroughANetworkWithBatchNorm() {
        Mlp net = Mlp.of(Activation.silu(), 3, 4, 2).withNorm(Mlp.Norm.BATCH);
        VariableTree weights = VariableTree.init(net.parameters(), DType.F64, Rng.of(3));
        VariableTree state = VariableTree.init(net.state(), DType.F64, Rng.of(4));
        List<NdArray> at = new ArrayList<>(weights.values().values());
        at.add(Initializer.normal(0, 1).values(Shape.of(5, 3), DType.F64, Rng.of(5)));
        List<String> names = net.parameters().stream().map(ParameterSpec::name).toList();
        GradCheck.check(2, xs -> {
            Tape tape = xs.get(0).tape();
            Parameters theta = Parameters.of(names, xs.subList(0, names.size()));
            return net.apply(theta, state.on(tape), xs.get(names.size()), Mode.TRAIN).output();
        }, at.toArray(NdArray[]::new));
    }

    @Test
    void mlpIsWhatItsDescriptionSays() {
        Mlp net = Mlp.of(Activation.relu(), 29, 16, 24, 20, 24, 1).withDropout(2, 0.5)
                .withOutputBias(Initializer.logOdds(0.25));
        List<String> kinds = net.layers().layers().stream().map(layer -> switch (layer) {
            case Linear linear -> linear.in() + " to " + linear.out();
            case Dropout dropout -> "dropout " + dropout.rate();
            default -> layer.toString();
        })
                .toList();
        assertEquals(
                List.of("29 to 16", "relu", "16 to 24", "relu", "dropout 0.5", "24 to 20", "relu",
                        "20 to 24", "relu", "24 to 1"),
                kinds);
        assertEquals(
                List.of("0.weight", "0.bias", "2.weight", "2.bias", "5.weight", "5.bias",
                        "7.weight", "7.bias", "9.weight", "9.bias"),
                net.parameters().stream().map(ParameterSpec::name).toList());
        VariableTree tree = VariableTree.init(net.parameters(), DType.F32, Rng.of(1));
        assertEquals(480 + 408 + 500 + 504 + 25, tree.size());
        assertEquals(Math.log(1.0 / 3), tree.values().get("9.bias").item(), 1e-7);
        assertThrows(IllegalArgumentException.class, () -> net.withDropout(5, 0.1));
    }

    @Test
    void statesOfNormalizedNetworkGoInAndComeOut() {
        Mlp net = Mlp.of(Activation.relu(), 4, 3, 3, 1).withNorm(Mlp.Norm.BATCH);
        assertEquals(
                List.of("1.running_mean", "1.running_var", "4.running_mean", "4.running_var"),
                net.state().stream().map(ParameterSpec::name).toList());
        VariableTree weights = VariableTree.init(net.parameters(), DType.F32, Rng.of(1));
        VariableTree state = VariableTree.init(net.state(), DType.F32, Rng.of(1));
        Tape tape = Tape.f32();
        Tensor x = tape.normal(8, 4);
        Forward train = net.apply(weights.on(tape), state.on(tape), x, Mode.TRAIN);
        state.assign(tape, train.state());
        Program program = tape.compile(train.output());
        Map<String, NdArray> before = state.values();
        program.run();
        assertTrue(before.get("1.running_mean").get(0) == 0
                && state.values().get("1.running_mean").get(0) != 0);
        Forward eval = net.apply(weights.on(tape), state.on(tape), x, Mode.EVAL);
        assertEquals(state.on(tape).tensors(), eval.state().tensors());
    }

    @Test
    void dropoutKeepsTheMeanAndIsTheIdentityInEvaluation() {
        Tape tape = Tape.f64();
        Tensor x = tape.ones(200, 100);
        Tensor dropped = apply(new Dropout(0.3), x, Mode.TRAIN);
        NdArray values = dropped.value();
        double zeros = 0;
        for (int i = 0; i < values.size(); i++) {
            assertTrue(values.get(i) == 0 || Math.abs(values.get(i) - 1 / 0.7) < 1e-12);
            zeros += values.get(i) == 0 ? 1 : 0;
        }
        assertEquals(0.3, zeros / values.size(), 0.015);
        assertSame(x, apply(new Dropout(0.3), x, Mode.EVAL));
        assertSame(x, apply(new Dropout(0), x, Mode.TRAIN));
        assertThrows(IllegalArgumentException.class, () -> new Dropout(1));
    }

    @Test
    void twoApplicationsOfDropoutDrawTwoMasksAndEachRunNewOnes() {
        Tape tape = Tape.f32();
        Tensor x = tape.ones(1, 64);
        Dropout dropout = new Dropout(0.5);
        Program program = tape.compile(
                apply(dropout, x, Mode.TRAIN), apply(dropout, x, Mode.TRAIN)).seed(7);
        program.run();
        float[] first = program.output(0).toFloats();
        assertTrue(!Arrays.equals(first, program.output(1).toFloats()));
        program.run();
        assertTrue(!Arrays.equals(first, program.output(0).toFloats()));
        program.seed(7).run();
        assertArrayEquals(first, program.output(0).toFloats());
    }

    /** Tasks on a first axis, each updated on its own, against the tasks one by one. */
    @Test
    void linearMapsAndUpdatesTasksOnAnAxis() {
        int tasks = 3;
        Linear layer = new Linear(4, 2);
        VariableTree weights = VariableTree.init(layer.parameters(), DType.F64, Rng.of(3));
        Tape tape = Tape.f64();
        Parameters theta = weights.on(tape);
        double[] numbers = new double[tasks * 5 * 4];
        Arrays.setAll(numbers, Rng.of(4)::normal);
        Tensor x = tape.constant(numbers, tasks, 5, 4);
        Parameters all = theta.perTask(tasks);
        Tensor inner = apply(layer, all, x).square().sum();
        Parameters adapted = Parameters.zip(
                all, all.with(Gradients.gradient(inner, all.tensors())),
                (p, g) -> p.sub(g.mul(0.1)));
        Tensor shared = x.slice(0, 0, 1).squeeze(0);
        List<Tensor> outputs = List.of(
                apply(layer, adapted, x), apply(layer, adapted, shared));
        List<Tensor> gradient = Gradients.gradient(
                outputs.get(0).tanh().sum(), theta.tensors());
        List<Tensor> oneByOne = new ArrayList<>();
        Tensor outer = tape.zeros();
        for (int task = 0; task < tasks; task++) {
            Tensor own = x.slice(0, task, task + 1).squeeze(0);
            Tensor loss = apply(layer, theta, own).square().sum();
            Parameters moved = Parameters.zip(
                    theta, theta.with(Gradients.gradient(loss, theta.tensors())),
                    (p, g) -> p.sub(g.mul(0.1)));
            oneByOne.add(apply(layer, moved, own));
            oneByOne.add(apply(layer, moved, shared));
            outer = outer.add(apply(layer, moved, own).tanh().sum());
        }
        List<Tensor> gradientOneByOne = Gradients.gradient(outer, theta.tensors());
        for (int task = 0; task < tasks; task++) {
            for (int form = 0; form < 2; form++) {
                assertArrayEquals(
                        oneByOne.get(2 * task + form).value().toDoubles(),
                        outputs.get(form).slice(0, task, task + 1).value().toDoubles(), 1e-12);
            }
        }
        for (int i = 0; i < gradient.size(); i++) {
            assertArrayEquals(
                    gradientOneByOne.get(i).value().toDoubles(),
                    gradient.get(i).value().toDoubles(), 1e-12);
        }
    }

    private static Tensor apply(Linear layer, Parameters parameters, Tensor x) {
        return layer.apply(parameters, Parameters.empty(), x, Mode.TRAIN).output();
    }

    @Test
    void wrongShapesAreNamed() {
        Tape tape = Tape.f32();
        Tensor x = tape.ones(4, 3);
        Map<String, Tensor> none = Map.of("x", x);
        assertEquals(
                "linear: the argument must be [.., 5], got [4, 3]",
                assertThrows(IllegalArgumentException.class,
                        () -> run(new Linear(5, 2), none, Map.of())).getMessage());
        Linear layer = new Linear(3, 2);
        Parameters tasks = VariableTree.init(layer.parameters(), DType.F32, Rng.of(1)).on(tape)
                .perTask(4);
        assertEquals(
                "linear: the argument of weights [4, 3, 2] must be [n, in] or have as many axes,"
                        + " got [5, 4, 6, 3]",
                assertThrows(IllegalArgumentException.class,
                        () -> apply(layer, tasks, tape.ones(5, 4, 6, 3))).getMessage());
        assertEquals(
                "parameters: the number of tasks must be positive, got 0",
                assertThrows(IllegalArgumentException.class, () -> tasks.perTask(0))
                        .getMessage());
        assertEquals(
                "layer norm: the last axes must be [4], got [4, 3]",
                assertThrows(IllegalArgumentException.class,
                        () -> run(new LayerNorm(4), none, Map.of())).getMessage());
        BatchNorm norm = new BatchNorm(3);
        VariableTree weights = VariableTree.init(norm.parameters(), DType.F32, Rng.of(1));
        VariableTree state = VariableTree.init(norm.state(), DType.F32, Rng.of(1));
        assertEquals(
                "batch norm: training needs at least 2 values of each feature, got [1, 3]",
                assertThrows(IllegalArgumentException.class,
                        () -> norm.apply(weights.on(tape), state.on(tape), tape.ones(1, 3),
                                Mode.TRAIN))
                        .getMessage());
    }

    private static Tensor apply(Layer layer, Tensor x, Mode mode) {
        return layer.apply(Parameters.empty(), Parameters.empty(), x, mode).output();
    }

    private static Tensor run(Layer layer, Map<String, Tensor> t, Map<String, NdArray> state) {
        return layer.apply(parameters(t), constants(t, state), t.get("x"), Mode.TRAIN).output();
    }

    private static Parameters parameters(Map<String, Tensor> inputs) {
        Map<String, Tensor> map = new LinkedHashMap<>(inputs);
        map.remove("x");
        return Parameters.of(map);
    }

    private static Parameters constants(Map<String, Tensor> on, Map<String, NdArray> values) {
        return Parameters.of(constants(on.get("x").tape(), values));
    }

    private static Map<String, Tensor> constants(Tape tape, Map<String, NdArray> values) {
        Map<String, Tensor> map = new LinkedHashMap<>();
        values.forEach((name, value) -> map.put(name, tape.constant(value)));
        return map;
    }

    private static Tensor weighted(Golden golden, Tensor y) {
        return y.dot(y.tape().constant(golden.array("r")));
    }
}
