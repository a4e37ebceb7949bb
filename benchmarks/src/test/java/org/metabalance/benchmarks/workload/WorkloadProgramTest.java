package org.metabalance.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    @ValueSource(strings = {"credit", "small5", "deep-5-checkpointed", "mid1", "plain-mid"})
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
                        tape.input(Recipe.innerX(0), workload.innerBatch(), net.features()),
                        tape.input(Recipe.innerY(0), workload.innerBatch())),
                weights,
                Normalization.BATCH_SIZE);
        List<Tensor> gradient = Gradients.gradient(inner, theta.tensors());
        Parameters adapted = Parameters.zip(
                theta, theta.with(gradient), (p, g) -> p.sub(g.mul(Workload.INNER_RATE)));
        Tensor outer = net.loss(
                adapted,
                tape.input(Recipe.OUTER_X, workload.outerBatch(), net.features()),
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
