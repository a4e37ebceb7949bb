package org.metabalance.app.explorer.preset;

import java.util.List;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.engine.inspect.explore.Explorable;
import org.metabalance.engine.inspect.explore.Recording;

/** Logistic regression: logits x w + b, the mean cross-entropy, its gradient, and a step down it. */
final class LogisticRegression implements Explorable {
    private static final double RATE = 0.5;

    @Override
    public String title() {
        return "Logistic regression";
    }

    @Override
    public Recording record(Tape tape) {
        Rows rows = Rows.of(12, 3, 7);
        Variable weight = new Variable("w", NdArray.of(new float[] {0.3f, -0.2f}));
        Variable bias = new Variable("b", NdArray.of(new float[] {0.1f}));
        Tensor x = tape.constant(rows.x()).named("x");
        Tensor y = tape.constant(rows.labels()).named("y");
        Tensor w = tape.read(weight);
        Tensor b = tape.read(bias);
        Tensor logits = tape.scope("model", () -> x.matmul(w).add(b).named("logits"));
        Tensor loss = tape.scope("loss",
                () -> logits.softplus().sub(logits.mul(y)).mean().named("loss"));
        List<Tensor> gradient = tape.scope("gradient",
                () -> Gradients.gradient(loss, List.of(w, b)));
        tape.scope("update", () -> {
            tape.assign(weight, w.sub(gradient.get(0).mul(RATE)));
            tape.assign(bias, b.sub(gradient.get(1).mul(RATE)));
        });
        return Recording.of(loss, List.of(w, b), gradient);
    }
}
