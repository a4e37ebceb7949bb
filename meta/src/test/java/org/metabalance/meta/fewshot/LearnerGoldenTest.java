package org.metabalance.meta.fewshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.fewshot.learner.InnerSteps;
import org.metabalance.meta.fewshot.learner.Learner;
import org.metabalance.meta.fewshot.learner.Maml;
import org.metabalance.meta.fewshot.learner.MatchingNet;
import org.metabalance.meta.fewshot.learner.ProtoMaml;
import org.metabalance.meta.fewshot.learner.ProtoNet;
import org.metabalance.meta.fewshot.learner.RelationNet;
import org.metabalance.meta.fewshot.learner.Statistics;
import org.metabalance.meta.fewshot.learner.TapedEpisode;
import org.metabalance.meta.golden.Golden;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.Head;
import tools.jackson.databind.JsonNode;

/**
 * The losses of an episode and their gradients are PyTorch's, with two places of the support set left over: what
 * stands there counts in nothing.
 */
class LearnerGoldenTest {
    private static final double TOLERANCE = 1e-9;
    private static final Conv4 NETWORK = new Conv4(24, 24, 1, 3, 3, Head.linear());
    private static final int LEFT_OVER = 2;

    @TestFactory
    Stream<DynamicTest> agreesWithPyTorch() {
        List<JsonNode> cases = Golden.cases("fewshot/learners.json");
        assertEquals(18, cases.size());
        return cases.stream().map(c -> dynamicTest(
                c.get("learner").stringValue() + " " + c.get("variant").stringValue() + " "
                        + c.get("weights").stringValue(),
                () -> check(c)));
    }

    @Test
    void linearSizesAreNumpys() {
        for (JsonNode c : Golden.cases("fewshot/linear.json")) {
            SupportSizes sizes = new SupportSizes.Linear(
                    c.get("least").intValue(), c.get("most").intValue());
            assertArrayEquals(
                    Golden.ints(c.get("sizes")),
                    sizes.draw(c.get("ways").intValue(), Rng.of(0)));
        }
    }

    private static void check(JsonNode golden) {
        Tape tape = Tape.f64();
        Learner learner = learner(golden);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (ParameterSpec spec : learner.parameters(NETWORK, 3)) {
            double[] values = numbers(tensors.size(), spec.shape().size());
            if (spec.name().endsWith("norm.weight")) {
                values = DoubleStream.of(values).map(v -> v + 2).toArray();
            }
            tensors.put(spec.name(), tape.constant(values, spec.shape().dims()));
        }
        Parameters theta = Parameters.of(tensors);
        Map<String, Tensor> state = new LinkedHashMap<>();
        learner.state(NETWORK).forEach(
                s -> state.put(s.name(), tape.full(s.constant(), s.shape())));
        TapedEpisode episode = episode(tape, golden.get("weights").stringValue());
        Tensor loss = learner.loss(episode, learner.logits(
                episode, NETWORK, theta, Parameters.of(state), Learner.Phase.LEARN).output());
        List<Tensor> outputs = new ArrayList<>(List.of(loss));
        outputs.addAll(Gradients.gradient(loss, theta.tensors()));
        Program program = tape.compile(outputs);
        program.run();
        assertEquals(golden.get("loss").doubleValue(), program.output(0).item(), TOLERANCE);
        JsonNode gradient = golden.get("gradient");
        assertEquals(theta.size(), gradient.size());
        for (int i = 0; i < theta.size(); i++) {
            String name = theta.names().get(i);
            double[] theirs = Golden.doubles(gradient.get(name));
            for (int j = 0; j < theirs.length; j++) {
                assertEquals(
                        theirs[j], program.output(1 + i).get(j),
                        TOLERANCE * Math.max(1, Math.abs(theirs[j])), name);
            }
        }
    }

    private static Learner learner(JsonNode golden) {
        String variant = golden.get("variant").stringValue();
        return switch (golden.get("learner").stringValue()) {
            case "protonet" -> new ProtoNet();
            case "matchingnet" -> new MatchingNet(
                    variant.equals("sharp") ? MatchingNet.Attention.SHARP
                            : MatchingNet.Attention.COSINE,
                    Statistics.RUNNING);
            case "relationnet" -> new RelationNet();
            case "maml" -> new Maml(
                    new InnerSteps(
                            2, 2, .1,
                            variant.equals("first") ? InnerSteps.Order.FIRST
                                    : InnerSteps.Order.SECOND),
                    1);
            case "protomaml" -> new ProtoMaml(
                    new InnerSteps(2, 2, .005, InnerSteps.Order.SECOND),
                    ProtoMaml.Start.valueOf(
                            variant.toUpperCase(Locale.ROOT).replace('-', '_')),
                    1);
            default -> throw new IllegalArgumentException(golden.toString());
        };
    }

    private static TapedEpisode episode(Tape tape, String weights) {
        int[] sizes = {1, 2, 3};
        Strategy strategy = Strategy.all().stream()
                .filter(s -> s.name().equals(switch (weights) {
                    case "equal" -> "none";
                    case "inverse" -> "weighted";
                    default -> weights;
                })).findFirst().orElseThrow();
        double[] support = Arrays.copyOf(numbers(100, 6 * 576), (6 + LEFT_OVER) * 576);
        System.arraycopy(numbers(102, LEFT_OVER * 576), 0, support, 6 * 576, LEFT_OVER * 576);
        double[] classWeights = IntStream.of(sizes).mapToDouble(strategy.weighting()::of)
                .toArray();
        return new TapedEpisode(
                3,
                tape.constant(support, 6 + LEFT_OVER, 24, 24, 1),
                tape.constant(new double[] {0, 1, 1, 2, 2, 2, 0, 0}, 8),
                tape.constant(new double[] {1, 1, 1, 1, 1, 1, 0, 0}, 8),
                tape.constant(classWeights, 3),
                strategy.gamma(),
                tape.constant(numbers(101, 6 * 576), 6, 24, 24, 1),
                tape.constant(new double[] {0, 0, 1, 1, 2, 2}, 6));
    }

    /** number() of make_images.py. */
    private static double[] numbers(int i, int count) {
        long mask = (1L << 32) - 1;
        double[] all = new double[count];
        for (int j = 0; j < count; j++) {
            long h = (j + 1L) * 2654435761L + (i + 1) * 2246822519L & mask;
            h = (h ^ h >> 15) * 739982445L & mask;
            h = (h ^ h >> 13) * 695872825L & mask;
            all[j] = (h ^ h >> 16) / 0x1p31 - 1;
        }
        return all;
    }
}
