package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.compile.lower.Instruction;

/** A derivative along a direction by two reverse passes, of which only forward work is left. */
class ForwardModeTest {
    private static final int LAYERS = 4;
    private static final int WIDTH = 5;
    private static final int ROWS = 7;

    private final Tape tape = Tape.f64();
    private final List<Tensor> weights = new ArrayList<>();
    private final List<Tensor> tangents = new ArrayList<>();
    private final Tensor x = tape.constant(values(1, ROWS * WIDTH)).reshape(ROWS, WIDTH);
    private final Tensor h = tape.input("h");

    /** The output of a network whose weights moved by h along the tangents. */
    private final Tensor y = network();

    private Tensor network() {
        Tensor activation = x;
        for (int layer = 0; layer < LAYERS; layer++) {
            Tensor start = tape.constant(values(10 + layer, WIDTH * WIDTH)).reshape(WIDTH, WIDTH);
            Tensor tangent = tape.constant(values(20 + layer, WIDTH * WIDTH)).reshape(WIDTH, WIDTH);
            Tensor weight = start.add(tangent.mul(h));
            weights.add(weight);
            tangents.add(tangent);
            activation = activation.matmul(weight).tanh();
        }
        return activation;
    }

    private static double[] values(int stream, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = 0.6 * Rng.of(3).stream(stream).normal(i);
        }
        return values;
    }

    @Test
    void itIsTheDifferenceQuotient() {
        Program derivative = tape.compile(Gradients.jvp(y, weights, tangents));
        derivative.set("h", 0.0).run();
        Program value = tape.compile(y);
        value.set("h", 1e-5).run();
        double[] above = value.output(0).toDoubles();
        value.set("h", -1e-5).run();
        for (int i = 0; i < above.length; i++) {
            double quotient = (above[i] - value.output(0).get(i)) / 2e-5;
            assertEquals(quotient, derivative.output(0).get(i), 1e-8);
        }
    }

    @Test
    void itNeedsNoProductThatForwardModeDoesNotNeed() {
        Program program = tape.compile(y, Gradients.jvp(y, weights, tangents));
        long products = program.plan().instructions().stream()
                .filter(Instruction.Gemm.class::isInstance).count();
        // a layer: the value x W, and x' W + x W'; the first layer's x does not move
        assertEquals(3 * LAYERS - 1, products, program.plan().instructions()::toString);
        long forward = (long) ROWS * WIDTH * WIDTH * (3 * LAYERS - 1);
        assertEquals(forward, program.plan().multiplyAdds());
    }

    @Test
    void theDerivativeOfAProductWithAGradientCostsTwoMoreGradients() {
        Tensor loss = y.square().mean();
        List<Tensor> gradients = Gradients.gradient(loss, weights);
        long gradient = tape.compile(gradients).plan().multiplyAdds();
        long product = tape.compile(Gradients.hvp(loss, weights, tangents)).plan().multiplyAdds();
        assertTrue(product <= 3 * gradient, product + " multiply-adds for " + gradient);
    }

    @Test
    void whatDoesNotDependOnTheDirectionIsZero() {
        Tensor other = tape.constant(2.0);
        assertEquals(0, Gradients
                .jvp(other.square(), List.of(weights.get(0)), List.of(tangents.get(0))).item());
        assertEquals(4, Gradients.jvp(other.square(), List.of(other), List.of(tape.ones())).item());
        assertEquals(3, Gradients.jvp(other, List.of(other), List.of(tape.constant(3))).item());
    }
}
