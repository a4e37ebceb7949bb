package org.metabalance.meta.method.decoupling;

import java.util.List;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Descent;
import org.metabalance.nn.optimize.Optimizer;

/** Records updates that leave all but the last layer as it is; each from a fresh optimizer. */
record SecondPhase(Network network, LastLayer last, Optimizer optimizer) {
    private static final String FACTORS = "factors";

    /** Records an update of weight and bias down the cross-entropy; returns that. */
    Tensor descendLastLayer(Batch batch) {
        Tape tape = batch.x().tape();
        Tensor logits = last.model().logits(
                network.weights().on(tape), network.state().on(tape), batch, Mode.EVAL).output();
        Tensor loss = losses(logits, batch).mean();
        Parameters own = last.variables().on(tape);
        Descent.of(optimizer, last.variables())
                .assign(tape, own.with(Gradients.gradient(loss, own.tensors())));
        return loss;
    }

    /** Records an update of a factor for each logit, from 1, of the last layer as it is now. */
    Tensor descendFactors(Batch batch) {
        Tape tape = batch.x().tape();
        Tensor weight = tape.constant(last.weight().value().copy());
        Tensor bias = tape.constant(last.bias().value().copy());
        Tensor features = last.model().features(
                network.weights().on(tape), network.state().on(tape), batch, Mode.EVAL).output();
        VariableTree factors = VariableTree.init(
                List.of(new ParameterSpec(FACTORS, bias.shape(), Initializer.ones())),
                last.variables().dtype());
        Tensor loss = losses(
                scaled(features.matmul(weight).add(bias), factors.on(tape).get(FACTORS)), batch)
                .mean();
        Tensor after = Descent.of(optimizer, factors).minimize(loss).get(FACTORS);
        tape.assign(last.weight(), weight.mul(after));
        tape.assign(last.bias(), bias.mul(after));
        return loss;
    }

    /** Multiplies logits, [n, logits], by factors; one logit loses its axis, as models give it. */
    static Tensor scaled(Tensor logits, Tensor factors) {
        Tensor scaled = logits.mul(factors);
        return scaled.dim(1) == 1 ? scaled.squeeze(1) : scaled;
    }

    private Tensor losses(Tensor logits, Batch batch) {
        return Objectives.crossEntropyPerRow(network.classes(), logits, batch.labels());
    }
}
