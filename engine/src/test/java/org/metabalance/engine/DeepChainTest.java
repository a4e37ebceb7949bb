package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A hundred thousand operations one after another need no deep stack, whatever they are. */
class DeepChainTest {
    private static final int LENGTH = 100_000;
    private static final int SHORTER = 20_000;
    private final Tape tape = Tape.f64();
    private final Tensor x = tape.input("x", 2, 3);

    private Program compiled(Tensor y) {
        Program program = tape.compile(y, Gradients.gradient(y.sum(), x));
        program.set("x", 1, 2, 3, 4, 5, 6).run();
        return program;
    }

    @Test
    void arithmetic() {
        Tensor factor = tape.input("factor");
        Tensor y = x;
        int steps = 0;
        while (tape.nodes().size() < LENGTH) {
            y = y.mul(factor).add(1e-6);
            steps++;
        }
        Program program = tape.compile(y.sum(), Gradients.gradient(y.sum(), x));
        double f = 1 - 1e-5;
        program.set("factor", f).set("x", 1, 2, 3, 4, 5, 6).run();
        double power = Math.pow(f, steps);
        assertEquals(21 * power + 6 * 1e-6 * (1 - power) / (1 - f), program.output(0).item(), 1e-9);
        assertEquals(power, program.output(1).get(5), 1e-9);
    }

    @Test
    void movementThatCancels() {
        Tensor y = x;
        for (int i = 0; i < SHORTER; i++) {
            y = y.transpose();
        }
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, compiled(y).output(0).toDoubles());
    }

    @Test
    void movementThatDoesNotCancel() {
        // a transpose of one shape and a reshape back: the order of six elements, of period 4
        Tensor y = x;
        for (int i = 0; i < SHORTER; i++) {
            y = y.transpose().reshape(2, 3);
        }
        Program program = compiled(y);
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, program.output(0).toDoubles());
        assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1}, program.output(1).toDoubles());
    }

    @Test
    void viewsOfViews() {
        // each step is a view of the last: nothing is ever copied, so nothing ends the chain
        Tensor y = x.reshape(2, 3, 1, 1);
        for (int i = 0; i < SHORTER; i++) {
            y = y.permute(1, 0, 3, 2).unsqueeze(2).squeeze(3);
        }
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, compiled(y).output(0).toDoubles());
    }

    @Test
    void productsAndSlices() {
        Tensor y = x;
        for (int i = 0; i < 4000; i++) {
            Tensor padded = y.pad(0, 1, 0).slice(0, 1, 3);
            y = Tensor.concat(1, padded.slice(1, 1, 3), padded.slice(1, 0, 1));
        }
        assertArrayEquals(new double[] {2, 3, 1, 5, 6, 4}, compiled(y).output(0).toDoubles());
    }
}
