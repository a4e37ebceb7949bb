package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metabalance.engine.Gradients.gradient;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Derivatives inside functions that are differentiated: the inner variable and the outer one must
 * not be taken for each other. The first two examples are those of Siskind and Pearlmutter,
 * "Perturbation confusion and referential transparency" (IFL 2005) and "Nesting forward-mode AD in
 * a functional framework" (2008).
 */
class PerturbationConfusionTest {
    private static final double EXACT = 1e-14;
    private final Tape tape = Tape.f64();

    @Test
    void aConstantOfTheInnerFunctionIsAVariableOfTheOuterOne() {
        // d/dx (x d/dy (x + y)) at 1 is 1; confusion makes it 2
        Tensor x = tape.input("x");
        Tensor y = tape.input("y");
        Tensor inner = gradient(x.add(y), y);
        assertEquals(1, at(gradient(x.mul(inner), x), 1, 1), EXACT);
    }

    @Test
    void theSameHoldsForForwardDerivatives() {
        Tensor x = tape.input("x");
        Tensor y = tape.input("y");
        Tensor inner = Gradients.jvp(x.add(y), List.of(y), List.of(tape.ones()));
        Tensor outer = Gradients.jvp(x.mul(inner), List.of(x), List.of(tape.ones()));
        assertEquals(1, at(outer, 1, 1), EXACT);
    }

    @Test
    void forwardInReverseAndReverseInForward() {
        // d/dx (x d/dy (x y^2)) at (2, 3) is d/dx (2 x^2 y) = 4 x y = 24
        Tensor x = tape.input("x");
        Tensor y = tape.input("y");
        Tensor f = x.mul(y.square());
        Tensor forward = Gradients.jvp(f, List.of(y), List.of(tape.ones()));
        Tensor reverse = gradient(f, y);
        assertEquals(24, at(gradient(x.mul(forward), x), 2, 3), EXACT);
        assertEquals(24, at(Gradients.jvp(x.mul(reverse), List.of(x), List.of(tape.ones())), 2, 3),
                EXACT);
    }

    @Test
    void theInnerFunctionIsTakenAtAPointThatDependsOnTheOuterVariable() {
        // g(x) = f'(x^2) with f = sin: g' = -2 x sin(x^2), not a second derivative of sin(x^2)
        Tensor x = tape.input("x");
        Tensor point = x.square();
        Tensor g = gradient(point.sin(), point);
        assertEquals(-2 * 1.3 * Math.sin(1.69), at(gradient(g, x), 1.3, 0), EXACT);
    }

    @Test
    void threeLevels() {
        // d/dx (x d/dy (y d/dz (x y z^2))) = d/dx (x d/dy (2 x y^2 z)) = 8 x y z
        Tensor x = tape.input("x");
        Tensor y = tape.input("y");
        Tensor z = tape.constant(0.7).mul(tape.ones());
        Tensor byZ = gradient(x.mul(y).mul(z.square()), z);
        Tensor byY = gradient(y.mul(byZ), y);
        assertEquals(8 * 2 * 3 * 0.7, at(gradient(x.mul(byY), x), 2, 3), EXACT * 100);
    }

    @Test
    void aTangentThatDependsOnTheVariableStaysAConstantOfTheProduct() {
        // H(x) v(x) with f = x^4 / 12, v = x^3: x^2 x^3, and its derivative 5 x^4
        Tensor x = tape.input("x");
        Tensor f = x.pow(4).div(12);
        Tensor product = Gradients.hvp(f, List.of(x), List.of(x.pow(3))).get(0);
        assertEquals(32, at(product, 2, 0), EXACT * 32);
        assertEquals(80, at(gradient(product, x), 2, 0), EXACT * 80);
    }

    @Test
    void stopGradientStopsOneLevelAndAllLevelsAbove() {
        // the rule of an inner step whose gradient counts as a constant: first-order MAML
        Tensor w = tape.input("x");
        Tensor loss = w.pow(4);
        Tensor stepped = w.sub(gradient(loss, w).stopGradient().mul(0.1));
        Tensor outer = gradient(stepped.pow(2), w);
        double after = 1.1 - 0.1 * 4 * Math.pow(1.1, 3);
        assertEquals(2 * after, at(outer, 1.1, 0), EXACT * 10);
    }

    private double at(Tensor result, double x, double y) {
        Program program = tape.compile(result);
        for (String name : program.inputs()) {
            program.set(name, name.equals("x") ? x : y);
        }
        program.run();
        return program.output(0).item();
    }
}
