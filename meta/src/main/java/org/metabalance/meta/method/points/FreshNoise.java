package org.metabalance.meta.method.points;

import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.method.Descent;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Rows;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.loss.Normalization;

/**
 * Over-sampling with noise that is new in every batch: rows of the smaller classes are drawn again
 * until all classes are equally frequent, each time with other normal noise on their numeric features,
 * kept within the range of the training rows. The ablation of learned points in which nothing is
 * remembered, and a strong one.
 *
 * @param name as users type it
 * @param scale the noise's standard deviation in units of the feature's over all training rows, at
 *     least 0
 */
public record FreshNoise(String name, double scale) implements Method {
    private static final String ROWS = "rows";
    private static final String REPEATED = "repeated";

    /** Checks the scale. */
    public FreshNoise {
        if (!(scale >= 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException(
                    "fresh noise: the scale must not be negative, got " + scale);
        }
    }

    @Override
    public String summary() {
        return "rows of the smaller classes repeated, with new noise in every batch";
    }

    @Override
    public String source() {
        return "ablation of " + ExplicitGradientLearning.SOURCE;
    }

    @Override
    public Trained fit(Task task) {
        Rng rng = Rng.of(task.seed());
        Network network = Network.of(task);
        VariableTree weights = Streams.weights(network, rng);
        DataSet train = task.train();
        int[] extra = RepeatedRows.balancing(train, rng.stream(Streams.RESAMPLE));
        Batches batches = Batches.of(task.batch(), train.rows(), extra.length);

        Tape tape = Tape.f32().threads(1);
        Parameters theta = weights.on(tape);
        Rows data = Rows.on(tape, train);
        Rows natural = data.pick(tape.input(ROWS, batches.natural()));
        Tensor loss;
        if (extra.length == 0) {
            loss = MixedBatch.mean(network, natural, theta);
        } else {
            Rows more = data.pick(tape.input(REPEATED, batches.points()));
            Rows blurred = new Rows(
                    FeatureRanges.of(train).blurred(more.features(), scale), more.labels());
            loss = new MixedBatch(network, natural, blurred, null, Normalization.BATCH_SIZE)
                    .loss(theta);
        }
        Descent.of(task, network, weights)
                .assign(tape, theta.with(Gradients.gradient(loss, theta.tensors())));
        Program step = tape.compile(loss).seed(rng.stream(Streams.PROGRAM).key());

        RowStream rows = RowStream.all(train.rows(), rng.stream(Streams.BATCHES));
        RowStream again = extra.length == 0
                ? null
                : new RowStream(extra, rng.stream(PointStreams.POINT_BATCHES));
        return Training.run(task, network, weights, "none", () -> {
            rows.fill(step.input(ROWS));
            if (again != null) {
                again.fill(step.input(REPEATED));
            }
            step.run();
        });
    }
}
