package org.metabalance.meta.method.translation;

import org.metabalance.engine.Gradients;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;

/**
 * One step of a translation: against the slope, by the example's own numbers, of
 *
 * <pre>
 *   cross-entropy of g(x) for the class wanted + lambda f(x) of the seed's class
 * </pre>
 *
 * <p>where f is a logit. Both networks are as they predict: running statistics, no dropout. Of two classes the
 * logits are -z/2 and z/2, whose difference is the one that there is and whose sum is 0.
 *
 * @param bounds where examples may go
 * @param lambda how much the network in training counts
 * @param step the length
 */
record Translator(InputBounds bounds, double lambda, double step) {
    /** The network as one tape sees it while predicting. */
    private static Tensor logits(Network network, Batch batch) {
        Tape tape = batch.x().tape();
        Parameters weights = network.weights().on(tape);
        Parameters state = network.state().on(tape);
        return network.model().logits(weights, state, batch, Mode.EVAL).output();
    }

    /**
     * Records the step.
     *
     * @param f the network in training
     * @param g the target network
     * @param batch examples and the classes they are to become of
     * @param from the classes of the seeds, [n]
     * @return the examples after it, in their shape
     */
    Tensor step(Network f, Network g, Batch batch, Tensor from) {
        Tensor towards = Objectives.crossEntropyPerRow(
                g.classes(), logits(g, batch), batch.labels());
        Tensor away = logit(logits(f, batch), from);
        Tensor loss = towards.add(away.mul(lambda)).sum();
        Tensor slope = Gradients.gradient(loss, batch.x());
        Tensor moved = bounds.descended(rows(batch.x()), rows(slope), step);
        return moved.reshape(batch.x().shape());
    }

    /** Returns how sure the target network is of each example's class, [n]. */
    static Tensor confidence(Network g, Batch batch) {
        Tensor probabilities = g.model().probabilities(logits(g, batch));
        return probabilities.mul(batch.labels().oneHot(g.classes())).sum(1);
    }

    /** The logit of a class of each example. */
    private static Tensor logit(Tensor logits, Tensor classes) {
        return logits.rank() == 1
                ? logits.mul(classes.sub(.5))
                : logits.mul(classes.oneHot(logits.dim(1))).sum(1);
    }

    /** Returns how far examples are from others, in units, [n]; what does not move is not counted. */
    Tensor distance(Tensor x, Tensor other) {
        double[] perUnit = new double[bounds.unit().length];
        for (int j = 0; j < perUnit.length; j++) {
            perUnit[j] = bounds.unit()[j] == 0 ? 0 : 1 / bounds.unit()[j];
        }
        Tensor each = rows(x.sub(other)).mul(x.tape().constant(perUnit, perUnit.length));
        return each.square().sum(1).sqrt();
    }

    /** Returns the beginning of translations: seeds with noise of a length in units. */
    Tensor start(Tensor seeds, double noise) {
        return bounds.blurred(rows(seeds), noise).reshape(seeds.shape());
    }

    private static Tensor rows(Tensor x) {
        return x.rank() == 2 ? x : x.reshape(Shape.of(x.dim(0), x.size() / x.dim(0)));
    }
}
