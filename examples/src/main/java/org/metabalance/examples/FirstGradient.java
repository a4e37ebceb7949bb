package org.metabalance.examples;

import static java.util.Locale.ROOT;

import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/** A gradient, the gradient of it, and so on; then all of them as a program that is run again. */
final class FirstGradient {
    private FirstGradient() {}

    static void main() {
        Tape tape = Tape.f64();
        Tensor x = tape.input("x");
        Tensor y = x.pow(3).add(x.sin());
        Tensor first = Gradients.gradient(y, x); // 3 x^2 + cos x
        Tensor second = Gradients.gradient(first, x); // 6 x - sin x
        Tensor third = Gradients.gradient(second, x); // 6 - cos x

        Program program = tape.compile(y, first, second, third);
        for (double at : new double[] {0, 1, 2}) {
            program.set("x", at).run();
            System.out.printf(ROOT, "at %.0f: y %.4f, slopes %.4f %.4f %.4f%n", at,
                    program.output(0).item(), program.output(1).item(), program.output(2).item(),
                    program.output(3).item());
        }
    }
}
