package org.metabalance.app.explorer.preset;

import org.metabalance.engine.NdArray;
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
import org.metabalance.nn.optimize.Descent;
import org.metabalance.nn.optimize.Sgd;

/**
 * MAML (arXiv 1703.03400) on a sinusoid: inner steps on ten points of it, the outer loss on ten others, and the
 * gradient through the inner steps.
 */
final class SinusoidMaml implements Explorable {
    private static final int SHOTS = 10;

    private final int innerSteps;

    SinusoidMaml(int innerSteps) {
        this.innerSteps = innerSteps;
    }

    @Override
    public String title() {
        return "MAML on a sinusoid";
    }

    @Override
    public Recording record(Tape tape) {
        Mlp mlp = Mlp.of(Activation.tanh(), 1, 8, 8, 1);
        VariableTree weights = VariableTree.init(mlp.parameters(), tape.dtype(), Rng.of(1));
        Descent descent = Descent.of(Sgd.of(0.01), weights);
        Parameters theta = weights.on(tape);
        Shots support = Shots.of(tape, "support", 1);
        Shots query = Shots.of(tape, "query", 2);
        Bilevel problem = new Bilevel(theta, (at, _) -> support.loss(mlp, at), Sgd.of(0.1),
                innerSteps, at -> query.loss(mlp, at));
        Hypergradient.Result result = Hypergradients.EXACT.of(problem);
        tape.scope("update", () -> {
            descent.assign(tape, theta.with(result.gradient()));
        });
        return Recording.of(result.total(), theta.tensors(), result.gradient())
                .through(theta.tensors(), result.adapted().tensors());
    }

    /** Points of 2 sin(x + 1), x in [-3, 3]. */
    private record Shots(Tensor x, Tensor y) {
        static Shots of(Tape tape, String name, long seed) {
            Rng rng = Rng.of(seed);
            float[] x = new float[SHOTS];
            for (int i = 0; i < SHOTS; i++) {
                x[i] = (float) (6 * rng.uniform(i) - 3);
            }
            Tensor at = tape.constant(NdArray.of(x, SHOTS, 1)).named("x " + name);
            return new Shots(at, tape.scope("data",
                    () -> at.add(1).sin().mul(2).named("y " + name)));
        }

        Tensor loss(Mlp mlp, Parameters at) {
            Tensor y = mlp.apply(at, Parameters.empty(), x, Mode.TRAIN).output();
            return y.sub(this.y).square().mean().named("loss");
        }
    }
}
