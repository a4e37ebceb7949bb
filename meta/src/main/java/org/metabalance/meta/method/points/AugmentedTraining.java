package org.metabalance.meta.method.points;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Scorer;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.holdout.Folds;
import org.metabalance.nn.VariableTree;

/**
 * A training with augmented points: some epochs on natural rows, of which the best is taken up again,
 * then points are made and updates see them.
 */
final class AugmentedTraining {
    private final Task task;
    private final Network network;
    private final VariableTree weights;
    private final Folds folds;
    private final Plan plan;
    private final Rng rng;
    private final List<Augmentation.Epoch> epochs = new ArrayList<>();

    private PointLearner learner;
    private LearnedPoints points;
    private Map<String, NdArray> pretrained;
    private int epoch;
    private int updates;
    private double trainingLoss;
    private double holdOutLoss;
    private int kept;
    private float[] keptPositions = {};
    private float[] keptWeights = {};

    /**
     * What to do.
     *
     * @param pretraining epochs on natural rows
     * @param initialisation of the points
     * @param ratio of the sizes of the smaller classes, with their points, to the largest
     * @param step how points move
     * @param hypergradient how the points were learned, for the result
     * @param learners makes what updates points and network
     */
    record Plan(
            int pretraining,
            Initialisation initialisation,
            double ratio,
            PointStep step,
            String hypergradient,
            Learners learners) {}

    /** Makes the updates for points. */
    @FunctionalInterface
    interface Learners {
        PointLearner of(AugmentedTraining training, LearnedPoints points);
    }

    private AugmentedTraining(Task task, Folds folds, Plan plan) {
        this.task = task;
        this.folds = folds;
        this.plan = plan;
        this.rng = Rng.of(task.seed());
        this.network = Network.of(task);
        this.weights = Streams.weights(network, rng);
    }

    static AugmentedNetwork run(Task task, Folds folds, Plan plan) {
        return new AugmentedTraining(task, folds, plan).run();
    }

    private AugmentedNetwork run() {
        if (plan.pretraining() == 0) {
            begin();
        } else {
            learner = new PlainLearner(task, network, weights, folds, rng);
        }
        TrainedNetwork trained = Training.run(
                task, network, weights, plan.hypergradient(), this::update, this::ended);
        return new AugmentedNetwork(trained, augmentation());
    }

    Task task() {
        return task;
    }

    Network network() {
        return network;
    }

    VariableTree weights() {
        return weights;
    }

    Folds folds() {
        return folds;
    }

    Rng rng() {
        return rng;
    }

    /** Makes the points and what learns them. */
    private void begin() {
        DataSet rows = folds.size() == 1 ? task.train().subset(folds.of(0).rows()) : task.train();
        double[] scores = plan.initialisation().needsNetwork() ? ownProbabilities(rows) : null;
        DataSet start = plan.initialisation().points(
                rows, plan.ratio(), scores, rng.stream(Streams.RESAMPLE));
        if (start.rows() == 0) {
            // no class is smaller: nothing is to be added
            learner = learner != null
                    ? learner
                    : new PlainLearner(task, network, weights, folds, rng);
            return;
        }
        points = new LearnedPoints(start, PointBounds.of(task.train(), start, plan.step()));
        learner = plan.learners().of(this, points);
    }

    private double[] ownProbabilities(DataSet rows) {
        double[][] all = new Scorer(network, weights, rows.rows()).probabilities(rows);
        double[] own = new double[rows.rows()];
        for (int row = 0; row < own.length; row++) {
            own[row] = all[row][rows.label(row)];
        }
        return own;
    }

    private void update() {
        learner.update(epoch);
        trainingLoss += learner.trainingLoss();
        holdOutLoss += learner.holdOutLoss();
        updates++;
    }

    private void ended(int number, double averagePrecision, boolean best) {
        boolean pretraining = number < plan.pretraining();
        epochs.add(new Augmentation.Epoch(
                number,
                pretraining ? Augmentation.Phase.PRETRAINING : Augmentation.Phase.AUGMENTED,
                averagePrecision, trainingLoss / updates, holdOutLoss / updates,
                points == null ? 0 : points.meanDisplacement(),
                points == null ? 1 : points.meanWeight()));
        if (best) {
            kept = number;
            if (points != null) {
                keptPositions = points.positions();
                keptWeights = points.weights();
            }
            if (pretraining) {
                pretrained = weights.values();
            }
        }
        updates = 0;
        trainingLoss = 0;
        holdOutLoss = 0;
        epoch = number + 1;
        if (epoch == plan.pretraining() && epoch < task.epochs()) {
            if (pretrained != null) {
                weights.load(pretrained);
            }
            begin();
            if (points != null) {
                // should no later epoch be better, the points of the kept one are where they began
                keptPositions = points.positions();
                keptWeights = points.weights();
            }
        }
    }

    private Augmentation augmentation() {
        DataSet start = points == null ? null : points.start();
        return new Augmentation(
                task.train().featureNames(),
                start == null ? new int[0] : start.labels().clone(),
                matrix(start == null ? new float[0] : start.features()),
                matrix(keptPositions),
                keptWeights,
                List.copyOf(epochs),
                kept);
    }

    private float[][] matrix(float[] values) {
        int width = task.train().width();
        float[][] rows = new float[values.length / width][width];
        for (int i = 0; i < values.length; i++) {
            rows[i / width][i % width] = values[i];
        }
        return rows;
    }
}
