package org.metabalance.meta.method;

import org.metabalance.engine.DType;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Optimizer;
import org.metabalance.nn.optimize.Update;

/** An optimizer at work on a network's weights: its state lives in variables beside them. */
public final class Descent {
    private final Optimizer optimizer;
    private final VariableTree weights;
    private final VariableTree state;

    private Descent(Optimizer optimizer, Network network, VariableTree weights) {
        this.optimizer = optimizer;
        this.weights = weights;
        // every optimizer starts from zeros, which take no random numbers
        this.state = VariableTree.init(optimizer.state(network.parameters()), DType.F32, Rng.of(0));
    }

    /** Returns the optimizer that all methods use for the weights: Adam at the task's rate. */
    public static Descent of(Task task, Network network, VariableTree weights) {
        return of(Adam.of(task.learningRate()), network, weights);
    }

    /** Returns an optimizer at work on the weights. */
    public static Descent of(Optimizer optimizer, Network network, VariableTree weights) {
        return new Descent(optimizer, network, weights);
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
