package org.metabalance.meta.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.MethodProvider;
import org.metabalance.meta.method.blackbox.BlackBoxAugmentation;
import org.metabalance.meta.method.curve.CurveNet;
import org.metabalance.meta.method.decoupling.Balms;
import org.metabalance.meta.method.decoupling.Decoupled;
import org.metabalance.meta.method.decoupling.NearestClassMean;
import org.metabalance.meta.method.decoupling.TauNormalization;
import org.metabalance.meta.method.deferred.Deferred;
import org.metabalance.meta.method.deferred.DifficultyBalanced;
import org.metabalance.meta.method.ensemble.BalancedEnsemble;
import org.metabalance.meta.method.graph.GraphSmote;
import org.metabalance.meta.method.graph.MetaGcn;
import org.metabalance.meta.method.graph.PlainAndMeta;
import org.metabalance.meta.method.holdout.HoldOut;
import org.metabalance.meta.method.holdout.HoldOutLoss;
import org.metabalance.meta.method.loss.BalancedSoftmax;
import org.metabalance.meta.method.loss.Equalisation;
import org.metabalance.meta.method.loss.LossFor;
import org.metabalance.meta.method.loss.TrainingLoss;
import org.metabalance.meta.method.metabalance.MetaBalance;
import org.metabalance.meta.method.points.AugmentedMetaBalance;
import org.metabalance.meta.method.points.ExplicitGradientLearning;
import org.metabalance.meta.method.points.FreshNoise;
import org.metabalance.meta.method.points.Points;
import org.metabalance.meta.method.points.Points.Learned;
import org.metabalance.meta.method.recipe.Recipe;
import org.metabalance.meta.method.reweight.ClassAwareMetaWeightNet;
import org.metabalance.meta.method.reweight.LearningToReweight;
import org.metabalance.meta.method.reweight.MetaWeightNet;
import org.metabalance.meta.method.supervised.BiasInitialisation;
import org.metabalance.meta.method.supervised.CutMix;
import org.metabalance.meta.method.supervised.Logistic;
import org.metabalance.meta.method.supervised.Mixup;
import org.metabalance.meta.method.supervised.PriorCorrection;
import org.metabalance.meta.method.supervised.Remix;
import org.metabalance.meta.method.supervised.Resamplings;
import org.metabalance.meta.method.supervised.Supervised;
import org.metabalance.meta.method.supervised.WithoutMetaSet;
import org.metabalance.meta.method.translation.MajorToMinor;
import org.metabalance.meta.method.transport.OptimalTransport;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.meta.sampler.RandomOverSampler;
import org.metabalance.meta.sampler.RandomUnderSampler;
import org.metabalance.meta.sampler.Sampler;
import org.metabalance.meta.sampler.TableSampler;
import org.metabalance.meta.sampler.synthetic.Smote;

/** The methods there are. Here is the one place of their names, which stand in results and stay. */
public final class Methods {
    private static final List<Method> DEFAULTS = List.of(
            MetaBalance.of("metabalance"),
            MetaBalance.of("metabalance-first-order").with(Hypergradients.FIRST_ORDER),
            Resamplings.plain(),
            plain(new About("class-weights", "cross-entropy weighted inversely to class frequency"),
                    new TrainingLoss.InverseFrequency(1)),
            plain(new About("class-balanced",
                    "cross-entropy weighted by the effective number of samples, beta 0.9999",
                    "Cui et al., CVPR 2019, arXiv 1901.05555"),
                    new TrainingLoss.EffectiveNumber(TrainingLoss.EffectiveNumber.BETA)),
            plain(new About("focal", "focal loss, gamma 2: easy rows count less",
                    "Lin et al., ICCV 2017, arXiv 1708.02002"), new TrainingLoss.Focal(2)),
            Resamplings.of(
                    new About("oversampling",
                            "rows of the smaller classes drawn again until all are equally many"),
                    new RandomOverSampler()),
            Resamplings.of(
                    new About("undersampling",
                            "rows of the larger classes left out until all are equally many"),
                    new RandomUnderSampler()),
            Resamplings.of(new About("smote", "new rows between neighbours of the smaller classes",
                    "Chawla et al., JAIR 16, 2002, arXiv 1106.1813"), new Smote()),
            new Logistic(),
            plain(new About("logit-adjustment",
                    "cross-entropy of logits plus log class shares: tau 1, the balanced softmax",
                    "Menon et al., ICLR 2021, arXiv 2007.07314"),
                    new TrainingLoss.LogitAdjusted(1)));

    private static final List<Method> OTHERS = List.of(
            new PriorCorrection(
                    "prior-correction",
                    "oversampling, then probabilities corrected for the real class shares",
                    new RandomOverSampler()),
            new BiasInitialisation(),
            plain(new About("balanced-softmax",
                    "logit adjustment with tau 1, under the name of another paper",
                    "Ren et al., NeurIPS 2020, arXiv 2007.10740"),
                    new BalancedSoftmax(BalancedSoftmax.Counts.TRAINING_SET)),
            plain(new About("arb", "balanced softmax by the class counts of each batch",
                    "Xie et al., Neurocomputing 527, 2023, arXiv 2204.08735"),
                    new BalancedSoftmax(BalancedSoftmax.Counts.BATCH)),
            plain(new About("equalisation",
                    "rows of other classes seldom count against rare classes",
                    "Tan et al., CVPR 2020, arXiv 2003.05176"), new Equalisation()),
            DifficultyBalanced.cdb(),
            DifficultyBalanced.focal(),
            Deferred.drw(),
            Deferred.drs(),
            Deferred.ldamDrw(),
            Decoupled.retrained(),
            Decoupled.scaled(),
            new TauNormalization(),
            new NearestClassMean(),
            new Balms(),
            BalancedEnsemble.of(BalancedEnsemble.Kind.EASY),
            BalancedEnsemble.of(BalancedEnsemble.Kind.BAGGING),
            new WithoutMetaSet(),
            new Mixup(),
            new Remix(),
            new LearningToReweight(),
            new MetaWeightNet(),
            Recipe.recipe(),
            Recipe.sam(),
            Recipe.samA(),
            Recipe.jointSsl(),
            new MajorToMinor(),
            ClassAwareMetaWeightNet.of("cmw-net"),
            ClassAwareMetaWeightNet.of("cmw-net-ldam").withMargin(.5),
            OptimalTransport.of("ot-reweight"),
            OptimalTransport.of("ot-reweight").frozen("ot-reweight-frozen"),
            new CurveNet(),
            ExplicitGradientLearning.of(
                    "egl",
                    "points added to the smaller classes; where they are is learned through a virtual"
                            + " step"),
            egl("egl-weights", "as egl, but how much the points count is learned instead",
                    Learned.WEIGHTS),
            egl("egl-both", "as egl, and how much the points count is learned too", Learned.BOTH),
            ExplicitGradientLearning.of(
                    "egl-smooth-ap",
                    "as egl, with smooth average precision as the loss on held-out rows")
                    .with(HoldOut.DEFAULT.withLoss(new HoldOutLoss.SmoothAp(.1))),
            egl("egl-static", "as egl, but nothing of the points is learned", Learned.NOTHING),
            new FreshNoise("egl-fresh-noise", .1),
            new BlackBoxAugmentation("egl-black-box", BlackBoxAugmentation.Options.DEFAULT),
            AugmentedMetaBalance.of("metabalance-egl"));

    private static final List<Method> OF_IMAGES = List.of(new CutMix());

    private static final List<Method> OF_GRAPHS = List.of(
            new MetaGcn(),
            new MetaGcn(MetaGcn.Judged.WHOLE),
            new PlainAndMeta(),
            new GraphSmote(GraphSmote.Edges.THRESHOLDED),
            new GraphSmote(GraphSmote.Edges.SOFT));

    /** Methods that know nothing of edges, and make sense of nodes as they are. */
    private static final List<String> ON_NODES = List.of(
            "plain", "class-weights", "class-balanced", "focal", "logit-adjustment",
            "balanced-softmax", "arb", "equalisation", "cdb", "cdb-focal", "drw", "drs", "ldam-drw",
            "oversampling", "undersampling", "plain-without-meta-set", "learning-to-reweight",
            "meta-weight-net", "cmw-net", "cmw-net-ldam");

    private static final List<Method> ALL = withSamplers(concat(DEFAULTS, OTHERS));

    private Methods() {}

    private static Method plain(About about, LossFor loss) {
        return new Supervised(about, new Natural(), loss);
    }

    private static Method egl(String name, String summary, Learned learned) {
        return ExplicitGradientLearning.of(name, summary).with(Points.DEFAULT.with(learned));
    }

    /**
     * Returns {@code methods} and a method for every sampler that none of them is the plain training
     * on already.
     */
    private static List<Method> withSamplers(List<Method> methods) {
        Set<String> names = new HashSet<>();
        Set<Sampler> samplers = new HashSet<>();
        for (Method method : methods) {
            names.add(method.name());
            if (method instanceof Supervised supervised) {
                samplers.add(supervised.sampler());
            }
        }
        return concat(
                methods,
                Samplers.all().stream()
                        .filter(sampler -> !samplers.contains(sampler)
                                && !names.contains(sampler.name()))
                        .<Method>map(Resamplings::of)
                        .toList());
    }

    private static List<Method> concat(List<Method> first, List<Method> second) {
        List<Method> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    /** Returns all methods of this library; the {@link #defaults} come first, and of these MetaBalance. */
    public static List<Method> all() {
        return ALL;
    }

    /**
     * Returns all methods of this library and then those that {@link MethodProvider}s bring.
     *
     * @param loader where providers are looked for
     * @throws IllegalArgumentException if one has the name of another
     */
    public static List<Method> all(ClassLoader loader) {
        List<Method> all = new ArrayList<>(ALL);
        Set<String> names = new HashSet<>();
        ALL.forEach(method -> names.add(method.name()));
        for (MethodProvider provider : ServiceLoader.load(MethodProvider.class, loader)) {
            for (Method method : provider.methods()) {
                if (!names.add(method.name())) {
                    throw new IllegalArgumentException(
                            "methods: names must differ, got '%s' again from %s"
                                    .formatted(method.name(), provider.getClass().getName()));
                }
                all.add(method);
            }
        }
        return List.copyOf(all);
    }

    /** Returns the methods that are compared unless others are asked for. */
    public static List<Method> defaults() {
        return DEFAULTS;
    }

    /** Returns the methods that make sense on images alone; {@link #all} leaves them out. */
    public static List<Method> ofImages() {
        return OF_IMAGES;
    }

    /** Returns the methods that look at the edges of a graph; {@link #all} leaves them out. */
    public static List<Method> ofGraphs() {
        return OF_GRAPHS;
    }

    /** Returns those of {@code known} that make sense on the nodes of a graph, and {@link #ofGraphs}. */
    public static List<Method> forGraphs(List<Method> known) {
        return concat(
                known.stream().filter(method -> ON_NODES.contains(method.name())).toList(),
                OF_GRAPHS);
    }

    /**
     * Returns the methods that learn from images: of {@link #all(ClassLoader)} those that need no table, and
     * {@link #ofImages}.
     *
     * @param loader where providers are looked for
     * @throws IllegalArgumentException as {@link #all(ClassLoader)}
     */
    public static List<Method> forImages(ClassLoader loader) {
        return concat(
                all(loader).stream().filter(method -> !needsTable(method)).toList(), OF_IMAGES);
    }

    /** Returns whether a method of this library looks at the features of a table, and so at no images. */
    public static boolean needsTable(Method method) {
        return switch (method) {
            case Supervised it -> needsTable(it.sampler());
            case PriorCorrection it -> needsTable(it.sampler());
            case ExplicitGradientLearning _,FreshNoise _,BlackBoxAugmentation _ -> true;
            case AugmentedMetaBalance _ -> true;
            case BalancedEnsemble it -> needsTable(it.base());
            default -> false;
        };
    }

    /**
     * Returns whether a method of this library looks at the features of all rows at once, and so at no rows that lie on
     * disk.
     */
    public static boolean needsRowsInMemory(Method method) {
        return switch (method) {
            case Recipe it -> it.ingredients().augmentation() > 0
                    || it.ingredients().selfSupervision() != null;
            case MajorToMinor _ -> true;
            case BalancedEnsemble it -> needsRowsInMemory(it.base());
            default -> needsTable(method);
        };
    }

    private static boolean needsTable(Sampler sampler) {
        return sampler instanceof TableSampler
                || sampler instanceof RandomOverSampler it && it.shrinkage() > 0;
    }

    /** Returns the method of this library of a name, one of images, of graphs or an ensemble of another too. */
    public static Optional<Method> find(String name) {
        return Stream.of(ALL, OF_IMAGES, OF_GRAPHS).flatMap(List::stream)
                .filter(method -> method.name().equals(name)).findFirst()
                .or(() -> BalancedEnsemble.Named.of(name).flatMap(ensemble -> find(ensemble.base())
                        .filter(base -> !(base instanceof BalancedEnsemble))
                        .map(ensemble::with)));
    }
}
