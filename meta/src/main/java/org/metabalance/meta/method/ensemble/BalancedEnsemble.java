package org.metabalance.meta.method.ensemble;

import java.util.List;
import java.util.Optional;
import org.metabalance.engine.Rng;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.supervised.Resamplings;
import org.metabalance.meta.sampler.RandomUnderSampler;

/**
 * An ensemble: each member is trained by another method on balanced rows of its own, from first weights of its
 * own, and keeps the epoch that is best on all validation rows. Predicted is the mean of the members'
 * probabilities. The members share the updates that every other method has, and each has fewer: {@link
 * org.metabalance.meta.method.Budget.Plan#share}.
 *
 * <p>The name tells the base: {@code easy-ensemble} is of {@code plain}, {@code easy-ensemble-of-focal} of
 * {@code focal}. To a base that corrects for class frequencies, balanced rows leave nothing to correct.
 *
 * @param kind how rows are balanced
 * @param base trains the members; no ensemble
 * @param members how many: {@value #MEMBERS} by default, as in imbalanced-learn
 */
public record BalancedEnsemble(Kind kind, Method base, int members) implements Method {
    /** Members unless another number is asked for. */
    public static final int MEMBERS = 10;

    private static final String OF = "-of-";
    private static final String PLAIN = "plain";

    /** How rows are balanced. */
    public enum Kind {
        /**
         * EasyEnsemble (Liu, Wu, Zhou, IEEE Transactions on SMC B 39(2), 2009, algorithm 1): all rows of the
         * smallest class and as many random ones, without replacement, of each other. Members of the original
         * are AdaBoost ensembles of trees, whose weighted votes are all summed before a threshold is applied;
         * here they are networks, and probabilities are averaged, as imbalanced-learn does.
         */
        EASY("easy-ensemble",
                "networks trained on different rows of the larger classes, all of the smallest;"
                        + " mean probabilities",
                "Liu et al., IEEE Transactions on SMC B 39, 2009"),
        /**
         * Balanced bagging: of each class as many rows as the smallest has, drawn with replacement, as in
         * balanced random forests. Imbalanced-learn draws from all rows first and balances what it drew, so
         * that its members have as many rows as it happened to draw of the smallest class.
         */
        BAGGING("balanced-bagging",
                "networks trained on rows drawn with replacement, of all classes as many as of the"
                        + " smallest; mean probabilities",
                "Chen et al., technical report 666, UC Berkeley, 2004");

        private final String label;
        private final String summary;
        private final String source;

        Kind(String label, String summary, String source) {
            this.label = label;
            this.summary = summary;
            this.source = source;
        }
    }

    /** Checks that there is a member, and that it is none of ensembles. */
    public BalancedEnsemble {
        if (members < 1) {
            throw new IllegalArgumentException(
                    kind.label + ": needs a member, got " + members);
        }
        if (base instanceof BalancedEnsemble) {
            throw new IllegalArgumentException(
                    "%s: its members are no ensembles, got %s".formatted(kind.label, base.name()));
        }
    }

    /** Returns the ensemble of plain networks. */
    public static BalancedEnsemble of(Kind kind) {
        return new BalancedEnsemble(kind, Resamplings.plain(), MEMBERS);
    }

    /** Returns this ensemble with members trained by another method. */
    public BalancedEnsemble with(Method other) {
        return new BalancedEnsemble(kind, other, members);
    }

    /** Returns this ensemble with another number of members. */
    public BalancedEnsemble withMembers(int other) {
        return new BalancedEnsemble(kind, base, other);
    }

    /**
     * What a name such as {@code easy-ensemble-of-focal} says.
     *
     * @param kind of the ensemble
     * @param base the name of the method of its members
     */
    public record Named(Kind kind, String base) {
        /** Returns what a name says; empty if it is none of an ensemble with a base. */
        public static Optional<Named> of(String name) {
            for (Kind kind : Kind.values()) {
                String start = kind.label + OF;
                if (name.regionMatches(true, 0, start, 0, start.length())) {
                    return Optional.of(new Named(kind, name.substring(start.length())));
                }
            }
            return Optional.empty();
        }

        /** Returns the ensemble, with the usual number of members. */
        public BalancedEnsemble with(Method method) {
            return BalancedEnsemble.of(kind).with(method);
        }
    }

    @Override
    public About about() {
        return base.name().equals(PLAIN)
                ? new About(kind.label, kind.summary, kind.source)
                : new About(kind.label + OF + base.name(),
                        kind.label + " of networks trained by " + base.name(), kind.source);
    }

    /**
     * {@inheritDoc} If no time is left or it is interrupted, the ensemble is of the members trained so far.
     *
     * @throws IllegalArgumentException if the base trains something that is no network
     */
    @Override
    public TrainedNetwork fit(Problem problem) {
        Rng rng = Rng.of(problem.seed()).stream(Seeds.MEMBERS);
        Members trained = new Members(problem, members);
        for (int i = 0; i < members; i++) {
            Rng own = rng.stream(i);
            Problem share = trained.share(
                    (switch (kind) {
                        case EASY -> new RandomUnderSampler();
                        case BAGGING -> new BalancedBootstrap();
                    }).resample(problem.train(), own.stream(0)),
                    own.stream(1).key());
            trained.add(name(), base.fit(share));
            if (i + 1 < members && problem.over()) {
                break;
            }
        }
        return trained.ensemble();
    }
}
