package org.metabalance.nn.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
import org.metabalance.nn.Golden;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import tools.jackson.databind.JsonNode;

class OptimizerTest {

    static Stream<Golden> optimizers() {
        return Golden.cases("optimizers.json");
    }

    /**
     * With hyper-parameters as tensors: they too have derivatives, which PyTorch confirms. The
     * tolerance is for those with respect to a beta of 0.999, where powers of 1 / (1 - beta) cancel.
     */
    @ParameterizedTest
    @MethodSource("optimizers")
    void throughTwoUpdatesAsInPyTorch(Golden golden) {
        golden.check(1e-8, t -> outerLoss(golden,
                rule(golden, 1e-16, name -> Schedule.of(t.get(name))), t));
    }

    /** With constants, which take other paths (and leave unused state away). */
    @ParameterizedTest
    @MethodSource("optimizers")
    void constantHyperParametersGiveTheSame(Golden golden) {
        Tape tape = Tape.f64();
        Map<String, NdArray> values = golden.arrays("inputs");
        Map<String, Tensor> t = new LinkedHashMap<>();
        values.forEach((name, value) -> t.put(name, tape.constant(value)));
        Optimizer rule = rule(golden, 1e-16, name -> Schedule.constant(values.get(name).item()));
        Tensor loss = outerLoss(golden, rule, t);
        golden.close(1e-11, "value",
                NdArray.of(new double[] {golden.json().get("value").doubleValue()}),
                loss.value());
        for (String name : List.of("w", "b", "y")) {
            golden.close(1e-11, "gradient of " + name, golden.arrays("gradient").get(name),
                    Gradients.gradient(loss, t.get(name)).value());
        }
    }

    /**
     * As a trainer runs it: parameters and state in variables, one compiled update replayed. PyTorch
     * has no epsRoot.
     */
    @ParameterizedTest
    @MethodSource("optimizers")
    void trajectoryAsInPyTorch(Golden golden) {
        Map<String, NdArray> values = golden.arrays("inputs");
        Optimizer rule = rule(golden, 0, name -> Schedule.constant(values.get(name).item()));
        List<ParameterSpec> specs = Stream.of("w", "b")
                .map(name -> new ParameterSpec(name, values.get(name).shape(),
                        Initializer.of(values.get(name))))
                .toList();
        VariableTree weights = VariableTree.init(specs, DType.F64, Rng.of(0));
        Descent descent = Descent.of(rule, weights);
        Tape tape = Tape.f64();
        Tensor loss = loss(weights.on(tape), tape.constant(golden.arrays("data").get("x")),
                tape.constant(values.get("y")));
        descent.minimize(loss);
        Program program = tape.compile(loss);
        int step = 0;
        for (JsonNode expected : golden.json().get("trajectory")) {
            program.run();
            step++;
            String at = " after update " + step;
            Golden.arrays(expected).forEach((name, value) -> golden.close(1e-12, name + at, value,
                    weights.values().get(name)));
        }
        assertEquals(5, step);
        assertEquals(5, descent.state().values().get(Optimizer.STEP).item());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void secondDerivativesHold(Golden golden) {
        List<String> names = List.copyOf(golden.arrays("inputs").keySet());
        GradCheck.check(2, xs -> {
            Map<String, Tensor> t = new HashMap<>();
            for (int i = 0; i < xs.size(); i++) {
                t.put(names.get(i), xs.get(i));
            }
            return outerLoss(golden, rule(golden, 1e-16, name -> Schedule.of(t.get(name))), t);
        }, golden.arrays("inputs").values().toArray(NdArray[]::new));
    }

    static Stream<Golden> parameterRates() {
        return Golden.cases("parameterRates.json");
    }

    /** A rate and a decay for each parameter, or for each number in it: learned, so differentiated. */
    @ParameterizedTest
    @MethodSource("parameterRates")
    void aTensorForEachParameterAsInPyTorch(Golden golden) {
        golden.check(1e-10, t -> {
            Tape tape = t.get("w").tape();
            Map<String, NdArray> data = golden.arrays("data");
            Schedule rates = Schedule.of(Parameters.of(t).child("rate"));
            Schedule decays = Schedule.of(Parameters.of(t).child("decay"));
            Schedule none = Schedule.constant(0);
            Function<String, Schedule> fixed = name -> Schedule
                    .constant(golden.json().get("fixed").get(name).doubleValue());
            Optimizer rule = switch (golden.name()) {
                case "sgd" -> new Sgd(rates, fixed.apply("momentum"), none, false, decays);
                case "adam" -> new Adam(rates, fixed.apply("beta1"), fixed.apply("beta2"), 1e-8,
                        1e-16, decays, false);
                case "adamw" -> new AdamW(rates, fixed.apply("beta1"), fixed.apply("beta2"), 1e-8,
                        1e-16, decays, false);
                default -> new RmsProp(rates, fixed.apply("alpha"), 1e-8, 1e-16, none, decays,
                        false);
            };
            Iterate at = rule.start(
                    Parameters.of(List.of("w", "b"), List.of(t.get("w"), t.get("b"))));
            for (int i = 0; i < 2; i++) {
                at = rule.minimize(loss(at.parameters(), tape.constant(data.get("x")),
                        tape.constant(data.get("y"))), at);
            }
            return loss(at.parameters(), tape.constant(data.get("outerX")),
                    tape.constant(data.get("outerY")));
        });
    }

    /** Meta-SGD: the rates of an inner step are themselves trained, by what the step leads to. */
    @Test
    void ratesAreLearned() {
        VariableTree rates = VariableTree.init(
                List.of(new ParameterSpec("w", Shape.of(2), Initializer.of(
                        NdArray.of(new double[] {0.1, 0.1})))),
                DType.F64, Rng.of(0));
        Tape tape = Tape.f64();
        Parameters start = Parameters.of("w", tape.constant(new double[] {1, 1}));
        // of curvature 1 and 10: one step of 1 and one of 0.1 lead to the minimum
        Function<Parameters, Tensor> loss = p -> p.get("w").square()
                .dot(tape.constant(new double[] {0.5, 5}));
        Sgd inner = Sgd.of(Schedule.of(rates.on(tape)));
        Tensor after = loss
                .apply(inner.minimize(loss.apply(start), inner.start(start)).parameters());
        Descent.of(Adam.of(0.02), rates).minimize(after);
        Program step = tape.compile(after);
        for (int i = 0; i < 400; i++) {
            step.run();
        }
        assertEquals(0, step.output(0).item(), 1e-6);
        assertEquals(1, rates.values().get("w").get(0), 1e-3);
        assertEquals(0.1, rates.values().get("w").get(1), 1e-3);
    }

    @Test
    void tensorsForParametersMayFall() {
        Tape tape = Tape.f64();
        Schedule rates = Schedule.of(Parameters.of("w", tape.constant(new double[] {0.1, 1})));
        Schedule falling = rates.times(Schedule.multiStep(1, 0.5, 1));
        Parameters w = Parameters.of("w", tape.ones(2));
        Iterate at = Sgd.of(falling).start(w);
        for (int i = 0; i < 2; i++) {
            at = Sgd.of(falling).update(at, Parameters.of("w", tape.ones(2)));
        }
        assertEquals(0.85, at.parameters().get("w").value().get(0), 1e-15);
        assertEquals(-0.5, at.parameters().get("w").value().get(1), 1e-15);
    }

    /** A unit that never fires has gradient 0 in every update: 0 / 0 if the rule is not careful. */
    @Test
    void aDeadUnitDoesNotPoisonTheMetaGradient() {
        for (DType dtype : DType.values()) {
            for (Optimizer rule : List.of(
                    Adam.of(0.1), Adam.of(0.1).withAmsgrad(), AdamW.of(0.1), RmsProp.of(0.1),
                    RmsProp.of(0.1).withCentring())) {
                Tape tape = new Tape(dtype);
                Tensor x = tape.constant(new double[] {1, 2, 0.5, 1}, 2, 2);
                // the second unit is negative for every example
                Parameters theta = Parameters.of(
                        List.of("w", "v"),
                        List.of(tape.constant(new double[] {1, -5, 0.5, -5}, 2, 2),
                                tape.constant(new double[] {1, 1}, 2, 1)));
                Tensor scale = tape.constant(1.0);
                Function<Parameters, Tensor> loss = p -> x.matmul(p.get("w")).relu()
                        .matmul(p.get("v")).sub(scale).square().mean();
                Iterate at = rule.start(theta);
                for (int i = 0; i < 3; i++) {
                    at = rule.minimize(loss.apply(at.parameters()), at);
                }
                Tensor outer = loss.apply(at.parameters());
                for (Tensor target : List.of(theta.get("w"), theta.get("v"), scale)) {
                    Tensor first = Gradients.gradient(outer, target);
                    finite(rule, first);
                    finite(rule, Gradients.gradient(first.square().sum(), target));
                }
            }
        }
    }

    private static void finite(Optimizer rule, Tensor tensor) {
        for (double value : tensor.value().toDoubles()) {
            assertTrue(Double.isFinite(value), () -> rule + " gives " + tensor.value());
        }
    }

    @Test
    void trainsANetworkInSinglePrecision() {
        Mlp net = Mlp.of(Activation.tanh(), 2, 8, 1);
        for (Optimizer rule : List.of(
                Sgd.of(0.5).withNesterov(0.9),
                Adam.of(Schedule.warmup(10, Schedule.cosine(0.05, 0, 300))),
                AdamW.of(0.03),
                RmsProp.of(Schedule.multiStep(0.02, 0.3, 150, 250)))) {
            VariableTree weights = VariableTree.init(net.parameters(), DType.F32, Rng.of(2));
            Tape tape = Tape.f32();
            Tensor x = tape.constant(new double[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
            Tensor y = tape.constant(new double[] {0, 1, 1, 0});
            Tensor logits = net.apply(weights.on(tape), Parameters.empty(), x, Mode.TRAIN).output()
                    .squeeze(1);
            Tensor loss = Losses.bceWithLogits(logits, y, LossOptions.NONE);
            Descent.of(rule, weights).minimize(loss);
            Program program = tape.compile(loss);
            for (int i = 0; i < 300; i++) {
                program.run();
            }
            assertTrue(program.output(0).item() < 0.1, rule + " reaches " + program.output(0));
        }
    }

    @Test
    void mistakesAreNamed() {
        assertEquals(
                "sgd: Nesterov needs a momentum and no dampening, got Constant[value=0.0] and "
                        + "Constant[value=0.0]",
                assertThrows(IllegalArgumentException.class, () -> Sgd.of(0.1).withNesterov(0))
                        .getMessage());
        Tape tape = Tape.f64();
        Parameters a = Parameters.of("a", tape.ones(2));
        Parameters b = Parameters.of("b", tape.ones(2));
        Schedule each = Schedule.of(Parameters.of("a", tape.ones(3)));
        assertEquals(
                "optimizer: a schedule's tensor for 'a' must broadcast to its shape, got [3] for [2]",
                assertThrows(IllegalArgumentException.class,
                        () -> Sgd.of(each).update(Sgd.of(each).start(a), a)).getMessage());
        Sgd momentum = new Sgd(each, each, Schedule.constant(0), false, Schedule.constant(0));
        assertEquals(
                "schedule: a tensor for each parameter can be a learning rate or a weight decay, "
                        + "nothing else, got {a [3]}",
                assertThrows(IllegalArgumentException.class,
                        () -> momentum.update(momentum.start(a), a)).getMessage());
        assertEquals(
                "parameters: no 'b' among [a]",
                assertThrows(IllegalArgumentException.class,
                        () -> Adam.of(each).update(Adam.of(each).start(b), b)).getMessage());
        for (Optimizer rule : List.of(Sgd.of(1), Adam.of(1), AdamW.of(1), RmsProp.of(1))) {
            assertEquals(
                    "optimizer: names must be the same, got [a] and [b]",
                    assertThrows(IllegalArgumentException.class,
                            () -> rule.update(rule.start(a), b)).getMessage());
        }
    }

    private static Tensor outerLoss(Golden golden, Optimizer rule, Map<String, Tensor> t) {
        Tape tape = t.get("w").tape();
        Map<String, NdArray> data = golden.arrays("data");
        Tensor x = tape.constant(data.get("x"));
        Iterate at = rule.start(
                Parameters.of(List.of("w", "b"), List.of(t.get("w"), t.get("b"))));
        for (int i = 0; i < 2; i++) {
            at = rule.minimize(loss(at.parameters(), x, t.get("y")), at);
        }
        return loss(at.parameters(), tape.constant(data.get("outerX")),
                tape.constant(data.get("outerY")));
    }

    private static Tensor loss(Parameters p, Tensor x, Tensor y) {
        return x.matmul(p.get("w")).add(p.get("b")).tanh().sub(y).square().mean();
    }

    private static Optimizer rule(
            Golden golden, double epsRoot, Function<String, Schedule> value) {
        Set<String> given = new HashSet<>(golden.arrays("inputs").keySet());
        Set<String> flags = new HashSet<>();
        golden.json().get("flags").forEach(flag -> flags.add(flag.stringValue()));
        Function<String, Schedule> hyper = name -> given.contains(name) ? value.apply(name)
                : Schedule.constant(0);
        Schedule rate = hyper.apply("learningRate");
        Schedule decay = hyper.apply("weightDecay");
        return switch (golden.name().split(" ")[0]) {
            case "sgd" -> new Sgd(rate, hyper.apply("momentum"), hyper.apply("dampening"),
                    flags.contains("nesterov"), decay);
            case "adam" -> new Adam(rate, hyper.apply("beta1"), hyper.apply("beta2"), 1e-8, epsRoot,
                    decay, flags.contains("amsgrad"));
            case "adamw" ->
                    new AdamW(rate, hyper.apply("beta1"), hyper.apply("beta2"), 1e-8, epsRoot,
                            decay, flags.contains("amsgrad"));
            case "rmsprop" -> new RmsProp(rate, hyper.apply("alpha"), 1e-8, epsRoot,
                    hyper.apply("momentum"), decay, flags.contains("centred"));
            default -> throw new IllegalStateException(golden.name());
        };
    }
}
