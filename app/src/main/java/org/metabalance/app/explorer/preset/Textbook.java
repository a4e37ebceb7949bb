package org.metabalance.app.explorer.preset;

import java.util.List;
import java.util.function.Function;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.inspect.explore.Explorable;
import org.metabalance.engine.inspect.explore.Recording;

/** Computations so small that their whole tape is a picture: those of chapters 1, 3 and 5 of the course. */
enum Textbook implements Explorable {
    /** f = u sin v + e^u at u = 1, v = 2, and both its derivatives. */
    GRADIENT("A gradient", tape -> {
        Tensor u = tape.input("u");
        Tensor v = tape.input("v");
        Tensor f = u.mul(v.sin()).add(u.exp()).named("f");
        return recording(f, List.of(u, v)).with("u", number(1)).with("v", number(2));
    }),

    /** y = x sin x at x = 2: its slope is what is differentiated. */
    GRADIENT_OF_A_GRADIENT("A gradient of a gradient", tape -> {
        Tensor x = tape.input("x");
        Tensor y = x.mul(x.sin()).named("y");
        Tensor slope = tape.scope("slope", () -> Gradients.gradient(y, x).named("slope"));
        return recording(slope, List.of(x)).with("x", number(2));
    }),

    /** A step of length .1 down (t0^2 + 4 t1^2) / 2 from t = (2, 3), and |t' - 1|^2 where it leads. */
    INNER_STEP("A gradient through an inner step", tape -> {
        Tensor theta = tape.input("theta", 2);
        Tensor steep = tape.constant(NdArray.of(new float[] {1, 4})).named("steep");
        Tensor inner = tape.scope("inner loss",
                () -> theta.square().mul(steep).sum().div(2).named("inner loss"));
        Tensor to = tape.scope("inner step",
                () -> theta.sub(Gradients.gradient(inner, theta).mul(.1)).named("theta'"));
        Tensor outer = tape.scope("outer loss", () -> to.sub(1).square().sum().named("outer loss"));
        return recording(outer, List.of(theta)).through(List.of(theta), List.of(to))
                .with("theta", NdArray.of(new float[] {2, 3}));
    });

    private final String title;
    private final Function<Tape, Recording> recorder;

    Textbook(String title, Function<Tape, Recording> recorder) {
        this.title = title;
        this.recorder = recorder;
    }

    private static Recording recording(Tensor loss, List<Tensor> xs) {
        return Recording.of(loss, xs,
                loss.tape().scope("gradient", () -> Gradients.gradient(loss, xs)));
    }

    private static NdArray number(double value) {
        return NdArray.scalar(DType.F32, value);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Recording record(Tape tape) {
        return recorder.apply(tape);
    }
}
