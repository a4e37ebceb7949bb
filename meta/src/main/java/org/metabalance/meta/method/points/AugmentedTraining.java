package org.metabalance.meta.method.points;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Scorer;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.holdout.CrossFit;
import org.metabalance.meta.metric.Merit;

/**
 * A training with augmented points: some epochs on natural rows, of which the best is taken up again,
 * then points are made and updates see them.
 */
final class AugmentedTraining {
    private final Problem problem;
    private final EncodedTable train;
    private final Network network;
    private final CrossFit parts;
    private final Recipe recipe;
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
    private Augmentation.Snapshots.Taker taker = new Augmentation.Snapshots.Taker(0, 0);

    /**
     * What to do.
     *
     * @param pretraining epochs on natural rows
     * @param points what is added
     * @param hypergradient how the points are learned, for the result
     * @param learners makes what updates points and network
     */
    record Recipe(int pretraining, Points points, String hypergradient, Learners learners) {}

    /** Makes the updates for points. */
    @FunctionalInterface
    interface Learners {
        PointLearner of(AugmentedTraining training, LearnedPoints points);
    }

    private AugmentedTraining(
            Problem problem, EncodedTable train, CrossFit parts, Recipe recipe) {
        this.problem = problem;
        this.train = train;
        this.parts = parts;
        this.recipe = recipe;
        this.rng = Rng.of(problem.seed());
        this.network = Network.of(problem);
    }

    /** Trains on the rows of the problem, which are {@code train}. */
    static AugmentedNetwork run(
            Problem problem, EncodedTable train, CrossFit parts, Recipe recipe) {
        return new AugmentedTraining(problem, train, parts, recipe).run();
    }

    private AugmentedNetwork run() {
        if (recipe.pretraining() == 0) {
            begin();
        } else {
            learner = new PlainLearner(problem, network, parts);
        }
        TrainedNetwork trained = Training.of(problem, network).with(this::ended)
                .settledFrom(recipe.pretraining()).run(recipe.hypergradient(), this::update);
        return new AugmentedNetwork(trained, augmentation());
    }

    Problem problem() {
        return problem;
    }

    Network network() {
        return network;
    }

    EncodedTable train() {
        return train;
    }

    CrossFit parts() {
        return parts;
    }

    Rng rng() {
        return rng;
    }

    /** Makes the points and what learns them. */
    private void begin() {
        EncodedTable rows = parts.size() == 1 ? train.select(parts.of(0).rows()) : train;
        double[] scores = recipe.points().initialisation().needsNetwork() ? ownProbabilities(rows)
                : null;
        EncodedTable start = recipe.points().initialisation().points(
                rows, recipe.points().ratio(), scores, rng.stream(Seeds.RESAMPLE));
        if (start.rows() == 0) {
            // no class is smaller: nothing is to be added
            learner = learner != null
                    ? learner
                    : new PlainLearner(problem, network, parts);
            return;
        }
        points = new LearnedPoints(start, PointBounds.of(train, start, recipe.points().step()));
        learner = recipe.learners().of(this, points);
        taker = new Augmentation.Snapshots.Taker(points.count(), train.width());
        taker.take(epoch, points.positions());
        problem.progress().saw("with points", train.concat(start));
    }

    private double[] ownProbabilities(EncodedTable rows) {
        double[][] all = Scorer.probabilities(network, rows).rows();
        double[] own = new double[rows.rows()];
        for (int row = 0; row < own.length; row++) {
            own[row] = all[row][rows.label(row)];
        }
        return own;
    }

    private void update() {
        learner.update(epoch);
        if (recipe.points().learned() == Points.Learned.NOTHING) {
            problem.progress().losses(Double.NaN, learner.trainingLoss());
        } else {
            problem.progress().losses(learner.trainingLoss(), learner.holdOutLoss());
        }
        trainingLoss += learner.trainingLoss();
        holdOutLoss += learner.holdOutLoss();
        updates++;
    }

    private void ended(int number, Merit merit, boolean best) {
        boolean pretraining = number < recipe.pretraining();
        if (points != null) {
            taker.take(number + 1, points.positions());
        }
        epochs.add(new Augmentation.Epoch(
                number,
                pretraining ? Augmentation.Phase.PRETRAINING : Augmentation.Phase.AUGMENTED,
                merit.averagePrecision(), trainingLoss / updates, holdOutLoss / updates,
                points == null ? 0 : points.meanDisplacement(),
                points == null ? 1 : points.meanWeight()));
        if (best) {
            kept = number;
            if (points != null) {
                keptPositions = points.positions();
                keptWeights = points.weights();
            }
            if (pretraining) {
                pretrained = network.values();
            }
        }
        updates = 0;
        trainingLoss = 0;
        holdOutLoss = 0;
        epoch = number + 1;
        if (epoch == recipe.pretraining() && epoch < problem.epochs()) {
            if (pretrained != null) {
                network.load(pretrained);
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
        EncodedTable start = points == null ? null : points.start();
        return new Augmentation(
                train.featureNames(),
                start == null ? new int[0] : start.labels().clone(),
                matrix(start == null ? new float[0] : start.features()),
                matrix(keptPositions),
                keptWeights,
                List.copyOf(epochs),
                taker.taken(),
                kept);
    }

    private float[][] matrix(float[] values) {
        int width = train.width();
        float[][] rows = new float[values.length / width][width];
        for (int i = 0; i < values.length; i++) {
            rows[i / width][i % width] = values[i];
        }
        return rows;
    }
}
