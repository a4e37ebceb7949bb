package org.metabalance.nn.optimize;

import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;

/**
 * An optimizer at work on weights that live on between runs: its state lives in variables beside them.
 *
 * {@snippet :
 * Descent.of(Adam.of(1e-3), weights).minimize(loss);
 * Program step = tape.compile(loss); // each run is an update
 * }
 *
 * <p>One descent may be recorded on several tapes, which then share the state. Recorded twice on one
 * tape it is not two updates in a row: the second replaces the first.
 */
public final class Descent {
    private final Optimizer optimizer;
    private final VariableTree weights;
    private final VariableTree state;

    private Descent(Optimizer optimizer, VariableTree weights, VariableTree state) {
        this.optimizer = optimizer;
        this.weights = weights;
        this.state = state;
    }

    /**
     * Returns the optimizer before its first update of the weights.
     *
     * @throws IllegalArgumentException if there are no weights
     */
    public static Descent of(Optimizer optimizer, VariableTree weights) {
        return new Descent(
                optimizer, weights,
                VariableTree.init(optimizer.state(weights.specs()), weights.dtype()));
    }

    /** Returns what the optimizer remembers from update to update, for setting it back. */
    public VariableTree state() {
        return state;
    }

    /**
     * Records one update along {@code gradient} and returns the weights after it.
     *
     * @throws IllegalArgumentException if its names or shapes are not those of the weights
     */
    public Parameters assign(Tape tape, Parameters gradient) {
        Iterate after = optimizer.update(
                new Iterate(weights.on(tape), state.on(tape)), gradient);
        weights.assign(tape, after.parameters());
        state.assign(tape, after.state());
        return after.parameters();
    }

    /**
     * Records the gradient of {@code loss} and one update down it, and returns the weights after it.
     *
     * @throws IllegalArgumentException if the loss does not depend on some weight
     */
    public Parameters minimize(Tensor loss) {
        Parameters theta = weights.on(loss.tape());
        return assign(loss.tape(), theta.with(Gradients.gradient(loss, theta.tensors())));
    }
}
