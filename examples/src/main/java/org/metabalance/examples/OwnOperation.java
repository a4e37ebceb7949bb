package org.metabalance.examples;

import java.util.List;
import org.metabalance.engine.GradCheck;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Custom;

/**
 * An operation with a derivative of one's own: the reversal of gradients (Ganin and Lempitsky, ICML 2015, arXiv
 * 1409.7495), which does nothing forwards and turns the slope round backwards. And one whose derivative is the
 * true one, written in another way, which is checked to second order.
 */
final class OwnOperation {
    /** Forward the identity, backward the negative. */
    private static final Custom REVERSAL = new Custom(
            "reversal", xs -> xs.getFirst(), (g, xs, y) -> List.of(g.neg()));

    /** log(cosh x), as |x| + log1p(exp(-2|x|)) - log 2, whose derivative is tanh x. */
    private static final Custom LOG_COSH = new Custom(
            "log-cosh",
            xs -> {
                Tensor size = xs.getFirst().abs();
                return size.add(size.mul(-2).exp().log1p()).sub(Math.log(2));
            },
            (g, xs, y) -> List.of(g.mul(xs.getFirst().tanh())));

    private OwnOperation() {}

    static void main() {
        Tape tape = Tape.f64();
        Tensor x = tape.constant(new double[] {-1, 0, 400}, 3);
        Tensor turned = REVERSAL.on(x).square().sum();
        System.out.println("reversal of x^2: " + Gradients.gradient(turned, x).value());

        Tensor logCosh = LOG_COSH.on(x);
        Tensor slope = Gradients.gradient(logCosh.sum(), x);
        System.out.println("log cosh: " + logCosh.value());
        System.out.println("its slope: " + slope.value());
        System.out.println("its curvature: " + Gradients.gradient(slope.sum(), x).value());

        // to third order, against central differences; throws if one is wrong
        GradCheck.check(3, xs -> LOG_COSH.on(xs.getFirst()),
                NdArray.of(new double[] {-1, .5, 2}, 3));
        System.out.println("checked to third order");
    }
}
