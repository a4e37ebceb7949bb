package org.metabalance.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.format.TorchWeights;
import org.metabalance.nn.layer.Shortcut;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.FeatureModel;
import org.metabalance.nn.model.Head;
import org.metabalance.nn.model.LeNet5;
import org.metabalance.nn.model.ResNet;
import org.metabalance.nn.model.WideResNet;

class ImageModelTest {
    static Stream<Golden> models() {
        return Golden.cases("imageModels.json");
    }

    private static FeatureModel model(String name) {
        return switch (name) {
            case "lenet5" -> LeNet5.of(28, 28, 1, 10);
            case "lenet5 32" -> LeNet5.of(32, 32, 1, 10);
            case "conv4 28" -> new Conv4(28, 28, 1, 5);
            case "conv4 36" -> new Conv4(36, 36, 3, 8, 5, Head.linear());
            case "resnet20" -> ResNet.cifar(20, 3, 10);
            case "resnet32" -> ResNet.cifar(32, 3, 10);
            case "resnet18" -> ResNet.resNet18(3, 10);
            case "wrn-16-4" -> new WideResNet(16, 4, 3, 10);
            case "wrn-10-1" -> new WideResNet(10, 1, 1, 3);
            default -> throw new IllegalStateException(name);
        };
    }

    /** Weights are given as PyTorch has them, so that names, layouts and the flattened order count too. */
    @ParameterizedTest
    @MethodSource("models")
    void logitsAreThoseOfPyTorch(Golden golden) {
        Model model = model(golden.name());
        Map<String, NdArray> ours = TorchWeights.fromTorch(Formula.specs(model),
                Formula.torchWeights(model));
        check(golden, model, ours);
    }

    static void check(Golden golden, Model model, Map<String, NdArray> ours) {
        int[] shape = golden.json().get("shape").valueStream().mapToInt(d -> d.intValue())
                .toArray();
        Tape tape = Tape.f64();
        Batch batch = new Batch(tape.constant(Formula.numbers(1000, shape)),
                tape.zeros(shape[0]));
        Parameters weights = on(tape, model.parameters(), ours);
        Parameters state = on(tape, model.state(), ours);
        Forward train = model.logits(weights, state, batch, Mode.TRAIN);
        Tensor eval = model.logits(weights, state, batch, Mode.EVAL).output();
        List<String> carried = train.state().names();
        List<Tensor> outputs = Stream.concat(Stream.of(train.output(), eval),
                train.state().tensors().stream().map(t -> t.sum())).toList();
        Program program = tape.compile(outputs);
        program.run();
        golden.close(1e-10, "training", golden.array("train"), program.output(0));
        golden.close(1e-10, "evaluation", golden.array("eval"), program.output(1));
        for (int i = 0; i < carried.size(); i++) {
            double expected = golden.json().get("state").get(carried.get(i)).doubleValue();
            assertEquals(expected, program.output(2 + i).item(),
                    1e-10 * Math.max(1, Math.abs(expected)), carried.get(i));
        }
        assertEquals(golden.json().get("state").size(), carried.size());
    }

    private static Parameters on(
            Tape tape, List<ParameterSpec> specs, Map<String, NdArray> values) {
        return Parameters.of(specs.stream().map(ParameterSpec::name).toList(),
                specs.stream().map(s -> tape.constant(values.get(s.name()))).toList());
    }

    /**
     * The counts of PyTorch's modules, which make_images.py compares with what is published: He et al. give
     * 0.27M and 0.46M for depths 20 and 32, Zagoruyko and Komodakis 2.7M for WRN-16-4.
     */
    @ParameterizedTest
    @MethodSource("models")
    void parametersAreAsManyAsPublished(Golden golden) {
        assertEquals(golden.json().get("parameters").intValue(),
                size(model(golden.name())), golden.name());
    }

    @Test
    void countsThatEverybodyKnows() {
        assertEquals(61_706, size(LeNet5.of(28, 28, 1, 10)));
        assertEquals(269_722, size(ResNet.cifar(20, 3, 10)));
        assertEquals(464_154, size(ResNet.cifar(32, 3, 10)));
        assertEquals(11_173_962, size(ResNet.resNet18(3, 10)));
        assertEquals(2_748_890, size(new WideResNet(16, 4, 3, 10)));
        assertEquals(113_088 + 1600 * 5 + 5, size(new Conv4(84, 84, 3, 5)));
        assertEquals(111_936 + 64 * 5 + 5, size(new Conv4(28, 28, 1, 5)));
    }

    private static long size(Model model) {
        return model.parameters().stream().mapToLong(spec -> spec.shape().size()).sum();
    }

    static Stream<FeatureModel> small() {
        ResNet resnet = new ResNet(2, List.of(1, 2), List.of(3, 4), Shortcut.PROJECTION, 2,
                Head.linear());
        return Stream.of(
                resnet,
                resnet.withHead(Head.cosine(64)),
                new ResNet(2, List.of(1, 1), List.of(3, 6), Shortcut.IDENTITY, 3, Head.cosine(10)),
                new LeNet5(12, 13, 2, 2, 2, Head.linear()),
                LeNet5.of(16, 16, 2, 4).withHead(Head.cosine(.5)),
                new Conv4(16, 33, 2, 3, 2, Head.linear()),
                new Conv4(17, 16, 2, 2, 3, Head.cosine(1)),
                new WideResNet(10, 1, 2, 2),
                new WideResNet(10, 2, 2, 3, .5, Head.cosine(3)));
    }

    @ParameterizedTest
    @MethodSource("small")
    void anArchitectureTellsEverything(FeatureModel model) {
        Architecture read = Architecture.ofMetadata(model.architecture().toMetadata());
        Model again = ModelFamily.build(read, getClass().getClassLoader());
        assertEquals(read, again.architecture());
        assertEquals(model.parameters().stream().map(s -> s.name() + s.shape()).toList(),
                again.parameters().stream().map(s -> s.name() + s.shape()).toList());
        assertEquals(model.state().stream().map(s -> s.name() + s.shape()).toList(),
                again.state().stream().map(s -> s.name() + s.shape()).toList());
    }

    @ParameterizedTest
    @MethodSource("small")
    void logitsAreMadeOfFeaturesByTheHead(FeatureModel model) {
        int[] shape = switch (model) {
            case LeNet5 net -> new int[] {5, net.height(), net.width(), 2};
            case Conv4 net -> new int[] {5, net.height(), net.width(), 2};
            default -> new int[] {5, 6, 7, 2};
        };
        Tape tape = Tape.f64();
        Parameters weights = VariableTree.init(model.parameters(), DType.F64, Rng.of(1)).on(tape);
        Parameters state = VariableTree.init(model.state(), DType.F64).on(tape);
        Batch batch = new Batch(tape.constant(Formula.numbers(3, shape)), tape.zeros(5));
        Tensor features = model.features(weights, state, batch, Mode.EVAL).output();
        Tensor logits = model.logits(weights, state, batch, Mode.EVAL).output();
        int classes = model.classes();
        assertEquals(Shape.of(5, model.featureWidth()), features.shape());
        assertEquals(classes == 2 ? Shape.of(5) : Shape.of(5, classes), logits.shape());
        Tensor weight = weights.get(model.headName() + ".weight");
        Tensor expected = switch (model.head()) {
            case Head.Affine() -> features.matmul(weight)
                    .add(weights.get(model.headName() + ".bias"));
            case Head.Cosine(double scale) -> features.matmul(weight)
                    .div(features.square().sumKeep(1).sqrt())
                    .div(weight.square().sumKeep(0).sqrt()).mul(scale);
        };
        if (classes == 2) {
            expected = model.head() instanceof Head.Affine
                    ? expected.squeeze(1)
                    : expected.slice(1, 1, 2).sub(expected.slice(1, 0, 1)).squeeze(1);
        }
        assertTrue(logits.sub(expected).norm().item() < 1e-9 * (1 + expected.norm().item()));
        Optional<String> bias = model.head() instanceof Head.Affine
                ? Optional.of(model.headName() + ".bias") : Optional.empty();
        assertEquals(bias, model.outputBias());
    }

    @Test
    void whatMakesNoModelIsRefused() {
        assertEquals("resnet: the depth must be 6 n + 2, such as 20 or 32, got 18",
                refused(() -> ResNet.cifar(18, 3, 10)));
        assertEquals(
                "resnet: a stage has a block and all have at most 1000, got [2000000000]",
                refused(() -> new ResNet(3, List.of(2_000_000_000), List.of(4), Shortcut.IDENTITY,
                        2, Head.linear())));
        assertEquals(
                "wide resnet: the depth must be 6 n + 4, such as 16, and at most 6004, got 18",
                refused(() -> new WideResNet(18, 4, 3, 10)));
        assertEquals("conv4: an image must be at least 16 x 16, got 28 x 15",
                refused(() -> new Conv4(28, 15, 1, 5)));
        assertEquals(
                "lenet5: with its padding an image must be at least 16 x 16, got 11 x 28 and 2",
                refused(() -> LeNet5.of(11, 28, 1, 10)));
        assertEquals("conv4: a layer has at most 2^31 - 1 units, got more",
                refused(() -> new Conv4(1 << 30, 1 << 30, 1, 5)));
        assertEquals("lenet5: a layer has at most 2^31 - 1 units, got more",
                refused(() -> LeNet5.of(Integer.MAX_VALUE, 32, 1, 5)));
        assertEquals("wide resnet: a layer has at most 2^31 - 1 units, got more",
                refused(() -> new WideResNet(16, 1 << 30, 1, 5)));
        Architecture odd = new Architecture("resnet", Map.of("channels", "3", "blocks", "1",
                "widths", "4", "shortcut", "NONE", "classes", "2", "head", "linear"));
        assertEquals(
                "model 'resnet': setting 'shortcut' must be one of [IDENTITY, PROJECTION], got NONE",
                refused(() -> ModelFamily.build(odd, getClass().getClassLoader())));
        assertEquals("model: the head must be 'linear' or 'cosine SCALE', got 'cosine x'",
                refused(() -> Head.parse("cosine x")));
        assertEquals("model: the head must be 'linear' or 'cosine SCALE', got 'null'",
                refused(() -> Head.parse(null)));
    }

    private static String refused(Runnable making) {
        return assertThrows(IllegalArgumentException.class, making::run).getMessage();
    }
}
