package org.metabalance.studies.augmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.points.Augmentation;
import org.metabalance.meta.method.points.AugmentedNetwork;
import org.metabalance.meta.method.points.ExplicitGradientLearning;
import org.metabalance.meta.method.points.Initialisation;
import org.metabalance.meta.method.points.Points;
import org.metabalance.meta.method.points.Points.Learned;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.studies.data.SyntheticProblem;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;
import tools.jackson.databind.node.ObjectNode;

/** Is it worth learning augmented points? Explicit gradient learning beside what it must beat. */
public final class AugmentationStudy implements Study {
    private static final int SEEDS = 10;
    /** Fixed: points move for as long as training goes on, so that patience would decide how far. */
    private static final int EPOCHS = 100;

    /** The same points, not learned. */
    static final String STATIC = "egl-static";

    static final String PLAIN = "plain";
    static final String FRESH = "egl-fresh-noise";

    /** Real rows instead of made ones. */
    static final String ORACLE = "oracle";

    /** The variants of explicit gradient learning. */
    static final List<String> LEARNED = List.of("egl", "egl-weights", "egl-both");

    public static final List<String> METHODS = List.of(
            PLAIN, "class-weights", "smote", FRESH, STATIC, "egl", "egl-weights", "egl-both",
            ORACLE);

    /** Methods that differences are not drawn of. */
    static final List<String> APART = List.of(STATIC, PLAIN, "class-weights");

    /** The problem, ratio and seed whose points are drawn. */
    static final SyntheticProblem DRAWN_PROBLEM = SyntheticProblem.CIRCLES;

    static final int DRAWN_IR = 100;
    static final int DRAWN_SEED = 0;
    private static final int DRAWN_POINTS = 500;

    private final List<Integer> irs;

    public AugmentationStudy() {
        this(List.of(20, 50, 100, 200));
    }

    /** The study at some imbalance ratios. */
    public AugmentationStudy(List<Integer> irs) {
        this.irs = irs;
    }

    @Override
    public String name() {
        return "augmentation";
    }

    @Override
    public String summary() {
        return "Is it worth learning augmented points? Explicit gradient learning against the same"
                + " points not learned, fresh noise and SMOTE, on circles, moons and Gaussian mixtures"
                + " at IR 20 to 200.";
    }

    @Override
    public List<Trial> trials(StudyOptions options) {
        options.refuseData(name());
        int epochs = options.epochs(EPOCHS);
        List<Trial> trials = new ArrayList<>();
        for (SyntheticProblem problem : SyntheticProblem.values()) {
            for (int ir : irs) {
                for (int seed : options.seeds(SEEDS)) {
                    for (String method : METHODS) {
                        trials.add(trial(problem, ir, seed, method, epochs));
                    }
                }
            }
        }
        return trials;
    }

    private static Trial trial(
            SyntheticProblem problem, int ir, int seed, String method, int epochs) {
        return Trial.of(
                (values, progress) -> run(
                        problem, ir, seed, method, epochs, values, progress),
                "problem", problem.label(), "ir", ir, "method", method, "epochs", epochs, "seed",
                seed);
    }

    private static void run(
            SyntheticProblem problem, int ir, int seed, String name, int epochs,
            ObjectNode values, Problem.Progress progress) {
        Fold fold = problem.fold(ir, seed);
        Method method = name.equals(ORACLE)
                ? oracle(problem, fold)
                : Methods.find(name).orElseThrow();
        Fold.Outcome outcome = fold.run(method, SyntheticProblem.problem(fold, epochs, progress));
        values.put("ap", outcome.run().metrics().averagePrecision());
        values.put("rocAuc", outcome.run().metrics().rocAuc());
        values.put("validationAp", outcome.validation());
        values.put("updates", outcome.run().updates());
        values.put("trainingSeconds", outcome.run().seconds());
        if (outcome.trained() instanceof AugmentedNetwork augmented) {
            values.put("keptEpoch", augmented.augmentation().kept());
            if (problem == DRAWN_PROBLEM && ir == DRAWN_IR && seed == DRAWN_SEED) {
                points(augmented.augmentation(), values);
            }
        }
    }

    /**
     * Training with rows of the minority that were dropped: as many as would balance the classes, in the
     * place of augmented points. No augmentation can be expected to bring more.
     */
    private static Method oracle(SyntheticProblem problem, Fold fold) {
        int kept = fold.train().classCounts()[1];
        EncodedTable all = problem.train(SyntheticProblem.TRAIN, fold.seed());
        int[] minority = all.indicesOf(1);
        int[] dropped = Arrays.copyOfRange(minority, kept, minority.length);
        return ExplicitGradientLearning
                .of(ORACLE, "real rows of the minority in the place of points")
                .with(Points.DEFAULT.with(Learned.NOTHING)
                        .with(new Initialisation.Given(all.select(dropped))));
    }

    private static void points(Augmentation augmentation, ObjectNode values) {
        int count = augmentation.before().length;
        int every = Math.max(1, count / DRAWN_POINTS);
        double[][] rows = new double[count / every][];
        for (int i = 0; i < rows.length; i++) {
            float[] before = augmentation.before()[i * every];
            float[] after = augmentation.after()[i * every];
            rows[i] = new double[] {
                before[0], before[1], after[0], after[1], augmentation.weights()[i * every]
            };
        }
        JsonNumbers.put(values, "points", rows, 4);
    }

    @Override
    public Findings findings(StudyOptions options, Results results) {
        return new AugmentationFindings(results);
    }
}
