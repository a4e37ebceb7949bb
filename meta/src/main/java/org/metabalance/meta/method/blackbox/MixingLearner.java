package org.metabalance.meta.method.blackbox;

import java.util.Arrays;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.FeatureRanges;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.RowStream;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.points.Batches;
import org.metabalance.meta.method.points.MixedBatch;
import org.metabalance.meta.sampler.neighbour.NearestNeighbours;
import org.metabalance.meta.sampler.neighbour.Neighbours;
import org.metabalance.nn.Batch;
import org.metabalance.nn.loss.Normalization;
import org.metabalance.nn.optimize.Descent;

/**
 * Updates on natural rows and points made anew for every batch, by parameters that are inputs of the
 * program: x + mixing u (x' - x) + noise, for a row x of a smaller class, a near neighbour x' of its
 * class and u uniform in [0, 1). Categorical features are those of x; points stay within the range of
 * the training rows.
 */
final class MixingLearner {
    private static final String ROWS = "rows";
    private static final String BASES = "bases";
    private static final String PARTNERS = "partners";
    private static final int NEIGHBOURS = 5;

    private final EncodedTable train;
    private final Rng rng;
    private final int[] extra;
    private final int[][] partners;
    private final Program program;
    private RowStream rows;
    private RowStream bases;
    private Rng choice;
    private long drawn;

    MixingLearner(
            Problem problem, EncodedTable train, Network network, Descent descent, int[] extra) {
        this.train = train;
        this.rng = Rng.of(problem.seed());
        this.extra = extra;
        partners = partners(train);
        Batches batches = Batches.of(problem.batch(), train.rows(), extra.length);
        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Batch natural = train.on(tape, tape.input(ROWS, batches.natural()));
        Batch base = train.on(tape, tape.input(BASES, batches.points()));
        Tensor other = train.on(tape, tape.input(PARTNERS, batches.points())).x();
        Tensor weight = tape.input(AugmentationParameters.WEIGHT, 1).expand(batches.points());
        Tensor loss = new MixedBatch(
                net, natural, mixed(base, other, FeatureRanges.of(train)), weight,
                Normalization.WEIGHT_SUM)
                .loss(net.theta());
        net.update(descent, net.gradient(loss));
        program = tape.compile(loss);
    }

    private static Batch mixed(Batch base, Tensor other, FeatureRanges ranges) {
        Tensor x = base.x();
        Tape tape = x.tape();
        double[] numeric = new double[ranges.numeric().length];
        Arrays.setAll(numeric, j -> ranges.numeric()[j] ? 1 : 0);
        Tensor share = tape.uniform(x.dim(0), 1).mul(
                tape.input(AugmentationParameters.MIXING, 1));
        Tensor way = other.sub(x).mul(tape.constant(numeric));
        Tensor noise = tape.normal(x.shape()).mul(
                tape.input(AugmentationParameters.NOISE, numeric.length));
        return base.with(
                x.add(way.mul(share)).add(noise)
                        .maximum(tape.constant(ranges.lowest()))
                        .minimum(tape.constant(ranges.highest())));
    }

    /** Returns the near neighbours of every row within its class; its own index if it is alone. */
    private static int[][] partners(EncodedTable train) {
        int[][] partners = new int[train.rows()][];
        int[] counts = train.classCounts();
        int largest = Arrays.stream(counts).max().orElse(0);
        for (int c = 0; c < counts.length; c++) {
            int[] own = train.indicesOf(c);
            if (own.length == 1) {
                partners[own[0]] = own;
            } else if (own.length > 1 && own.length < largest) {
                float[] features = train.select(own).features();
                double[] points = new double[features.length];
                Arrays.setAll(points, i -> features[i]);
                Neighbours found = NearestNeighbours.among(points, train.width())
                        .ofEach(Math.min(NEIGHBOURS, own.length - 1));
                for (int i = 0; i < own.length; i++) {
                    partners[own[i]] = new int[found.k()];
                    for (int k = 0; k < found.k(); k++) {
                        partners[own[i]][k] = own[found.index(i, k)];
                    }
                }
            }
        }
        return partners;
    }

    /**
     * Begins anew with the random numbers of a round: whatever is trained from there on sees the same
     * rows, pairs and noise, so that parameters are compared and not luck.
     */
    void begin(long round, AugmentationParameters parameters, double[] values) {
        rows = RowStream.all(train.rows(), rng.stream(Seeds.BATCHES).stream(round));
        bases = new RowStream(extra, rng.stream(Seeds.POINT_BATCHES).stream(round));
        choice = rng.stream(Seeds.PROBES).stream(round);
        drawn = 0;
        program.seed(rng.stream(Seeds.PROGRAM).stream(round).key());
        parameters.set(program, values);
    }

    /** Makes one update. */
    void update() {
        rows.fill(program.input(ROWS));
        NdArray base = program.input(BASES);
        NdArray partner = program.input(PARTNERS);
        bases.fill(base);
        for (int i = 0; i < base.size(); i++) {
            int[] near = partners[(int) base.get(i)];
            partner.set(i, near[choice.below(drawn++, near.length)]);
        }
        program.run();
    }

    /** Returns the loss of the last update. */
    double trainingLoss() {
        return program.output(0).item();
    }
}
