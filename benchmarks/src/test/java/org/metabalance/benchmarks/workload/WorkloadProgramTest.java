package org.metabalance.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.Normalization;

class WorkloadProgramTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"credit", "small5", "deep-5-checkpointed", "mid1", "plain-mid", "maml1-5way",
                "maml32-sinusoid", "sam-small", "maml-conv4-b5", "resnet-exact-b2",
                "conv4-plain-b2", "conv4-exact-b2"})
    void learnsItsBatch(String name) {
        WorkloadProgram step = WorkloadProgram.of(Workload.named(name), 1);
        step.program().run();
        double first = step.loss();
        for (int i = 0; i < 20; i++) {
            step.program().run();
        }
        assertTrue(step.loss() < first, step.loss() + " after " + first);
    }

    @Test
    void aBatchOfAnySizeHasItsName() {
        Workload workload = Workload.named("resnet-exact-b2");
        assertEquals("resnet-exact-b2", workload.name());
        assertEquals(4, workload.examples());
        assertEquals(64, Workload.named("resnet-exact").examples());
        assertEquals(64, Workload.named("conv4-plain").examples());
        for (String wrong : List.of("resnet-exact-b0", "mid-b2", "resnet", "conv4-exact-b")) {
            assertEquals("workload: there is no '" + wrong + "'",
                    assertThrows(IllegalArgumentException.class, () -> Workload.named(wrong))
                            .getMessage());
        }
    }

    @Test
    void beginsAgainAfterReset() {
        WorkloadProgram step = WorkloadProgram.of(Workload.named("small1"), 1);
        double[] losses = new double[2];
        for (int trial = 0; trial < 2; trial++) {
            for (int i = 0; i < 3; i++) {
                step.program().run();
            }
            losses[trial] = step.loss();
            step.reset();
        }
        assertEquals(losses[0], losses[1]);
    }

    @Test
    void innerBatchesDiffer() {
        Map<String, NdArray> inputs = WorkloadProgram.of(Workload.deep(2, Hypergradients.EXACT), 1)
                .inputs();
        assertNotEquals(
                inputs.get(Recipe.innerX(0)).get(0), inputs.get(Recipe.innerX(1)).get(0));
    }

    /** Tasks on an axis against the mean over programs of one task, without an axis. */
    @ParameterizedTest
    @ValueSource(strings = {"sinusoid", "5way"})
    void tasksOnAnAxisAreTheTasksOneByOne(String net) {
        Workload workload = Workload.named("maml32-" + net);
        WorkloadProgram all = WorkloadProgram.withoutUpdate(workload, 1);
        all.program().run();
        WorkloadProgram one = WorkloadProgram.withoutUpdate(Workload.named("maml1-" + net), 1);
        Map<String, NdArray> inputs = all.inputs();
        int tasks = workload.tasks();
        double loss = 0;
        Map<String, double[]> mean = new HashMap<>();
        for (int task = 0; task < tasks; task++) {
            for (String name : one.program().inputs()) {
                NdArray own = one.program().input(name).copy();
                for (int i = 0; i < own.size() && !name.equals(Recipe.RATE); i++) {
                    own.set(i, inputs.get(name).get(task * own.size() + i));
                }
                one.program().set(name, own);
            }
            one.program().run();
            loss += one.loss() / tasks;
            one.gradient().forEach((name, gradient) -> {
                double[] sum = mean.computeIfAbsent(name, n -> new double[gradient.size()]);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += gradient.get(i) / tasks;
                }
            });
        }
        assertEquals(loss, all.loss(), 1e-5 * loss);
        all.gradient().forEach((name, gradient) -> {
            double[] expected = mean.get(name);
            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            assertTrue(largest > 0);
            assertArrayEquals(expected, gradient.toDoubles(), 1e-5 * largest, name);
        });
    }

    /** The forward-mode pass against differentiating the whole inner step in reverse. */
    @Test
    void perExampleHypergradientIsTheDerivativeThroughTheStep() {
        Workload workload = Workload.named("per-example");
        WorkloadProgram step = WorkloadProgram.withoutUpdate(workload, 1);
        step.program().run();
        NdArray forward = step.gradient().get(Recipe.WEIGHTS);

        Recording recording = Recording.of(workload, 1);
        VariableTree variables = recording.weights();
        Tape tape = Tape.f32().threads(1);
        Parameters theta = variables.on(tape);
        Tensor weights = tape.input(Recipe.WEIGHTS, workload.innerBatch());
        Net net = workload.net();
        Tensor inner = Losses.weightedMean(
                net.losses(
                        theta,
                        tape.input(Recipe.innerX(0), net.examples(workload.innerBatch())),
                        tape.input(Recipe.innerY(0), workload.innerBatch())),
                weights,
                Normalization.BATCH_SIZE);
        List<Tensor> gradient = Gradients.gradient(inner, theta.tensors());
        Parameters adapted = Parameters.zip(
                theta, theta.with(gradient), (p, g) -> p.sub(g.mul(Workload.INNER_RATE)));
        Tensor outer = net.loss(
                adapted,
                tape.input(Recipe.OUTER_X, net.examples(workload.outerBatch())),
                tape.input(Recipe.OUTER_Y, workload.outerBatch()));
        Program program = tape.compile(Gradients.gradient(outer, weights));
        step.inputs().forEach(program::set);
        program.run();

        NdArray reverse = program.output(0);
        double largest = 0;
        double apart = 0;
        for (int i = 0; i < reverse.size(); i++) {
            largest = Math.max(largest, Math.abs(reverse.get(i)));
            apart = Math.max(apart, Math.abs(reverse.get(i) - forward.get(i)));
        }
        assertTrue(largest > 0);
        assertTrue(apart < 1e-5 * largest, apart + " of " + largest);
    }
}
