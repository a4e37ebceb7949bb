package org.metabalance.meta.method.metabalance;

import org.metabalance.engine.Rng;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Exact;
import org.metabalance.meta.bilevel.solver.FirstOrder;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.loss.LossFor;
import org.metabalance.meta.method.loss.TrainingLoss;

/**
 * MetaBalance (arXiv 2106.09643). Every episode starts at theta, takes inner steps on a batch of the
 * inner side, and measures the outer loss on a batch of the outer side; theta follows the gradient of
 * the outer loss, plus {@code leak} times the inner one, through the inner steps. Predictions are
 * made with theta itself, unless {@link Prediction#ADAPTED} is asked for.
 *
 * @param name as users type it
 * @param inner what the inner steps are
 * @param outer what theta follows
 * @param hypergradient how the outer loss is differentiated through the inner steps; by default {@link
 *     Hypergradients#EXACT}. An implicit one takes all inner steps of an episode on one batch.
 * @param loss of both sides, made for the classes of the training examples; by default cross-entropy
 * @param prediction what predictions are made with; by default {@link Prediction#THETA}
 */
public record MetaBalance(
        String name, Inner inner, Outer outer, Hypergradient hypergradient, LossFor loss,
        Prediction prediction)
        implements Method {
    /** Checks that the sides fit. */
    public MetaBalance {
        if (hypergradient.implicit() && inner.proximal() == 0) {
            throw new IllegalArgumentException(
                    "metabalance: %s needs a proximal weight above 0, without which the solution"
                            .formatted(hypergradient.label())
                            + " of the inner problem does not depend on theta");
        }
        if (inner.balance() instanceof Balance.HeldOut
                && outer.balance() instanceof Balance.HeldOut) {
            throw new IllegalArgumentException(
                    "metabalance: one side at most can be held out, got two");
        }
    }

    /** Returns the method with its defaults. */
    public static MetaBalance of(String name) {
        return new MetaBalance(
                name, Inner.DEFAULT, Outer.DEFAULT, Hypergradients.EXACT,
                new TrainingLoss.CrossEntropy(), Prediction.THETA);
    }

    /** Returns this method with another inner side. */
    public MetaBalance with(Inner other) {
        return new MetaBalance(name, other, outer, hypergradient, loss, prediction);
    }

    /** Returns this method with another outer side. */
    public MetaBalance with(Outer other) {
        return new MetaBalance(name, inner, other, hypergradient, loss, prediction);
    }

    /** Returns this method with other balances of both sides. */
    public MetaBalance with(Balance ofInner, Balance ofOuter) {
        return new MetaBalance(
                name, inner.with(ofInner), outer.with(ofOuter), hypergradient, loss, prediction);
    }

    /** Returns this method with another hypergradient. */
    public MetaBalance with(Hypergradient other) {
        return new MetaBalance(name, inner, outer, other, loss, prediction);
    }

    /** Returns this method with another loss of both sides. */
    public MetaBalance with(LossFor other) {
        return new MetaBalance(name, inner, outer, hypergradient, other, prediction);
    }

    /** Returns this method with predictions made otherwise. */
    public MetaBalance with(Prediction other) {
        return new MetaBalance(name, inner, outer, hypergradient, loss, other);
    }

    @Override
    public About about() {
        return new About(name,
                "inner steps on %s rows, outer loss on %s ones, gradient %s".formatted(
                        inner.balance().label(), outer.balance().label(),
                        switch (hypergradient) {
                            case Exact _ -> "through the inner steps";
                            case FirstOrder _ ->
                                    "past the inner steps (first order, as the published code)";
                            default -> "through the inner steps (" + hypergradient.label() + ")";
                        }),
                "arXiv 2106.09643");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the hypergradient is implicit and the inner loss random, or
     *     the budget does not suffice for one update
     */
    @Override
    public Trained fit(Problem problem) {
        Network network = Network.of(problem);
        Balance.Pair sides = Balance.Pair.of(
                inner.balance(), outer.balance(), problem.train(), Rng.of(problem.seed()));
        problem.progress().saw("inner", sides.inner());
        problem.progress().saw("outer", sides.outer());
        Episode episode = new Episode(problem, network, sides, this);
        if (prediction == Prediction.THETA) {
            return Training.of(problem, network)
                    .runEpochs(episode::account, epoch -> episode.epoch());
        }
        Adaptation adaptation = new Adaptation(problem, network, sides.inner(), this);
        return Training.of(problem, adaptation.adapted()).runEpochs(episode::account, epoch -> {
            long updates = episode.epoch();
            adaptation.run();
            return updates;
        });
    }
}
