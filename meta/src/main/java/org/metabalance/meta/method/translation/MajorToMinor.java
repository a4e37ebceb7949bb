package org.metabalance.meta.method.translation;

import java.util.Objects;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.method.supervised.Supervised;
import org.metabalance.meta.sampler.RandomOverSampler;

/**
 * Major-to-minor translation, M2m (Kim, Jeong and Shin, CVPR 2020, arXiv 2004.00431): examples of smaller classes
 * are made out of examples of larger ones, by moving them until a target network g takes them for the smaller
 * class, while f, the network in training, comes to take them less for the larger one. Section by section as in the
 * authors' code:
 *
 * <ol>
 * <li>g is trained first, of the problem's kind, from other first weights and in another order; its best epoch is
 *     kept. Its updates are no updates of the network: {@link Translations#targetUpdates} tells of them.
 * <li>f is trained as {@code plain} for a share {@code deferral} of the epochs.
 * <li>Then batches are drawn from balanced classes. An example of class k is marked with probability 1 - n_k /
 *     n_max. For a marked one a seed is taken out of the same batch, of class k0 with probability proportional to
 *     P(k0, k) = 1 - beta^max(n_k0 - n_k, 0); one without any possible seed stays what it is.
 * <li>The seed, with a little noise, makes {@code steps} steps of length {@code step} against the slope of
 *     CE(g(x), k) + lambda f_k0(x), clipped to the range of the inputs.
 * <li>It takes the marked example's place if g gives class k at least {@code gamma} and a coin of P(k0, k) falls
 *     well; otherwise the marked example, a real one, stays. f learns from what the batch then is.
 * </ol>
 *
 * <p>Pixels go from 0 to 1 and are clipped to that; steps and noise are measured so. In tables a length of 1 is a
 * standard deviation of each numeric column, a value stays within the range of its column in training, and
 * categories and missing-value features stay those of the seed. f and g are as they predict while examples move.
 *
 * <p>Where g, having learned from the rows as they are, is never so sure of a small class - as on tables whose classes
 * overlap - nothing is accepted, and what is left of the method is over-sampling in the last epochs. {@link
 * Translations} tells. A target of balanced rows is surer.
 *
 * @param target what g learns from; the rows as they are by default, as in the authors' code
 * @param beta of P, 0 to below 1; 0.999 by default
 * @param lambda how much f counts, at least 0; 0.5 by default
 * @param gamma how sure g must be, 0 to 1; 0.9 by default, the authors' for CIFAR-10; their parser has 0.99
 * @param step the length of a step, above 0; 0.1 by default
 * @param steps how many, at least 1; 10 by default
 * @param noise the length of the noise that a seed begins with, at least 0; {@link #NOISE} by default. The
 *     authors' code divides it by the norm over a whole batch: {@link #RELEASED_NOISE}
 * @param deferral the share of the epochs, of those that every training has, without translation, 0 to 1; 0.8 by
 *     default, the authors' 160 of 200
 */
public record MajorToMinor(
        Target target,
        double beta,
        double lambda,
        double gamma,
        double step,
        int steps,
        double noise,
        double deferral)
        implements Method {
    /** The length of the noise that is meant. */
    public static final double NOISE = .5;

    /** About the length that the released code's noise has, for images in colour and batches of 128. */
    public static final double RELEASED_NOISE = .077;

    private static final String NETWORK = "network";

    /** What the target network learns from. */
    public enum Target {
        /** The training rows as they are. */
        NATURAL,
        /** The training rows with those of smaller classes drawn again until all are equally many. */
        BALANCED
    }

    /** Checks the ranges. */
    public MajorToMinor {
        Objects.requireNonNull(target, "target");
        require(beta >= 0 && beta < 1, "beta must be at least 0 and below 1", beta);
        require(lambda >= 0 && Double.isFinite(lambda), "lambda must not be negative", lambda);
        require(gamma >= 0 && gamma <= 1, "gamma must be from 0 to 1", gamma);
        require(step > 0 && Double.isFinite(step), "the step must be positive", step);
        require(steps > 0, "the number of steps must be positive", steps);
        require(noise >= 0 && Double.isFinite(noise), "the noise must not be negative", noise);
        require(deferral >= 0 && deferral <= 1, "the deferral must be from 0 to 1", deferral);
    }

    private static void require(boolean holds, String rule, double got) {
        if (!holds) {
            throw new IllegalArgumentException("m2m: %s, got %s".formatted(rule, got));
        }
    }

    /** The authors' settings for CIFAR-10. */
    public MajorToMinor() {
        this(Target.NATURAL, .999, .5, .9, .1, 10, NOISE, .8);
    }

    /** Returns this with another target. */
    public MajorToMinor with(Target other) {
        return new MajorToMinor(other, beta, lambda, gamma, step, steps, noise, deferral);
    }

    /** Returns this with another beta of P. */
    public MajorToMinor withBeta(double other) {
        return new MajorToMinor(target, other, lambda, gamma, step, steps, noise, deferral);
    }

    /** Returns this with steps of another length. */
    public MajorToMinor withStep(double other) {
        return new MajorToMinor(target, beta, lambda, gamma, other, steps, noise, deferral);
    }

    /** Returns this with another threshold of acceptance. */
    public MajorToMinor withGamma(double other) {
        return new MajorToMinor(target, beta, lambda, other, step, steps, noise, deferral);
    }

    /** Returns this with another length of the noise. */
    public MajorToMinor withNoise(double other) {
        return new MajorToMinor(target, beta, lambda, gamma, step, steps, other, deferral);
    }

    /** Returns this with another beginning of the translations. */
    public MajorToMinor withDeferral(double other) {
        return new MajorToMinor(target, beta, lambda, gamma, step, steps, noise, other);
    }

    @Override
    public About about() {
        return new About("m2m",
                "examples of larger classes moved until a network takes them for a smaller class",
                "Kim et al., CVPR 2020, arXiv 2004.00431");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if examples are neither rows of a table nor images
     */
    @Override
    public TranslatedNetwork fit(Problem problem) {
        InputBounds bounds = InputBounds.of(name(), problem.train());
        TrainedNetwork target = target(problem);
        Problem own = problem.watchedBy(problem.progress().begin(NETWORK, 0, 1));
        Network network = Network.of(problem);
        Translating translating = new Translating(
                own, network, target.network(), this,
                new Translator(bounds, lambda, step));
        int first = (int) Math.floor(deferral * problem.plan().fewest());
        long deferred = first * (long) problem.updatesPerEpoch();
        long[] done = {0};
        TrainedNetwork trained = Training.of(own, network).keptFrom(first).run(
                "none", () -> {
                    if (done[0]++ < deferred) {
                        translating.plain();
                    } else {
                        translating.translated();
                    }
                });
        problem.progress().chose(NETWORK);
        return new TranslatedNetwork(trained, translating.translations(target.updates()));
    }

    /**
     * Trains g, whose course is told; how far it is, and what it makes of the validation examples, is nothing that
     * f is measured by.
     */
    private TrainedNetwork target(Problem problem) {
        Rng rng = Rng.of(problem.seed()).stream(Seeds.TARGET_NETWORK);
        Problem own = new Problem(
                problem.train(), problem.validation(), problem.models(), problem.budget(),
                rng.key(), new Problem.Forwarding(problem.progress().begin("target", 0, 1)) {
                    @Override
                    public void at(double done) {}

                    @Override
                    public void judged(long updates, double[][] probabilities) {}
                });
        Examples rows = target == Target.NATURAL
                ? problem.train()
                : new RandomOverSampler().resample(problem.train(), rng.stream(Seeds.RESAMPLE));
        return Supervised.train(
                own, Network.of(own), rows, Objectives.crossEntropy(problem.train()));
    }
}
