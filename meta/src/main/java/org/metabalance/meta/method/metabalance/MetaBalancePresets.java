package org.metabalance.meta.method.metabalance;

import java.util.List;
import java.util.Map;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.loss.FocalCosFace;
import org.metabalance.meta.sampler.RandomUnderSampler;
import org.metabalance.meta.sampler.clean.AllKnn;
import org.metabalance.meta.sampler.synthetic.SvmSmote;
import org.metabalance.nn.model.Head;
import org.metabalance.nn.model.ResNet;
import org.metabalance.nn.optimize.Schedule;
import org.metabalance.nn.optimize.Sgd;

/**
 * The networks and settings of the experiments in arXiv 2106.09643, as its authors' public code has them
 * (tables: June 2021): alpha 0.01, one inner step on the natural examples, theta by SGD with momentum 0.9
 * and weight decay 5e-4. An epoch is a pass over what the outer side sees.
 *
 * <ul>
 *   <li>Tables: batches of 24 and 16 rows, 81 episodes an update, Nesterov momentum, 100 epochs; the outer
 *       side sees the rows undersampled until the classes are equally many.
 *   <li>Images and faces: ResNet-18 with the 3 x 3 stem; the outer side sees rare classes, or groups,
 *       repeated. Made for a GPU: on a processor an epoch of it takes long.
 * </ul>
 *
 * <p>So few episodes make few updates, some 60 on the credit card rows: compare with methods that make
 * as many, or take {@link #updateMatched}. The hypergradient is the exact one, the method as
 * described; what the published code computes in effect is {@code with(Hypergradients.FIRST_ORDER)}.
 *
 * @param method the method with its settings
 * @param models builds the network
 * @param epochs passes over what the outer side sees
 */
public record MetaBalancePresets(MetaBalance method, ModelFor models, int epochs) {
    private static final double OUTER_RATE = 0.02;
    private static final double LARGER_OUTER_RATE = 0.1;
    private static final double WEIGHT_DECAY = 5e-4;

    /**
     * Credit card fraud: 29 features (no Time), network 29-16-24-[dropout 0.5]-20-24-1, leak 0.01, outer
     * rate 0.02.
     */
    public static final MetaBalancePresets CREDIT_CARD = table(
            "metabalance-credit-card", 0.01, ModelFor.mlp(List.of(16, 24, 20, 24), Map.of(2, 0.5)));

    /** Credit card as in October 2021: inner side undersampled, outer side cleaned by AllKNN. */
    public static final MetaBalancePresets CREDIT_CARD_OCTOBER_2021 = CREDIT_CARD.with(
            Balance.of(new RandomUnderSampler()), Balance.of(new AllKnn()));

    /** Loan: 12 numeric features, network 12-25-1, no leak, outer rate 0.02. */
    public static final MetaBalancePresets LOAN = table(
            "metabalance-loan", 0, ModelFor.mlp(List.of(25)));

    /** Loan as in the later code: inner side oversampled by SVM-SMOTE. */
    public static final MetaBalancePresets LOAN_SVM_SMOTE = LOAN.with(
            Balance.of(new SvmSmote()), Balance.of(new RandomUnderSampler()));

    /**
     * Images, CIFAR-10 in the paper: batches of 20 and 30, 81 episodes an update, Nesterov momentum at a
     * rate that falls from 0.01 by a cosine, no leak, 350 epochs.
     */
    public static final MetaBalancePresets IMAGES = new MetaBalancePresets(
            MetaBalance.of("metabalance-images")
                    .with(Inner.DEFAULT.withRate(0.01).withBatch(20))
                    .with(Outer.DEFAULT.with(
                            (problem, updates) -> Sgd.of(Schedule.cosine(0.01, 0, updates))
                                    .withNesterov(0.9).withWeightDecay(WEIGHT_DECAY))
                            .withBatch(30).withLeak(0)
                            .withEpisodes(81, Outer.EpochLength.EPISODES)),
            resNet18(Head.linear()), 350);

    /**
     * Faces of two groups, {@link org.metabalance.meta.data.GroupedExamples} of them: 512 features and a head
     * of cosines, {@link FocalCosFace#FACES}; batches of 32, and of 16 from each group; 9 episodes an update,
     * momentum without Nesterov's step, no leak, 120 epochs. The rate falls from 0.1 in steps; where is not
     * published: here to a tenth after half of the updates and after three quarters.
     */
    public static final MetaBalancePresets FACES = new MetaBalancePresets(
            MetaBalance.of("metabalance-faces")
                    .with(Inner.DEFAULT.withRate(0.01).withBatch(32))
                    .with(Outer.DEFAULT.with(
                            (problem, updates) -> Sgd
                                    .of(Schedule.multiStep(0.1, 0.1, updates / 2, updates * 3 / 4))
                                    .withMomentum(0.9).withWeightDecay(WEIGHT_DECAY))
                            .withBatch(32).withLeak(0)
                            .withEpisodes(9, Outer.EpochLength.EPISODES))
                    .with(FocalCosFace.FACES),
            resNet18(Head.cosine(FocalCosFace.FACES.margin().scale())), 120);

    private static MetaBalancePresets table(String name, double leak, ModelFor models) {
        MetaBalance method = MetaBalance.of(name)
                .with(Inner.DEFAULT.withRate(0.01).withBatch(24))
                .with(Outer.DEFAULT.with(Balance.of(new RandomUnderSampler()))
                        .with(nesterov(OUTER_RATE)).withBatch(16).withLeak(leak)
                        .withEpisodes(81, Outer.EpochLength.EPISODES));
        return new MetaBalancePresets(method, models, 100);
    }

    private static Outer.Rule nesterov(double rate) {
        return (problem, updates) -> Sgd.of(rate).withNesterov(0.9).withWeightDecay(WEIGHT_DECAY);
    }

    /** Of images {@code [height, width, channels]}. */
    private static ModelFor resNet18(Head head) {
        return examples -> {
            if (examples.shape().rank() != 3) {
                throw new IllegalArgumentException(
                        "metabalance: this preset needs images, got " + examples);
            }
            return ResNet.resNet18(examples.shape().dim(2), examples.classes()).withHead(head);
        };
    }

    /** Returns this preset with another hypergradient. */
    public MetaBalancePresets with(Hypergradient hypergradient) {
        return with(method.with(hypergradient));
    }

    /** Returns this preset with other balances. */
    public MetaBalancePresets with(Balance inner, Balance outer) {
        return with(method.with(inner, outer));
    }

    /** Returns this preset with the larger of the outer rates in use for tables, a constant 0.1. */
    public MetaBalancePresets withLargerOuterRate() {
        return with(method.with(method.outer().with(nesterov(LARGER_OUTER_RATE))));
    }

    /** Returns this preset with as many updates an epoch as every other method makes on the problem. */
    public MetaBalancePresets updateMatched() {
        return with(method.with(method.outer().withEpisodes(
                method.outer().episodes(), Outer.EpochLength.UPDATES)));
    }

    private MetaBalancePresets with(MetaBalance other) {
        return new MetaBalancePresets(other, models, epochs);
    }

    /** Returns the problem: the preset's network and epochs on these examples. */
    public Problem problem(Examples train, Examples validation, long seed) {
        return Problem.of(train, validation, seed).withEpochs(epochs)
                .with(models);
    }
}
