package org.metabalance.meta.method.metabalance;

import java.util.List;
import java.util.Map;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.sampler.RandomUnderSampler;
import org.metabalance.meta.sampler.clean.AllKnn;
import org.metabalance.meta.sampler.synthetic.SvmSmote;
import org.metabalance.nn.optimize.Sgd;

/**
 * The networks and settings of the experiments on tables in arXiv 2106.09643, as its authors' public
 * code has them (June 2021): alpha 0.01, one inner step, batches of 24 and 16 rows, 81 episodes an
 * update, 100 passes over the outer side, theta by Nesterov momentum 0.9 with weight decay 5e-4. The
 * outer side sees the natural rows undersampled until the classes are equally many.
 *
 * <p>So few episodes make few updates, some 60 on the credit card rows: compare with methods that make
 * as many, or take {@link #updateMatched}. The hypergradient is the exact one, the method as
 * described; what the published code computes in effect is {@code with(Hypergradients.FIRST_ORDER)}.
 *
 * @param method the method with its settings
 * @param hidden the widths of the hidden layers
 * @param dropout rate of the dropout after a hidden layer, by the number of that layer from 1
 * @param epochs passes over what the outer side sees
 */
public record MetaBalancePresets(
        MetaBalance method, List<Integer> hidden, Map<Integer, Double> dropout, int epochs) {
    private static final double OUTER_RATE = 0.02;
    private static final double LARGER_OUTER_RATE = 0.1;

    /**
     * Credit card fraud: 29 features (no Time), network 29-16-24-[dropout 0.5]-20-24-1, leak 0.01, outer
     * rate 0.02.
     */
    public static final MetaBalancePresets CREDIT_CARD = of(
            "metabalance-credit-card", 0.01, List.of(16, 24, 20, 24), Map.of(2, 0.5));

    /** Credit card as in October 2021: inner side undersampled, outer side cleaned by AllKNN. */
    public static final MetaBalancePresets CREDIT_CARD_OCTOBER_2021 = CREDIT_CARD.with(
            Balance.of(new RandomUnderSampler()), Balance.of(new AllKnn()));

    /** Loan: 12 numeric features, network 12-25-1, no leak, outer rate 0.02. */
    public static final MetaBalancePresets LOAN = of(
            "metabalance-loan", 0, List.of(25), Map.of());

    /** Loan as in the later code: inner side oversampled by SVM-SMOTE. */
    public static final MetaBalancePresets LOAN_SVM_SMOTE = LOAN.with(
            Balance.of(new SvmSmote()), Balance.of(new RandomUnderSampler()));

    private static MetaBalancePresets of(
            String name, double leak, List<Integer> hidden, Map<Integer, Double> dropout) {
        MetaBalance method = MetaBalance.of(name)
                .with(Inner.DEFAULT.withRate(0.01).withBatch(24))
                .with(Outer.DEFAULT.with(Balance.of(new RandomUnderSampler()))
                        .with(nesterov(OUTER_RATE)).withBatch(16).withLeak(leak)
                        .withEpisodes(81, Outer.EpochLength.EPISODES));
        return new MetaBalancePresets(method, hidden, dropout, 100);
    }

    private static Outer.Rule nesterov(double rate) {
        return (problem, updates) -> Sgd.of(rate).withNesterov(0.9).withWeightDecay(5e-4);
    }

    /** Returns this preset with another hypergradient. */
    public MetaBalancePresets with(Hypergradient hypergradient) {
        return with(method.with(hypergradient));
    }

    /** Returns this preset with other balances. */
    public MetaBalancePresets with(Balance inner, Balance outer) {
        return with(method.with(inner, outer));
    }

    /** Returns this preset with the larger of the outer rates in use, 0.1. */
    public MetaBalancePresets withLargerOuterRate() {
        return with(method.with(method.outer().with(nesterov(LARGER_OUTER_RATE))));
    }

    /** Returns this preset with as many updates an epoch as every other method makes on the problem. */
    public MetaBalancePresets updateMatched() {
        return with(method.with(method.outer().withEpisodes(
                method.outer().episodes(), Outer.EpochLength.UPDATES)));
    }

    private MetaBalancePresets with(MetaBalance other) {
        return new MetaBalancePresets(other, hidden, dropout, epochs);
    }

    /** Returns the problem: the preset's network and epochs on these rows. */
    public Problem problem(Examples train, Examples validation, long seed) {
        return Problem.of(train, validation, seed).withEpochs(epochs)
                .with(ModelFor.mlp(hidden, dropout));
    }
}
