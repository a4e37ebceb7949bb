package org.metabalance.meta.method;

import org.metabalance.engine.Tape;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Optimizer;

/** The optimizer of a task's network: {@link org.metabalance.nn.optimize.Descent}. */
public final class Descent {
    private final org.metabalance.nn.optimize.Descent descent;

    private Descent(Optimizer optimizer, VariableTree weights) {
        descent = org.metabalance.nn.optimize.Descent.of(optimizer, weights);
    }

    /** Returns the optimizer that all methods use for the weights: Adam at the task's rate. */
    public static Descent of(Task task, Network network, VariableTree weights) {
        return of(Adam.of(task.learningRate()), network, weights);
    }

    /** Returns an optimizer at work on the weights. */
    public static Descent of(Optimizer optimizer, Network network, VariableTree weights) {
        return new Descent(optimizer, weights);
    }

    /** Returns what the optimizer remembers from update to update, for setting it back. */
    public VariableTree state() {
        return descent.state();
    }

    /** Records one update along {@code gradient}, which has the names and shapes of the weights. */
    public void assign(Tape tape, Parameters gradient) {
        descent.assign(tape, gradient);
    }
}
