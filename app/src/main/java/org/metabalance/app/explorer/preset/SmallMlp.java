package org.metabalance.app.explorer.preset;

import java.util.List;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.inspect.explore.Explorable;
import org.metabalance.engine.inspect.explore.Recording;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;

/** A network 2-4-1 with tanh, its gradient, and an update of Adam. */
final class SmallMlp implements Explorable {
    @Override
    public String title() {
        return "A small MLP and Adam";
    }

    @Override
    public Recording record(Tape tape) {
        Rows rows = Rows.of(12, 3, 7);
        Mlp mlp = Mlp.of(Activation.tanh(), 2, 4, 1);
        VariableTree weights = VariableTree.init(mlp.parameters(), tape.dtype(), Rng.of(1));
        Descent descent = Descent.of(Adam.of(0.01), weights);
        Parameters theta = weights.on(tape);
        Tensor x = tape.constant(rows.x()).named("x");
        Tensor y = tape.constant(rows.labels()).named("y");
        Tensor logits = tape.scope("model", () -> mlp
                .apply(theta, Parameters.empty(), x, Mode.TRAIN).output().flatten()
                .named("logits"));
        Tensor loss = tape.scope("loss",
                () -> Losses.bceWithLogits(logits, y, LossOptions.NONE).named("loss"));
        List<Tensor> gradient = tape.scope("gradient",
                () -> Gradients.gradient(loss, theta.tensors()));
        tape.scope("update", () -> {
            descent.assign(tape, theta.with(gradient));
        });
        return Recording.of(loss, theta.tensors(), gradient);
    }
}
