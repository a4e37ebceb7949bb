package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Barriers and substitution: results computed again instead of being kept. */
class CheckpointTest {
    private static final int SIZE = 1000;
    private static final int STEPS = 16;

    @Test
    void aBarrierKeepsEqualComputationsApart() {
        Tape tape = Tape.f32();
        Tensor x = tape.input("x", SIZE, SIZE / 10);
        Tensor square = x.transpose().matmul(x);
        Tensor again = tape.substitute(List.of(square), Map.of(x, x.barrier())).get(0);
        assertTrue(tape.compile(square, square.mul(1)).plan().multiplyAdds()
                < tape.compile(square, again).plan().multiplyAdds());
    }

    @Test
    void whatDoesNotDependOnTheReplacedTensorsIsNotRecordedAgain() {
        Tape tape = Tape.f64();
        Tensor x = tape.constant(2);
        Tensor y = tape.constant(3);
        Tensor other = y.exp();
        Tensor sum = x.exp().add(other);
        int before = tape.nodes().size();
        Tensor replaced = tape.substitute(List.of(sum, other), Map.of(x, y)).get(0);
        assertTrue(tape.nodes().size() == before + 2, "the exponential and the sum");
        assertArrayEquals(new double[] {2 * Math.exp(3)}, replaced.value().toDoubles(), 1e-14);
    }

    @Test
    void aGradientThroughRecomputedStepsIsTheSameAndNeedsLessMemory() {
        double[] start = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            start[i] = Rng.of(1).normal(i);
        }
        Program kept = gradient(false);
        Program computedAgain = gradient(true);
        kept.set("x", start).run();
        computedAgain.set("x", start).run();
        assertArrayEquals(kept.output(0).doubles(), computedAgain.output(0).doubles(), 1e-12);
        assertTrue(computedAgain.plan().arena() * 3 < kept.plan().arena() * 2,
                () -> computedAgain.plan().arena() + " elements against " + kept.plan().arena());
    }

    /** The derivative of 16 nonlinear steps, in four segments if they are to be computed again. */
    private static Program gradient(boolean again) {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x", SIZE);
        int segments = again ? 4 : 1;
        Tensor[] starts = new Tensor[segments + 1];
        starts[0] = x;
        for (int s = 0; s < segments; s++) {
            starts[s + 1] = starts[s];
            for (int i = 0; i < STEPS / segments; i++) {
                starts[s + 1] = starts[s + 1]
                        .add(starts[s + 1].tanh().mul(starts[s + 1].sin().mul(0.5)));
            }
        }
        Tensor g = Gradients.gradient(starts[segments].square().sum(), starts[segments]);
        for (int s = segments - 1; s >= 0; s--) {
            Tensor from = again ? starts[s].barrier() : starts[s];
            Tensor to = tape.substitute(List.of(starts[s + 1]), Map.of(starts[s], from)).get(0);
            g = Gradients.vjp(to, g, List.of(from)).get(0);
        }
        return tape.compile(g);
    }
}
