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
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.method.Descent;
import org.metabalance.meta.method.IndexStream;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Rows;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Sgd;

/**
 * An episode of MetaBalance whose inner loss has augmented points, as one compiled program: one
 * backward pass gives the outer loss's derivatives with respect to theta, the points and their weights.
 */
final class AugmentedEpisode implements PointLearner {
    private static final String ROWS = "inner";
    private static final String POINTS = "points";
    private static final String OUTER = "outer";

    private final AugmentedMetaBalance.Options options;
    private final LearnedPoints points;
    private final Program program;
    private final RowStream rows;
    private final RowStream pointOrder;
    private final IndexStream outer;

    AugmentedEpisode(
            AugmentedTraining training, LearnedPoints points,
            AugmentedMetaBalance.Options options) {
        this.options = options;
        this.points = points;
        Task task = training.task();
        Rng rng = training.rng();
        DataSet balanced = options.outerView().resample(
                task.train(), rng.stream(Streams.RESAMPLE));
        Batches batches = Batches.of(task.batch(), task.train().rows(), points.count());
        program = compile(training, balanced, batches)
                .seed(rng.stream(Streams.PROGRAM).key());
        rows = RowStream.all(task.train().rows(), rng.stream(Streams.INNER_BATCHES));
        pointOrder = RowStream.all(points.count(), rng.stream(PointStreams.POINT_BATCHES));
        outer = new IndexStream(balanced.rows(), rng.stream(Streams.BATCHES));
    }

    private Program compile(AugmentedTraining training, DataSet balanced, Batches batches) {
        Task task = training.task();
        Network network = training.network();
        Tape tape = Tape.f32().threads(1);
        Parameters theta = training.weights().on(tape);
        Tensor indices = tape.input(POINTS, batches.points());
        Rows natural = Rows.on(tape, task.train()).pick(tape.input(ROWS, batches.natural()));
        LearnedPoints.Picked z = points.pick(tape, indices);
        Learned learned = options.learned();
        boolean positions = learned.positions() && points.movable();
        Tensor w = learned.weights() ? points.pickWeights(tape, indices) : null;
        MixedBatch inner = new MixedBatch(
                network, natural, z.rows(), w, options.weightStep().normalization());
        Rows judges = Rows.on(tape, balanced).pick(tape.input(OUTER, task.batch()));
        List<Tensor> xs = new ArrayList<>(theta.tensors());
        if (positions) {
            xs.add(z.moving());
        }
        if (learned.weights()) {
            xs.add(w);
        }
        Hypergradient.Result result = Hypergradients.EXACT.of(
                new Bilevel(
                        theta, (at, step) -> inner.loss(at), Sgd.of(options.innerRate()), 1,
                        at -> MixedBatch.mean(network, judges, at)).leak(options.leak()),
                xs);
        int size = theta.size();
        Descent.of(task, network, training.weights())
                .assign(tape, theta.with(result.gradient().subList(0, size)));
        if (positions) {
            points.assignMoved(
                    tape, indices,
                    options.pointStep().displacement(
                            result.gradient().get(size), points.deviations(tape)));
        }
        if (learned.weights()) {
            points.assignWeights(
                    tape, indices, w,
                    options.weightStep().changed(w, result.gradient().getLast()));
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
