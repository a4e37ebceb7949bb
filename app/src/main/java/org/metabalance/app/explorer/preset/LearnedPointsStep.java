package org.metabalance.app.explorer.preset;

import java.util.List;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
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
import org.metabalance.nn.optimize.Sgd;

/**
 * Explicit gradient learning: points of the rare class are added to the rows, the network takes a virtual step on
 * all of them, and the points go down the loss on held-out rows: a mixed second derivative of the inner loss.
 */
final class LearnedPointsStep implements Explorable {
    private final int innerSteps;

    LearnedPointsStep(int innerSteps) {
        this.innerSteps = innerSteps;
    }

    @Override
    public String title() {
        return "Explicit gradient learning";
    }

    @Override
    public Recording record(Tape tape) {
        Mlp mlp = Mlp.of(Activation.tanh(), 2, 4, 1);
        VariableTree weights = VariableTree.init(mlp.parameters(), tape.dtype(), Rng.of(2));
        Parameters theta = weights.on(tape);
        Variable points = new Variable("points", Rows.of(3, 3, 11).x());
        Tensor moving = tape.read(points);
        Rows rows = Rows.of(12, 1, 3);
        Rows judges = Rows.of(8, 4, 5);
        Tensor x = tape.scope("rows and points", () -> Tensor
                .concat(0, tape.constant(rows.x()).named("x"), moving));
        Tensor y = tape.scope("rows and points", () -> Tensor
                .concat(0, tape.constant(rows.labels()).named("y"), tape.ones(3)));
        Tensor held = tape.constant(judges.x()).named("x held out");
        NdArray labels = judges.labels();
        Bilevel problem = new Bilevel(theta, (at, _) -> loss(mlp, at, x, y), Sgd.of(1),
                innerSteps,
                at -> loss(mlp, at, held, tape.constant(labels).named("y held out")));
        Hypergradient.Result result = Hypergradients.EXACT.of(problem, List.of(moving));
        tape.scope("update", () -> {
            tape.assign(points, moving.sub(result.gradient().getFirst().mul(2)));
        });
        return Recording.of(result.total(), List.of(moving), result.gradient())
                .through(theta.tensors(), result.adapted().tensors());
    }

    private static Tensor loss(Mlp mlp, Parameters at, Tensor x, Tensor y) {
        Tensor logits = mlp.apply(at, Parameters.empty(), x, Mode.TRAIN).output().flatten();
        return Losses.bceWithLogits(logits, y, LossOptions.NONE).named("loss");
    }
}
