package org.metabalance.meta.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.blackbox.BlackBoxAugmentation;
import org.metabalance.meta.method.curve.CurveNet;
import org.metabalance.meta.method.decoupling.Balms;
import org.metabalance.meta.method.decoupling.Decoupled;
import org.metabalance.meta.method.decoupling.NearestClassMean;
import org.metabalance.meta.method.deferred.Deferred;
import org.metabalance.meta.method.deferred.DifficultyBalanced;
import org.metabalance.meta.method.ensemble.BalancedEnsemble;
import org.metabalance.meta.method.loss.BalancedSoftmax;
import org.metabalance.meta.method.loss.Equalisation;
import org.metabalance.meta.method.loss.LabelMargins;
import org.metabalance.meta.method.loss.TrainingLoss;
import org.metabalance.meta.method.metabalance.Balance;
import org.metabalance.meta.method.metabalance.MetaBalance;
import org.metabalance.meta.method.points.AugmentedMetaBalance;
import org.metabalance.meta.method.points.ExplicitGradientLearning;
import org.metabalance.meta.method.points.FreshNoise;
import org.metabalance.meta.method.recipe.Ingredients;
import org.metabalance.meta.method.recipe.Recipe;
import org.metabalance.meta.method.recipe.SelfSupervision;
import org.metabalance.meta.method.recipe.Sharpness;
import org.metabalance.meta.method.recipe.Smoothing;
import org.metabalance.meta.method.reweight.ClassAwareMetaWeightNet;
import org.metabalance.meta.method.reweight.LearningToReweight;
import org.metabalance.meta.method.reweight.MetaWeightNet;
import org.metabalance.meta.method.supervised.CutMix;
import org.metabalance.meta.method.supervised.Mixup;
import org.metabalance.meta.method.supervised.PriorCorrection;
import org.metabalance.meta.method.supervised.Remix;
import org.metabalance.meta.method.supervised.Supervised;
import org.metabalance.meta.method.translation.MajorToMinor;
import org.metabalance.meta.method.transport.OptimalTransport;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.meta.sampler.RandomOverSampler;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.meta.sampler.Sampler;

/**
 * What is tried when a method is tuned: {@value #VARIANTS} variants of every method. The method as it is at
 * four learning rates, and at the two middle ones with another value of its most telling setting; a method
 * that has none gets six learning rates, and the recipe, which is all settings, six recipes. Study {@code defaults} tells how often the edge of a grid is
 * chosen. For MetaBalance the setting is which of its losses sees balanced rows: study {@code samplers}
 * shows that the outer side matters most.
 */
public final class TuningGrids {
    /** How many variants every method gets. */
    public static final int VARIANTS = 6;

    /** Learning rates over that of the problem, for a method as it is. */
    private static final double[] RATES = {.1, .3, 1, 3};

    /** Likewise, for another value of its setting. */
    private static final double[] OTHER_RATES = {.3, 1};

    /** Likewise, where there is no setting. */
    private static final double[] RATES_ALONE = {.1, .3, 1, 3, 10, 30};

    /**
     * How many rows smaller classes get, over the largest: all that balance, or a tenth, which leaves
     * tables that are hardly imbalanced as they are.
     */
    private static final double[] RATIOS = {1, .1};

    private TuningGrids() {}

    /** Returns the method, tuned. */
    public static Tuned tuned(Method method) {
        List<Tuned.Variant> variants = switch (method) {
            case MetaBalance m -> rated(List.of(
                    new Setting("outer rows balanced", m.with(Balance.natural(), Balance.equal())),
                    new Setting("inner rows balanced",
                            m.with(Balance.equal(), Balance.natural()))));
            case AugmentedMetaBalance m -> rated(List.of(
                    new Setting("outer rows balanced", m.with(new Repetition())),
                    new Setting("outer rows natural", m.with(new Natural()))));
            case ExplicitGradientLearning m -> grid(
                    "ratio", ratio -> m.with(m.points().withRatio(ratio)), RATIOS);
            case BlackBoxAugmentation m -> grid(
                    "most noise", noise -> new BlackBoxAugmentation(
                            m.name(),
                            new BlackBoxAugmentation.Options(
                                    m.options().probes(), m.options().interval(), noise)),
                    .3, .1);
            case FreshNoise m -> grid(
                    "noise", scale -> new FreshNoise(m.name(), scale), .1, .3);
            case LearningToReweight m -> grid("warm-up", LearningToReweight::new, 0, .5);
            case MetaWeightNet m -> grid(
                    "virtual rate", rate -> new MetaWeightNet(rate, m.learningRate()), .1, 1);
            case Deferred m when m.loss() instanceof LabelMargins -> grid(
                    "margin", margin -> m.with(new LabelMargins(margin)), .5, 2);
            case BalancedEnsemble m -> grid(
                    "members", members -> m.withMembers((int) members), m.members(), 3);
            case Decoupled m -> grid("first phase", m::withFirst, .8, .5);
            case Balms m -> rated(List.of(
                    new Setting("first phase with cross-entropy", m),
                    new Setting("first phase with the balanced softmax",
                            m.with(new BalancedSoftmax(BalancedSoftmax.Counts.TRAINING_SET)))));
            case NearestClassMean m -> rated(List.of(
                    new Setting("distances", m),
                    new Setting("cosines",
                            new NearestClassMean(NearestClassMean.Distance.COSINE))));
            case Deferred m -> grid("deferral", m::withDeferral, .8, .5);
            case DifficultyBalanced m -> rated(List.of(
                    new Setting("tau of the paper", m),
                    new Setting("tau 1", m.with(new DifficultyBalanced.Fixed(1)))));
            case ClassAwareMetaWeightNet m -> grid("plain epochs", m::withDeferral, .8, 0);
            case OptimalTransport m when m.learned() -> grid("weights' rate", m::withRate, .01, 1);
            case CurveNet m -> grid("virtual rate", m::withVirtualRate, .1, 1);
            case Mixup m -> grid("alpha", Mixup::new, .2, 1);
            case Remix m -> grid("alpha", alpha -> new Remix(alpha, m.kappa(), m.tau()), 1, .2);
            case CutMix m -> grid(
                    "probability", probability -> new CutMix(m.alpha(), probability), .5, 1);
            case PriorCorrection m when m.sampler() instanceof RandomOverSampler -> grid(
                    "ratio", ratio -> new PriorCorrection(
                            m.name(), m.summary(), new RandomOverSampler(ratio, 0)),
                    RATIOS);
            case Recipe m -> recipe(m);
            case MajorToMinor m -> rated(List.of(
                    new Setting("target of natural rows", m.with(MajorToMinor.Target.NATURAL)),
                    new Setting("target of balanced rows",
                            m.with(MajorToMinor.Target.BALANCED))));
            case Supervised m -> supervised(m);
            default -> rates(method);
        };
        return tuned(method, variants);
    }

    /** Returns the method with six learning rates and nothing else tuned. */
    public static Tuned byRate(Method method) {
        return tuned(method, rates(method));
    }

    private static Tuned tuned(Method method, List<Tuned.Variant> variants) {
        return new Tuned(method.about(), variants);
    }

    /**
     * Of SAM how far it climbs, of self-supervision how much it counts. A recipe of several ingredients has no
     * most telling one: each of its variants but the first two is another recipe.
     */
    private static List<Tuned.Variant> recipe(Recipe m) {
        Ingredients all = m.ingredients();
        Sharpness sharpness = all.sharpness();
        SelfSupervision self = all.selfSupervision();
        if (sharpness != null && all.equals(Ingredients.PLAIN.with(sharpness))) {
            return grid("rho", rho -> m.with(all.with(sharpness.withRho(rho))),
                    sharpness.rho(), 2 * sharpness.rho());
        }
        if (self != null && all.equals(Ingredients.PLAIN.with(self))) {
            return grid("weight", weight -> m.with(all.with(self.withWeight(weight))),
                    self.weight(), 5 * self.weight());
        }
        return List.of(
                variant("as it is", m, .3),
                variant("as it is", m, 1),
                variant("a quarter of the batch", m.with(all.withBatch(all.batch() / 4)), .3),
                variant("no smoothing, SAM",
                        m.with(all.with(Smoothing.NONE).with(Sharpness.SAM)), .3),
                variant("smoothing by class, twice as wide if that can be, more augmentation and decay",
                        m.with(all.with(Smoothing.BY_CLASS).withWidth(2).withAugmentation(.25)
                                .withWeightDecay(.1)),
                        .3),
                variant("self-supervision", m.with(all.with(SelfSupervision.DEFAULT)), .3));
    }

    private static Tuned.Variant variant(String setting, Method method, double rate) {
        return new Tuned.Variant(setting + ", " + times(rate), method, rate);
    }

    /** Losses by their parameter, samplers by how far they balance. */
    private static List<Tuned.Variant> supervised(Supervised m) {
        return switch (m.loss()) {
            case TrainingLoss.InverseFrequency _ -> grid(
                    "power", power -> m.with(new TrainingLoss.InverseFrequency(power)), 1, .5);
            case TrainingLoss.EffectiveNumber _ -> grid(
                    "beta", beta -> m.with(new TrainingLoss.EffectiveNumber(beta)), .9999, .99);
            case TrainingLoss.Focal _ -> grid(
                    "gamma", gamma -> m.with(new TrainingLoss.Focal(gamma)), 2, .5);
            case Equalisation it -> grid(
                    "gamma", gamma -> m.with(
                            new Equalisation(it.form(), it.threshold(), gamma)),
                    .9, .5);
            case TrainingLoss.LogitAdjusted _ -> grid(
                    "tau", tau -> m.with(new TrainingLoss.LogitAdjusted(tau)), 1, .5);
            default -> {
                DoubleFunction<Sampler> byRatio = OwnParameters.byRatio(m.sampler());
                yield byRatio == null
                        ? rates(m)
                        : grid("ratio", ratio -> m.with(byRatio.apply(ratio)), RATIOS);
            }
        };
    }

    /** A method with one of its settings changed. */
    private record Setting(String text, Method method) {}

    private static List<Tuned.Variant> grid(
            String setting, DoubleFunction<Method> methods, double... values) {
        return rated(Arrays.stream(values)
                .mapToObj(value -> new Setting(
                        setting + " " + text(value), methods.apply(value)))
                .toList());
    }

    /** The first setting is the method as it is. */
    private static List<Tuned.Variant> rated(List<Setting> settings) {
        List<Tuned.Variant> variants = new ArrayList<>();
        for (Setting setting : settings) {
            for (double rate : variants.isEmpty() ? RATES : OTHER_RATES) {
                variants.add(new Tuned.Variant(
                        setting.text() + ", " + times(rate), setting.method(), rate));
            }
        }
        return variants;
    }

    private static List<Tuned.Variant> rates(Method method) {
        List<Tuned.Variant> variants = new ArrayList<>();
        for (double rate : RATES_ALONE) {
            variants.add(new Tuned.Variant(times(rate), method, rate));
        }
        return variants;
    }

    private static String times(double rate) {
        return "learning rate x " + text(rate);
    }

    private static String text(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%s", value);
    }
}
