package org.metabalance.meta.method.points;

import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.FeatureRanges;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.RepeatedRows;
import org.metabalance.meta.method.RowStream;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.nn.Batch;
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
    public About about() {
        return new About(name,
                "rows of the smaller classes repeated, with new noise in every batch",
                "ablation of " + ExplicitGradientLearning.SOURCE);
    }

    @Override
    public Trained fit(Problem problem) {
        Rng rng = Rng.of(problem.seed());
        Network network = Network.of(problem);
        EncodedTable train = EncodedTable.of(name, problem.train());
        int[] extra = RepeatedRows.balancing(train, rng.stream(Seeds.RESAMPLE));
        Batches batches = Batches.of(problem.batch(), train.rows(), extra.length);

        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Batch natural = train.on(tape, tape.input(ROWS, batches.natural()));
        Tensor loss;
        if (extra.length == 0) {
            loss = net.losses(net.theta(), natural).mean();
        } else {
            Batch more = train.on(tape, tape.input(REPEATED, batches.points()));
            Batch blurred = more.with(FeatureRanges.of(train).blurred(more.x(), scale));
            loss = new MixedBatch(net, natural, blurred, null, Normalization.BATCH_SIZE)
                    .loss(net.theta());
        }
        net.descend(problem.optimizer(), loss);
        Program step = tape.compile(loss).seed(rng.stream(Seeds.PROGRAM).key());
        RowStream rows = RowStream.all(train.rows(), rng.stream(Seeds.BATCHES));
        RowStream again = extra.length == 0
                ? null
                : new RowStream(extra, rng.stream(Seeds.POINT_BATCHES));
        return Training.of(problem, network).run("none", () -> {
            rows.fill(step.input(ROWS));
            if (again != null) {
                again.fill(step.input(REPEATED));
            }
            step.run();
            problem.progress().losses(Double.NaN, step.output(0).item());
        });
    }
}
