package org.metabalance.meta.method.metabalance;

import org.metabalance.meta.method.Problem;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.nn.optimize.Optimizer;

/**
 * The outer side of {@link MetaBalance}.
 *
 * @param balance how the classes are balanced in the outer loss; by default {@link Repetition}
 * @param rule the optimizer of theta; by default the problem's
 * @param batch examples of an outer batch; 0, the default, takes the problem's
 * @param leak lambda, the weight of the inner loss at theta; by default 0.01
 * @param episodes M: how many episodes an update of theta averages; by default 1
 * @param length how many episodes an epoch has; by default {@link EpochLength#UPDATES}
 */
public record Outer(
        Balance balance, Rule rule, int batch, double leak, int episodes, EpochLength length) {
    /** The defaults. */
    public static final Outer DEFAULT = new Outer(
            Balance.equal(), (problem, updates) -> problem.optimizer(), 0, 0.01, 1,
            EpochLength.UPDATES);

    /** How many episodes an epoch has. */
    public enum EpochLength {
        /** So many that theta is updated as often as the weights of every other method. */
        UPDATES,
        /**
         * One pass over what the outer loss sees, as published: theta is updated whenever enough
         * episodes are collected, and what is left over counts for the next epoch.
         */
        EPISODES
    }

    /** The optimizer of theta. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Returns the optimizer.
         *
         * @param problem what is to be learned
         * @param updates how many there will be at most, for schedules
         */
        Optimizer optimizer(Problem problem, int updates);
    }

    /** Checks the numbers. */
    public Outer {
        if (batch < 0 || episodes < 1) {
            throw new IllegalArgumentException(
                    "metabalance: the outer batch must not be negative and episodes positive, got %d"
                            .formatted(batch) + " and " + episodes);
        }
        if (!(leak >= 0 && Double.isFinite(leak))) {
            throw new IllegalArgumentException(
                    "metabalance: the leak must not be negative, got " + leak);
        }
    }

    /** Returns this side with another balance. */
    public Outer with(Balance other) {
        return new Outer(other, rule, batch, leak, episodes, length);
    }

    /** Returns this side with another optimizer of theta. */
    public Outer with(Rule other) {
        return new Outer(balance, other, batch, leak, episodes, length);
    }

    /** Returns this side with another size of batches; 0 for the problem's. */
    public Outer withBatch(int other) {
        return new Outer(balance, rule, other, leak, episodes, length);
    }

    /** Returns this side with another leak. */
    public Outer withLeak(double other) {
        return new Outer(balance, rule, batch, other, episodes, length);
    }

    /** Returns this side with another number of episodes an update, and an epoch. */
    public Outer withEpisodes(int other, EpochLength length) {
        return new Outer(balance, rule, batch, leak, other, length);
    }
}
