package user;

import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.catalog.Methods;

/** A gradient, and the gradient of it, at two; and the methods there are are found. */
final class First {
    private First() {}

    static void main() {
        Tape tape = Tape.f64();
        Tensor x = tape.constant(2);
        Tensor y = x.pow(3).add(x.sin());
        Tensor slope = Gradients.gradient(y, x);
        Program both = tape.compile(slope, Gradients.gradient(slope, x));
        both.run();
        if (Methods.all().isEmpty()) {
            throw new AssertionError("no methods");
        }
        System.out.println(both.output(0).item() + " " + both.output(1).item());
    }
}
