package org.metabalance.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.nn.layer.BasicBlock;
import org.metabalance.nn.layer.BatchNorm2d;
import org.metabalance.nn.layer.Conv2d;
import org.metabalance.nn.layer.CosineClassifier;
import org.metabalance.nn.layer.Flatten;
import org.metabalance.nn.layer.GlobalPool2d;
import org.metabalance.nn.layer.GroupNorm;
import org.metabalance.nn.layer.Linear;
import org.metabalance.nn.layer.Pool2d;
import org.metabalance.nn.layer.PreActivationBlock;
import org.metabalance.nn.layer.Sequential;
import org.metabalance.nn.layer.Shortcut;

class ImageLayerTest {
    /** A layer, and the shape of a batch it takes. */
    private record Case(Layer layer, Shape x) {}

    private static final Map<String, Case> CASES = new LinkedHashMap<>();

    static {
        put("conv2d", new Conv2d(3, 4, 3, Conv2dGeometry.of(2, 1)), 2, 5, 4, 3);
        Conv2d groups = new Conv2d(4, 6, 3, Conv2dGeometry.of(1, 2, 2, 2));
        put("conv2dGroups", new Conv2d(groups.in(), groups.out(), groups.height(), groups.width(),
                groups.geometry(), groups.weight(), null), 2, 4, 3, 4);
        put("conv2dSame3", Conv2d.same(1, 2, 3, 2, 1), 2, 4, 5, 1);
        put("conv2dSame4", Conv2d.same(1, 2, 4), 2, 4, 5, 1);
        put("batchNorm2d", new BatchNorm2d(3), 2, 3, 2, 3);
        put("groupNorm", new GroupNorm(2, 4), 2, 3, 2, 4);
        put("groupNormFeatures", new GroupNorm(2, 6), 3, 6);
        put("maxPool", Pool2d.max(2), 2, 5, 4, 3);
        put("averagePool", Pool2d.average(2), 2, 4, 7, 3);
        put("maxPoolOverlapping", new Pool2d(Pool2d.Kind.MAX, 3, 2, 1), 2, 5, 4, 3);
        put("averagePoolPadded", new Pool2d(Pool2d.Kind.AVERAGE, 3, 2, 1), 2, 4, 3, 2);
        put("averagePoolInside", new Pool2d(Pool2d.Kind.AVERAGE_INSIDE, 3, 2, 1), 2, 4, 3, 2);
        put("globalAverage", GlobalPool2d.AVERAGE, 2, 3, 4, 3);
        put("globalMax", GlobalPool2d.MAX, 2, 3, 4, 3);
        put("flatten", new Sequential(new Flatten(), new Linear(24, 2)), 2, 2, 3, 4);
        put("cosine", new CosineClassifier(3, 2, 5), 4, 3);
        put("basicBlock", new BasicBlock(2, 5, 2, Shortcut.IDENTITY), 2, 5, 4, 2);
        put("basicBlockProjection", new BasicBlock(2, 5, 2, Shortcut.PROJECTION), 2, 5, 4, 2);
        put("preActivationBlock", new PreActivationBlock(2, 5, 2, 0), 2, 5, 4, 2);
        put("preActivationIdentity", new PreActivationBlock(2, 2, 1, 0), 2, 3, 3, 2);
    }

    private static void put(String name, Layer layer, int... x) {
        CASES.put(name, new Case(layer, Shape.of(x)));
    }

    static Stream<Golden> goldens() {
        return Golden.cases("imageLayers.json");
    }

    static Stream<String> names() {
        return CASES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void asInPyTorch(Golden golden) {
        Case at = CASES.get(golden.name());
        assertEquals(at.x(), golden.arrays("inputs").get("x").shape());
        Map<String, NdArray> state = golden.has("state") ? golden.arrays("state") : Map.of();
        assertEquals(Arrays.asList(state.keySet().stream().sorted().toArray()),
                at.layer().state().stream().map(ParameterSpec::name).sorted().toList());
        golden.check(1e-11, t -> {
            Tensor x = t.get("x");
            return at.layer().apply(parameters(t), on(x.tape(), state), x, Mode.TRAIN).output()
                    .dot(x.tape().constant(golden.array("r")));
        });
        if (!state.isEmpty()) {
            Tape tape = Tape.f64();
            Map<String, Tensor> t = on(tape, golden.arrays("inputs")).asMap();
            Parameters after = at.layer()
                    .apply(parameters(t), on(tape, state), t.get("x"), Mode.TRAIN).state();
            golden.arrays("stateAfter").forEach((name, expected) -> golden.close(1e-11, name,
                    expected, after.get(name).value()));
        }
    }

    @Test
    void everyLayerHasItsGolden() {
        assertEquals(List.copyOf(CASES.keySet()), goldens().map(Golden::name).toList());
    }

    @ParameterizedTest
    @MethodSource("names")
    void derivativesHoldToSecondOrder(String name) {
        Case at = CASES.get(name);
        List<ParameterSpec> specs = at.layer().parameters();
        List<NdArray> point = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            point.add(Formula.numbers(i, specs.get(i).shape().dims()));
        }
        point.add(Formula.numbers(50, at.x().dims()));
        List<String> names = specs.stream().map(ParameterSpec::name).toList();
        VariableTree state = VariableTree.init(at.layer().state(), DType.F64);
        for (Mode mode : Mode.values()) {
            GradCheck.check(2, xs -> at.layer().apply(
                    Parameters.of(names, xs.subList(0, specs.size())),
                    state.on(xs.getFirst().tape()), xs.getLast(), mode).output(),
                    point.toArray(NdArray[]::new));
        }
    }

    @Test
    void evaluationUsesTheStateAndLeavesIt() {
        BatchNorm2d norm = new BatchNorm2d(2);
        Tape tape = Tape.f64();
        Parameters weights = Parameters.of(Map.of(
                "weight", tape.constant(new double[] {2, 3}),
                "bias", tape.constant(new double[] {.5, -1})));
        Parameters state = Parameters.of(
                List.of("running_mean", "running_var"),
                List.of(tape.constant(new double[] {1, -2}), tape.constant(new double[] {4, .25})));
        Tensor x = tape.constant(new double[] {3, -1, 1, -2}, 1, 1, 2, 2);
        Forward forward = norm.apply(weights, state, x, Mode.EVAL);
        double[] got = forward.output().value().toDoubles();
        double[] expected = {
            2 * 2 / Math.sqrt(4 + 1e-5) + .5, 3 / Math.sqrt(.25 + 1e-5) - 1, .5, -1};
        for (int i = 0; i < got.length; i++) {
            assertEquals(expected[i], got[i], 1e-12);
        }
        assertEquals(state.tensors(), forward.state().tensors());
    }

    @Test
    void sameKeepsTheSizeForEveryKernelAndDilation() {
        Tape tape = Tape.f32();
        for (int kernel = 1; kernel <= 5; kernel++) {
            for (int dilation = 1; dilation <= 3; dilation++) {
                Conv2d conv = Conv2d.same(2, 4, kernel, dilation, 2);
                Parameters weights = VariableTree.init(conv.parameters(), DType.F32, Rng.of(1))
                        .on(tape);
                assertEquals(Shape.of(1, 7, 3, 4), conv.apply(weights, Parameters.empty(),
                        tape.ones(1, 7, 3, 2), Mode.EVAL).output().shape());
            }
        }
    }

    @Test
    void firstWeightsAreThoseOfTheirRules() {
        Conv2d conv = new Conv2d(4, 512, 3, Conv2dGeometry.of(1, 1, 1, 2));
        Map<String, NdArray> torch = VariableTree.init(conv.parameters(), DType.F64, Rng.of(1))
                .values();
        double bound = 1 / Math.sqrt(18);
        assertEquals(bound / Math.sqrt(3), deviation(torch.get("weight")), .01 * bound);
        assertEquals(bound / Math.sqrt(3), deviation(torch.get("bias")), .05 * bound);
        Conv2d he = Conv2d.residual(16, 64, 3, 2);
        assertEquals(1, he.parameters().size());
        NdArray weight = he.parameters().getFirst().initializer()
                .values(Shape.of(3, 3, 16, 64), DType.F64, Rng.of(2));
        assertEquals(Math.sqrt(2.0 / (9 * 16)), deviation(weight), .003);
        assertEquals(Math.sqrt(2.0 / (9 * (4 + 8))), deviation(Initializer.xavierNormal()
                .values(Shape.of(3, 3, 4, 8), DType.F64, Rng.of(3))), .02);
    }

    private static double deviation(NdArray values) {
        double squares = 0;
        for (int i = 0; i < values.size(); i++) {
            squares += values.get(i) * values.get(i);
        }
        return Math.sqrt(squares / values.size());
    }

    @Test
    void featuresOfZerosHaveNoAngleAndNoSlope() {
        for (Tape tape : new Tape[] {Tape.f32(), Tape.f64()}) {
            Tensor x = tape.constant(new double[] {0, 0, 3, 4}, 2, 2);
            Tensor y = CosineClassifier.normalized(x, 1);
            Tensor slope = Gradients.gradient(y.dot(tape.ones(2, 2)), x);
            Tensor second = Gradients.gradient(slope.square().sum(), x);
            assertEquals(0, y.slice(0, 0, 1).norm().item());
            assertEquals(0, slope.slice(0, 0, 1).norm().item());
            assertEquals(0, second.slice(0, 0, 1).norm().item());
            assertEquals(.8, y.slice(0, 1, 2).max().item(), 1e-7);
        }
    }

    @Test
    void wrongArgumentsAreNamed() {
        Tape tape = Tape.f32();
        String images = "the argument must be images [n, height, width, ";
        assertEquals("conv2d: " + images + "3], got [2, 3, 8, 8]",
                refused(new Conv2d(3, 4, 3), tape.ones(2, 3, 8, 8)));
        assertEquals("batch norm: " + images + "3], got [8, 3]",
                refused(new BatchNorm2d(3), tape.ones(8, 3)));
        assertEquals("pool: " + images + "channels], got [8, 3]",
                refused(Pool2d.max(2), tape.ones(8, 3)));
        assertEquals(
                "pool: needs a window, a stride and a padding of at most half the window, got 3, 1 and 2",
                assertThrows(IllegalArgumentException.class,
                        () -> new Pool2d(Pool2d.Kind.MAX, 3, 1, 2)).getMessage());
        assertEquals("group norm: the argument must be [n, .., 4], got [2, 5]",
                refused(new GroupNorm(2, 4), tape.ones(2, 5)));
        assertEquals("group norm: the groups must divide the channels, got 3 and 4",
                assertThrows(IllegalArgumentException.class, () -> new GroupNorm(3, 4))
                        .getMessage());
        assertEquals(
                "conv2d: the groups must divide the channels, got 2 groups, 3 to 4 channels",
                assertThrows(IllegalArgumentException.class,
                        () -> new Conv2d(3, 4, 3, Conv2dGeometry.of(1, 0, 1, 2))).getMessage());
        assertEquals(
                "residual block: an identity cannot lead from 8 to fewer channels, got 4",
                assertThrows(IllegalArgumentException.class,
                        () -> new BasicBlock(8, 4, 1, Shortcut.IDENTITY)).getMessage());
        assertEquals(
                "sequential: needs a name of its own for each layer, got [a, a] for 2",
                assertThrows(IllegalArgumentException.class, () -> new Sequential()
                        .then("a", new Flatten()).then("a", new Flatten())).getMessage());
    }

    private static String refused(Layer layer, Tensor x) {
        Parameters weights = VariableTree.init(layer.parameters(), DType.F32, Rng.of(1))
                .on(x.tape());
        Parameters state = VariableTree.init(layer.state(), DType.F32).on(x.tape());
        return assertThrows(IllegalArgumentException.class,
                () -> layer.apply(weights, state, x, Mode.TRAIN)).getMessage();
    }

    private static Parameters parameters(Map<String, Tensor> inputs) {
        Map<String, Tensor> map = new LinkedHashMap<>(inputs);
        map.remove("x");
        return Parameters.of(map);
    }

    private static Parameters on(Tape tape, Map<String, NdArray> values) {
        Map<String, Tensor> map = new LinkedHashMap<>();
        values.forEach((name, value) -> map.put(name, tape.constant(value)));
        return Parameters.of(map);
    }
}
