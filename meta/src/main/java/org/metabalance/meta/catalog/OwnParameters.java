package org.metabalance.meta.catalog;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Method.Parameter;
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
import org.metabalance.meta.sampler.RandomUnderSampler;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.meta.sampler.Sampler;
import org.metabalance.meta.sampler.synthetic.Adasyn;
import org.metabalance.meta.sampler.synthetic.BorderlineSmote;
import org.metabalance.meta.sampler.synthetic.Smote;
import org.metabalance.meta.sampler.synthetic.SvmSmote;

/**
 * The parameter of its own that a {@link Search} draws for a method: the most telling one, as in {@link TuningGrids},
 * and the range it is drawn from. This is the one place of the ranges of methods of the catalog; a plugin's tells its own,
 * {@link Method#tuned}. A method that has none is searched over what all share.
 */
public final class OwnParameters {
    /** How many rows smaller classes get, over the largest. */
    private static final double LEAST_RATIO = .05;

    private OwnParameters() {}

    /** Returns the parameter of a method, by the method itself if it is none of the catalog's; empty if it has none. */
    public static Optional<Parameter> of(Method method) {
        return Optional.ofNullable(switch (method) {
            case MetaBalance m -> choice("losses",
                    new Parameter.Drawn("as they are", m),
                    new Parameter.Drawn("outer balanced",
                            m.with(Balance.natural(), Balance.equal())),
                    new Parameter.Drawn("inner balanced",
                            m.with(Balance.equal(), Balance.natural())));
            case AugmentedMetaBalance m -> choice("outer rows",
                    new Parameter.Drawn("balanced", m.with(new Repetition())),
                    new Parameter.Drawn("natural", m.with(new Natural())));
            case ExplicitGradientLearning m -> ratio(
                    ratio -> m.with(m.points().withRatio(ratio)));
            case BlackBoxAugmentation m -> Parameter.logarithmic(
                    "most noise", .03, .5, noise -> new BlackBoxAugmentation(
                            m.name(),
                            new BlackBoxAugmentation.Options(
                                    m.options().probes(), m.options().interval(), noise)));
            case FreshNoise m -> Parameter.logarithmic(
                    "noise", .03, .5, scale -> new FreshNoise(m.name(), scale));
            case LearningToReweight _ -> Parameter.even("warm-up", 0, .8, LearningToReweight::new);
            case MetaWeightNet m -> Parameter.logarithmic(
                    "virtual rate", .03, 3,
                    rate -> new MetaWeightNet(rate, m.learningRate()));
            case Deferred m when m.loss() instanceof LabelMargins -> Parameter.logarithmic(
                    "margin", .2, 3, margin -> m.with(new LabelMargins(margin)));
            case Deferred m -> Parameter.even("deferral", .4, .9, m::withDeferral);
            case BalancedEnsemble m -> choice("members",
                    new Parameter.Drawn("10", m.withMembers(10)),
                    new Parameter.Drawn("5", m.withMembers(5)),
                    new Parameter.Drawn("3", m.withMembers(3)));
            case Decoupled m -> Parameter.even("first phase", .4, .9, m::withFirst);
            case Balms m -> choice("first phase",
                    new Parameter.Drawn("with cross-entropy", m),
                    new Parameter.Drawn("with the balanced softmax",
                            m.with(new BalancedSoftmax(BalancedSoftmax.Counts.TRAINING_SET))));
            case NearestClassMean m -> choice("by",
                    new Parameter.Drawn("distances", m),
                    new Parameter.Drawn("cosines",
                            new NearestClassMean(NearestClassMean.Distance.COSINE)));
            case DifficultyBalanced m -> choice("tau",
                    new Parameter.Drawn("of the paper", m),
                    new Parameter.Drawn("1", m.with(new DifficultyBalanced.Fixed(1))),
                    new Parameter.Drawn("0.5", m.with(new DifficultyBalanced.Fixed(.5))));
            case ClassAwareMetaWeightNet m ->
                    Parameter.even("plain epochs", 0, .9, m::withDeferral);
            case OptimalTransport m when m.learned() -> Parameter.logarithmic(
                    "weights' rate", .01, 1, m::withRate);
            case CurveNet m -> Parameter.logarithmic("virtual rate", .03, 3, m::withVirtualRate);
            case Mixup _ -> Parameter.logarithmic("alpha", .1, 2, Mixup::new);
            case Remix m -> Parameter.logarithmic(
                    "alpha", .1, 2, alpha -> new Remix(alpha, m.kappa(), m.tau()));
            case CutMix m -> Parameter.even(
                    "probability", .2, 1, probability -> new CutMix(m.alpha(), probability));
            case PriorCorrection m when m.sampler() instanceof RandomOverSampler -> ratio(
                    ratio -> new PriorCorrection(
                            m.name(), m.summary(), new RandomOverSampler(ratio, 0)));
            case Recipe m -> recipe(m);
            case MajorToMinor m -> choice("target of",
                    new Parameter.Drawn("natural rows", m.with(MajorToMinor.Target.NATURAL)),
                    new Parameter.Drawn("balanced rows", m.with(MajorToMinor.Target.BALANCED)));
            case Supervised m -> supervised(m);
            default -> method.tuned().orElse(null);
        });
    }

    private static Parameter recipe(Recipe m) {
        Ingredients all = m.ingredients();
        Sharpness sharpness = all.sharpness();
        SelfSupervision self = all.selfSupervision();
        if (sharpness != null && all.equals(Ingredients.PLAIN.with(sharpness))) {
            return Parameter.logarithmic("rho", sharpness.rho() / 3, sharpness.rho() * 3,
                    rho -> m.with(all.with(sharpness.withRho(rho))));
        }
        if (self != null && all.equals(Ingredients.PLAIN.with(self))) {
            return Parameter.logarithmic("weight", self.weight() / 5, self.weight() * 5,
                    weight -> m.with(all.with(self.withWeight(weight))));
        }
        return choice("recipe",
                new Parameter.Drawn("as it is", m),
                new Parameter.Drawn("a quarter of the batch",
                        m.with(all.withBatch(all.batch() / 4))),
                new Parameter.Drawn("no smoothing, SAM",
                        m.with(all.with(Smoothing.NONE).with(Sharpness.SAM))),
                new Parameter.Drawn("smoothing by class, more decay",
                        m.with(all.with(Smoothing.BY_CLASS).withWeightDecay(.1))));
    }

    /** Losses by their parameter, samplers by how far they balance. */
    private static Parameter supervised(Supervised m) {
        return switch (m.loss()) {
            case TrainingLoss.InverseFrequency _ -> Parameter.even(
                    "power", .25, 1.25,
                    power -> m.with(new TrainingLoss.InverseFrequency(power)));
            case TrainingLoss.EffectiveNumber _ -> Parameter.logarithmic(
                    "1 - beta", 1e-4, .1,
                    rest -> m.with(new TrainingLoss.EffectiveNumber(1 - rest)));
            case TrainingLoss.Focal _ -> Parameter.even(
                    "gamma", .25, 4, gamma -> m.with(new TrainingLoss.Focal(gamma)));
            case Equalisation it -> Parameter.even("gamma", .3, .95, gamma -> m.with(
                    new Equalisation(it.form(), it.threshold(), gamma)));
            case TrainingLoss.LogitAdjusted _ -> Parameter.even(
                    "tau", .25, 2, tau -> m.with(new TrainingLoss.LogitAdjusted(tau)));
            default -> {
                DoubleFunction<Sampler> byRatio = byRatio(m.sampler());
                yield byRatio == null ? null : ratio(ratio -> m.with(byRatio.apply(ratio)));
            }
        };
    }

    /** Returns a sampler as a function of how many rows a small class gets, or null. */
    static DoubleFunction<Sampler> byRatio(Sampler sampler) {
        return switch (sampler) {
            case RandomOverSampler s -> ratio -> new RandomOverSampler(ratio, s.shrinkage());
            case RandomUnderSampler _ -> RandomUnderSampler::new;
            case Smote s -> ratio -> new Smote(s.k(), ratio);
            case BorderlineSmote s -> ratio -> new BorderlineSmote(s.kind(), s.k(), s.m(), ratio);
            case SvmSmote s -> ratio -> new SvmSmote(s.k(), s.m(), s.outStep(), ratio);
            case Adasyn s -> ratio -> new Adasyn(s.k(), ratio);
            default -> null;
        };
    }

    private static Parameter ratio(DoubleFunction<Method> methods) {
        return Parameter.logarithmic("ratio", LEAST_RATIO, 1, methods);
    }

    private static Parameter choice(String name, Parameter.Drawn... choices) {
        return Parameter.choice(name, List.of(choices));
    }
}
