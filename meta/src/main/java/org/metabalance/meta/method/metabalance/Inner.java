package org.metabalance.meta.method.metabalance;

import org.metabalance.nn.optimize.Optimizer;
import org.metabalance.nn.optimize.Sgd;

/**
 * The inner side of {@link MetaBalance}.
 *
 * @param balance how the classes are balanced in the inner loss; by default as they are
 * @param rule the inner update rule; by default gradient descent with a rate of {@value #RATE}
 * @param steps inner steps in an episode; by default 1
 * @param proximal mu, the weight of the squared distance from theta in the inner problem; by default 0.
 *     Implicit hypergradients need one.
 * @param batch examples of an inner batch; 0, the default, takes the problem's
 */
public record Inner(Balance balance, Optimizer rule, int steps, double proximal, int batch) {
    /** The default rate of the inner rule. */
    public static final double RATE = 0.1;

    /** The defaults. */
    public static final Inner DEFAULT = new Inner(Balance.natural(), Sgd.of(RATE), 1, 0, 0);

    /** Checks the numbers. */
    public Inner {
        if (steps < 0 || batch < 0) {
            throw new IllegalArgumentException(
                    "metabalance: inner steps and batch must not be negative, got %d and %d"
                            .formatted(steps, batch));
        }
        if (!(proximal >= 0 && Double.isFinite(proximal))) {
            throw new IllegalArgumentException(
                    "metabalance: the proximal weight must not be negative, got " + proximal);
        }
    }

    /** Returns this side with another balance. */
    public Inner with(Balance other) {
        return new Inner(other, rule, steps, proximal, batch);
    }

    /** Returns this side with another update rule. */
    public Inner with(Optimizer other) {
        return new Inner(balance, other, steps, proximal, batch);
    }

    /**
     * Returns this side with gradient descent of another rate, at least 0.
     *
     * @throws IllegalArgumentException if the rate is negative
     */
    public Inner withRate(double rate) {
        if (!(rate >= 0 && Double.isFinite(rate))) {
            throw new IllegalArgumentException(
                    "metabalance: the inner rate must not be negative, got " + rate);
        }
        return with(Sgd.of(rate));
    }

    /** Returns this side with another number of steps. */
    public Inner withSteps(int other) {
        return new Inner(balance, rule, other, proximal, batch);
    }

    /** Returns this side with another proximal weight. */
    public Inner withProximal(double other) {
        return new Inner(balance, rule, steps, other, batch);
    }

    /** Returns this side with another size of batches; 0 for the problem's. */
    public Inner withBatch(int other) {
        return new Inner(balance, rule, steps, proximal, other);
    }
}
