package org.metabalance.meta.method.points;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.FeatureRanges;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.RowStream;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.holdout.CrossFit;
import org.metabalance.meta.method.holdout.HeldOutRows;
import org.metabalance.meta.method.points.Points.Learned;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Sgd;

/**
 * The training step of explicit gradient learning as one compiled program: virtual step, hold-out
 * loss, its derivatives with respect to points and weights - mixed second derivatives of the training
 * loss - and the updates of points, weights and network.
 */
final class VirtualStepLearner implements PointLearner {
    private static final String ROWS = "rows";
    private static final String POINTS = "points";

    private final ExplicitGradientLearning method;
    private final CrossFit parts;
    private final LearnedPoints points;
    private final HeldOutRows heldOut;
    private final Program program;
    private final List<RowStream> rows = new ArrayList<>();
    private final RowStream pointOrder;

    VirtualStepLearner(
            AugmentedTraining training, LearnedPoints points, ExplicitGradientLearning method) {
        Problem problem = training.problem();
        EncodedTable train = training.train();
        Rng rng = training.rng();
        this.method = method;
        this.points = points;
        parts = training.parts();
        Batches batches = Batches.of(problem.batch(), parts.of(0).rows().length, points.count());
        heldOut = method.points().learned().anything()
                ? new HeldOutRows(
                        method.holdOut(), train, parts, batches.trained(train, points.start()),
                        rng)
                : null;
        program = compile(training, batches).seed(rng.stream(Seeds.PROGRAM).key());
        for (int p = 0; p < parts.size(); p++) {
            rows.add(new RowStream(parts.of(p).rows(), rng.stream(Seeds.BATCHES).stream(p)));
        }
        pointOrder = RowStream.all(points.count(), rng.stream(Seeds.POINT_BATCHES));
    }

    private Program compile(AugmentedTraining training, Batches batches) {
        EncodedTable train = training.train();
        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = training.network().on(tape);
        TapedNetwork ahead = net.lookingAhead();
        Parameters theta = net.theta();
        Tensor indices = tape.input(POINTS, batches.points());
        LearnedPoints.Picked z = points.pick(tape, indices);
        Batch added = z.rows();
        if (method.jitter() > 0) {
            // derivatives reach the points through their blurred copies
            added = added.with(FeatureRanges.of(train).blurred(added.x(), method.jitter()));
        }
        Learned learned = method.points().learned();
        WeightStep weightStep = method.points().weightStep();
        boolean positions = learned.positions() && points.movable();
        Tensor w = learned.weights() ? points.pickWeights(tape, indices) : null;
        MixedBatch batch = new MixedBatch(
                net, train.on(tape, tape.input(ROWS, batches.natural())), added, w,
                weightStep.normalization());

        Tensor loss;
        List<Tensor> outputs = new ArrayList<>();
        if (heldOut == null) {
            loss = batch.loss(theta);
        } else {
            Batch judges = heldOut.on(tape, train);
            List<Tensor> xs = new ArrayList<>();
            if (positions) {
                xs.add(z.moving());
            }
            if (learned.weights()) {
                xs.add(w);
            }
            Hypergradient.Result judged = Hypergradients.EXACT.of(
                    new Bilevel(
                            theta, (at, step) -> batch.loss(at),
                            Sgd.of(method.virtualStep().rate()), 1,
                            at -> heldOut.loss(ahead, judges, at)),
                    xs);
            outputs.add(judged.outer());
            loss = judged.inner();
            if (positions) {
                points.assignMoved(
                        tape, indices,
                        method.points().step().displacement(
                                judged.gradient().get(0), points.deviations(tape)));
            }
            if (learned.weights()) {
                Tensor changed = weightStep.changed(w, judged.gradient().getLast());
                points.assignWeights(tape, indices, w, changed);
                if (weightStep.rule() == WeightStep.Rule.REWEIGHT) {
                    loss = batch.withWeights(changed).loss(theta);
                }
            }
        }
        outputs.addFirst(loss);
        follow(training, tape, net, loss);
        return tape.compile(outputs);
    }

    private void follow(AugmentedTraining training, Tape tape, TapedNetwork net, Tensor loss) {
        VirtualStep step = method.virtualStep();
        switch (step.update()) {
            case OPTIMIZER -> net.descend(training.problem().optimizer(), loss);
            case SHORTENED -> net.descend(Sgd.of((1 - step.rho()) * step.rate()), loss);
        }
    }

    @Override
    public void update(int epoch) {
        int part = epoch % parts.size();
        rows.get(part).fill(program.input(ROWS));
        NdArray indices = program.input(POINTS);
        pointOrder.fill(indices);
        if (heldOut != null) {
            heldOut.fill(program, part);
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
