package org.metabalance.meta.method;

import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Descent;
import org.metabalance.nn.optimize.Optimizer;

/**
 * A network in training as one tape sees it: theta, and logits there or anywhere else. Each batch that
 * passes through hands its state to the next one, in the order of recording, and an update keeps the
 * last.
 */
public final class TapedNetwork {
    private final Network network;
    private final Tape tape;
    private final Parameters theta;
    private Parameters state;

    TapedNetwork(Network network, Tape tape) {
        this(network, tape, network.weights().on(tape), network.state().on(tape));
    }

    private TapedNetwork(Network network, Tape tape, Parameters theta, Parameters state) {
        this.network = network;
        this.tape = tape;
        this.theta = theta;
        this.state = state;
    }

    /**
     * Returns the same network for looks ahead: at weights it would have after a virtual step, or at rows that
     * only judge. Its batches leave alone what {@link #keepState} keeps, the running statistics of batch
     * normalization: those are of the weights that predict and of the rows that are learned from. Released codes
     * look ahead with a copy of the network, which comes to the same.
     */
    public TapedNetwork lookingAhead() {
        return new TapedNetwork(network, tape, theta, state);
    }

    /** Returns the weights at the beginning of a run. */
    public Parameters theta() {
        return theta;
    }

    /** Returns the number of classes. */
    public int classes() {
        return network.classes();
    }

    /** Returns the logits of a batch: {@code [n]} for two classes, else {@code [n, classes]}. */
    public Tensor logits(Parameters at, Batch batch) {
        Forward forward = network.model().logits(at, state, batch, Mode.TRAIN);
        state = forward.state();
        return forward.output();
    }

    /** Returns the cross-entropy of every example, {@code [n]}. */
    public Tensor losses(Parameters at, Batch batch) {
        return Objectives.crossEntropyPerRow(classes(), logits(at, batch), batch.labels());
    }

    /** Returns the gradient of {@code loss}, a function of theta. */
    public Parameters gradient(Tensor loss) {
        return theta.with(Gradients.gradient(loss, theta.tensors()));
    }

    /** Records one update of the weights down {@code loss}, by an optimizer that begins here. */
    public void descend(Optimizer optimizer, Tensor loss) {
        update(Descent.of(optimizer, network.weights()), gradient(loss));
    }

    /** Records one update of the weights along {@code gradient}, with their names and shapes. */
    public void update(Descent descent, Parameters gradient) {
        descent.assign(tape, gradient);
        keepState();
    }

    /** Records that the network carries on what the last batch left. */
    public void keepState() {
        network.state().assign(tape, state);
    }
}
