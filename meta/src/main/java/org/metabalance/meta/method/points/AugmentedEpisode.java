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
import org.metabalance.meta.method.IndexStream;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.RowStream;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.points.Points.Learned;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Descent;
import org.metabalance.nn.optimize.Sgd;

/**
 * An episode of MetaBalance whose inner loss has augmented points, as one compiled program: one
 * backward pass gives the outer loss's derivatives with respect to theta, the points and their weights.
 */
final class AugmentedEpisode implements PointLearner {
    private static final String ROWS = "inner";
    private static final String POINTS = "points";
    private static final String OUTER = "outer";

    private final LearnedPoints points;
    private final Program program;
    private final RowStream rows;
    private final RowStream pointOrder;
    private final IndexStream outer;

    AugmentedEpisode(
            AugmentedTraining training, LearnedPoints points, AugmentedMetaBalance method) {
        this.points = points;
        Problem problem = training.problem();
        EncodedTable train = training.train();
        Rng rng = training.rng();
        EncodedTable balanced = method.outer().resample(train, rng.stream(Seeds.RESAMPLE));
        Batches batches = Batches.of(problem.batch(), train.rows(), points.count());
        program = compile(training, method, balanced, batches)
                .seed(rng.stream(Seeds.PROGRAM).key());
        rows = RowStream.all(train.rows(), rng.stream(Seeds.INNER_BATCHES));
        pointOrder = RowStream.all(points.count(), rng.stream(Seeds.POINT_BATCHES));
        outer = new IndexStream(balanced.rows(), rng.stream(Seeds.BATCHES));
    }

    private Program compile(
            AugmentedTraining training, AugmentedMetaBalance method, EncodedTable balanced,
            Batches batches) {
        Problem problem = training.problem();
        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = training.network().on(tape);
        TapedNetwork ahead = net.lookingAhead();
        Parameters theta = net.theta();
        Tensor indices = tape.input(POINTS, batches.points());
        Batch natural = training.train().on(tape, tape.input(ROWS, batches.natural()));
        LearnedPoints.Picked z = points.pick(tape, indices);
        Learned learned = method.points().learned();
        WeightStep weightStep = method.points().weightStep();
        boolean positions = learned.positions() && points.movable();
        Tensor w = learned.weights() ? points.pickWeights(tape, indices) : null;
        MixedBatch inner = new MixedBatch(net, natural, z.rows(), w, weightStep.normalization());
        Batch judges = balanced.on(tape, tape.input(OUTER, problem.batch()));
        List<Tensor> xs = new ArrayList<>(theta.tensors());
        if (positions) {
            xs.add(z.moving());
        }
        if (learned.weights()) {
            xs.add(w);
        }
        Hypergradient.Result result = Hypergradients.EXACT.of(
                new Bilevel(
                        theta, (at, step) -> inner.loss(at), Sgd.of(method.innerRate()), 1,
                        at -> ahead.losses(at, judges).mean()).leak(method.leak()),
                xs);
        int size = theta.size();
        net.update(
                Descent.of(problem.optimizer(), training.network().weights()),
                theta.with(result.gradient().subList(0, size)));
        if (positions) {
            points.assignMoved(
                    tape, indices,
                    method.points().step().displacement(
                            result.gradient().get(size), points.deviations(tape)));
        }
        if (learned.weights()) {
            points.assignWeights(
                    tape, indices, w, weightStep.changed(w, result.gradient().getLast()));
        }
        return tape.compile(result.inner(), result.outer());
    }

    @Override
    public void update(int epoch) {
        rows.fill(program.input(ROWS));
        NdArray indices = program.input(POINTS);
        pointOrder.fill(indices);
        outer.fill(program.input(OUTER));
        program.run();
    }

    @Override
    public double trainingLoss() {
        return program.output(0).item();
    }

    @Override
    public double holdOutLoss() {
        return program.output(1).item();
    }
}
