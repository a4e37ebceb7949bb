package org.metabalance.meta.method;

import org.metabalance.engine.DType;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Optimizer;
import org.metabalance.nn.optimize.Update;

/** An optimizer at work on a network's weights: its state lives in variables beside them. */
public final class Descent {
    private final Optimizer optimizer;
    private final VariableTree weights;
    private final VariableTree state;

    private Descent(Optimizer optimizer, Network network) {
        this.optimizer = optimizer;
        weights = network.weights();
        state = VariableTree.init(
                optimizer.state(network.model().parameters()), DType.F32, Rng.of(0));
    }

    /** Returns the problem's optimizer at work on the network's weights. */
    public static Descent of(Problem problem, Network network) {
        return of(problem.optimizer(), network);
    }

    /** Returns an optimizer at work on the network's weights. */
    public static Descent of(Optimizer optimizer, Network network) {
        return new Descent(optimizer, network);
    }

    /** Returns what the optimizer remembers from update to update, for setting it back. */
    public VariableTree state() {
        return state;
    }

    /** Records one update along {@code gradient}, which has the names and shapes of the weights. */
    public void assign(Tape tape, Parameters gradient) {
        Update update = optimizer.update(weights.on(tape), gradient, state.on(tape));
        weights.assign(tape, update.parameters());
        state.assign(tape, update.state());
    }
}
