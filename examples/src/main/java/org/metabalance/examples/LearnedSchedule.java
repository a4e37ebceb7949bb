package org.metabalance.examples;

import static java.util.Locale.ROOT;

import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;

/**
 * A learning rate for each of eight steps of gradient descent, learned by the gradient through all of them: on a
 * valley that is 32 times steeper one way than another, long steps and short ones together go where no
 * constant rate does.
 */
final class LearnedSchedule {
    private static final int STEPS = 8;

    private LearnedSchedule() {}

    static void main() {
        VariableTree logRates = VariableTree.init(
                List.of(new ParameterSpec("logRates", Shape.of(STEPS),
                        Initializer.uniform(-4.2, -3.8))),
                DType.F64, Rng.of(1));
        Tape tape = Tape.f64();
        Tensor steepness = tape.constant(new double[] {1, 2, 4, 8, 16, 32}, 6);
        Parameters schedule = logRates.on(tape);
        Tensor rates = schedule.get("logRates").exp();
        Tensor at = tape.ones(6);
        for (int k = 0; k < STEPS; k++) {
            Tensor slope = Gradients.gradient(valley(at, steepness), at);
            at = at.sub(slope.mul(rates.slice(0, k, k + 1)));
        }
        Tensor end = valley(at, steepness);
        // the logarithm: far from the end and close to it, an update helps as much
        Descent.of(Adam.of(.01), logRates).assign(
                tape, schedule.with(Gradients.gradient(end.log(), schedule.tensors())));

        Program step = tape.compile(end, rates);
        for (int i = 0; i <= 600; i++) {
            step.run();
            if (i % 200 == 0) {
                System.out.printf(ROOT, "update %d: height after 8 steps %.1e%n", i,
                        step.output(0).item());
            }
        }
        StringBuilder learned = new StringBuilder("rates:");
        for (double rate : step.output(1).toDoubles()) {
            learned.append(String.format(ROOT, " %.3f", rate));
        }
        System.out.println(learned);
        System.out.println("the best constant rate, 0.052, ends at 4.6e-01");
    }

    private static Tensor valley(Tensor at, Tensor steepness) {
        return at.square().mul(steepness).sum().div(2);
    }
}
