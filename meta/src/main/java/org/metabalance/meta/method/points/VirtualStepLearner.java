package org.metabalance.meta.method.points;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.method.Descent;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Rows;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.holdout.Folds;
import org.metabalance.meta.method.holdout.HeldOutRows;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Sgd;

/**
 * The training step of explicit gradient learning as one compiled program: virtual step, hold-out
 * loss, its derivatives with respect to points and weights - mixed second derivatives of the training
 * loss - and the updates of points, weights and network.
 */
final class VirtualStepLearner implements PointLearner {
    private static final String ROWS = "rows";
    private static final String POINTS = "points";

    private final ExplicitGradientLearning.Options options;
    private final Network network;
    private final Folds folds;
    private final LearnedPoints points;
    private final HeldOutRows heldOut;
    private final Program program;
    private final List<RowStream> rows = new ArrayList<>();
    private final RowStream pointOrder;

    VirtualStepLearner(
            AugmentedTraining training,
            LearnedPoints points,
            ExplicitGradientLearning.Options options) {
        Task task = training.task();
        Rng rng = training.rng();
        this.options = options;
        this.points = points;
        network = training.network();
        folds = training.folds();
        Batches batches = Batches.of(
                task.batch(), folds.of(0).rows().length, points.count());
        heldOut = options.learned().anything()
                ? new HeldOutRows(
                        options.holdOut(), task.train(), folds,
                        batches.trained(task.train(), points.start()), rng)
                : null;
        program = compile(task, training.weights(), batches)
                .seed(rng.stream(Streams.PROGRAM).key());
        for (int f = 0; f < folds.size(); f++) {
            rows.add(new RowStream(folds.of(f).rows(), rng.stream(Streams.BATCHES).stream(f)));
        }
        pointOrder = RowStream.all(points.count(), rng.stream(PointStreams.POINT_BATCHES));
    }

    private Program compile(Task task, VariableTree weights, Batches batches) {
        Tape tape = Tape.f32().threads(1);
        Parameters theta = weights.on(tape);
        Rows data = Rows.on(tape, task.train());
        Tensor indices = tape.input(POINTS, batches.points());
        LearnedPoints.Picked z = points.pick(tape, indices);
        Rows added = z.rows();
        if (options.jitter() > 0) {
            // derivatives reach the points through their blurred copies
            added = new Rows(
                    FeatureRanges.of(task.train()).blurred(added.features(), options.jitter()),
                    added.labels());
        }
        boolean positions = options.learned().positions() && points.movable();
        Tensor w = options.learned().weights() ? points.pickWeights(tape, indices) : null;
        MixedBatch batch = new MixedBatch(
                network, data.pick(tape.input(ROWS, batches.natural())), added, w,
                options.weightStep().normalization());
        Tensor training;
        List<Tensor> outputs = new ArrayList<>();
        if (heldOut == null) {
            training = batch.loss(theta);
        } else {
            Rows judges = heldOut.on(tape, data);
            List<Tensor> learned = new ArrayList<>();
            if (positions) {
                learned.add(z.moving());
            }
            if (options.learned().weights()) {
                learned.add(w);
            }
            Hypergradient.Result judged = Hypergradients.EXACT.of(
                    new Bilevel(
                            theta, (at, step) -> batch.loss(at),
                            Sgd.of(options.virtualStep().rate()), 1,
                            at -> heldOut.loss(network, judges, at)),
                    learned);
            outputs.add(judged.outer());
            training = judged.inner();
            if (positions) {
                points.assignMoved(
                        tape, indices,
                        options.pointStep().displacement(
                                judged.gradient().get(0), points.deviations(tape)));
            }
            if (options.learned().weights()) {
                Tensor changed = options.weightStep().changed(w, judged.gradient().getLast());
                points.assignWeights(tape, indices, w, changed);
                if (options.weightStep().rule() == WeightStep.Rule.REWEIGHT) {
                    training = batch.withWeights(changed).loss(theta);
                }
            }
        }
        outputs.addFirst(training);
        assignTheta(task, tape, weights, theta, training);
        return tape.compile(outputs);
    }

    private void assignTheta(
            Task task, Tape tape, VariableTree weights, Parameters theta, Tensor training) {
        Parameters gradient = theta.with(Gradients.gradient(training, theta.tensors()));
        VirtualStep step = options.virtualStep();
        switch (step.update()) {
            case OPTIMIZER -> Descent.of(task, network, weights).assign(tape, gradient);
            case SHORTENED -> {
                double rate = (1 - step.rho()) * step.rate();
                weights.assign(
                        tape, Parameters.zip(theta, gradient, (at, g) -> at.sub(g.mul(rate))));
            }
        }
    }

    @Override
    public void update(int epoch) {
        int fold = epoch % folds.size();
        rows.get(fold).fill(program.input(ROWS));
        NdArray indices = program.input(POINTS);
        pointOrder.fill(indices);
        if (heldOut != null) {
            heldOut.fill(program, fold);
        }
        program.run();
    }

    @Override
    public double trainingLoss() {
        return program.output(0).item();
    }

    @Override
    public double holdOutLoss() {
        return heldOut == null ? Double.NaN : program.output(1).item();
    }
}
