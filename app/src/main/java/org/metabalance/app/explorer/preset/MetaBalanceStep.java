package org.metabalance.app.explorer.preset;

import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.inspect.explore.Explorable;
import org.metabalance.engine.inspect.explore.Recording;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;
import org.metabalance.nn.optimize.Sgd;

/**
 * An exact step of MetaBalance: inner steps on rows as they are, nearly all of one class, the outer loss on
 * balanced rows, its gradient through the inner steps, and an update of Adam.
 */
final class MetaBalanceStep implements Explorable {
    private final int innerSteps;

    MetaBalanceStep(int innerSteps) {
        this.innerSteps = innerSteps;
    }

    @Override
    public String title() {
        return "One exact step of MetaBalance";
    }

    @Override
    public Recording record(Tape tape) {
        Mlp mlp = Mlp.of(Activation.tanh(), 2, 6, 1);
        VariableTree weights = VariableTree.init(mlp.parameters(), tape.dtype(), Rng.of(1));
        Descent descent = Descent.of(Adam.of(0.01), weights);
        Parameters theta = weights.on(tape);
        Side natural = new Side(tape, mlp, "natural", Rows.of(16, 1, 3));
        Side balanced = new Side(tape, mlp, "balanced", Rows.of(8, 4, 5));
        Bilevel problem = new Bilevel(theta, (at, _) -> natural.loss(at), Sgd.of(0.5),
                innerSteps, balanced::loss);
        Hypergradient.Result result = Hypergradients.EXACT.of(problem);
        tape.scope("update", () -> {
            descent.assign(tape, theta.with(result.gradient()));
        });
        return Recording.of(result.total(), theta.tensors(), result.gradient())
                .through(theta.tensors(), result.adapted().tensors());
    }

    /** The rows of a side, and the loss on them. */
    private record Side(Mlp mlp, Tensor x, Tensor y) {
        Side(Tape tape, Mlp mlp, String name, Rows rows) {
            this(mlp, tape.constant(rows.x()).named("x " + name),
                    tape.constant(rows.labels()).named("y " + name));
        }

        Tensor loss(Parameters at) {
            Tensor logits = mlp.apply(at, Parameters.empty(), x, Mode.TRAIN).output().flatten();
            return Losses.bceWithLogits(logits, y, LossOptions.NONE).named("loss");
        }
    }
}
