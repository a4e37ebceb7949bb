package org.metabalance.meta.method.curve;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.memory.Memory;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;
import org.metabalance.nn.optimize.Schedule;

/**
 * CurveNet's probing: a plain training of a network of its own that records the loss of every example in every
 * epoch, as it is when the example is learned from. After {@code steady} of the epochs batches are an eighth as
 * large, and the rate alternates between a tenth and a hundredth of the first, so that examples are learned and
 * forgotten again and again: wrong labels and rare examples differ in that. The first epochs are left out of the
 * curves.
 *
 * <p>The authors' 300 epochs are 120 of SGD at 0.1 in batches of 128, then blocks of 15 at 1e-2 and 1e-3 in
 * batches of 16; the first 5 are left out. Here the optimizer and the first rate are those of the budget, and
 * blocks and what is left out are the same shares of the epochs.
 *
 * @param epochs passes over the examples; 0, the default, for as many as have the updates that every training has
 *     in its batches, but 10 at least and 300 at most
 * @param steady the share of the epochs before the rate alternates; 0.4 by default
 */
public record Probe(int epochs, double steady) {
    /** As many epochs as the budget says, two fifths of them steady. */
    public static final Probe DEFAULT = new Probe(0, .4);

    private static final int LEAST = 10;
    private static final int MOST = 300;
    private static final int SMALLER_BATCHES = 8;
    private static final double[] RATES = {.1, .01};
    private static final double BLOCK = 15 / 300.;
    private static final double LEFT_OUT = 5 / 300.;
    private static final String RATE = "rate";

    /** Checks the numbers. */
    public Probe {
        if (epochs < 0) {
            throw new IllegalArgumentException(
                    "curvenet: the number of probing epochs must not be negative, got " + epochs);
        }
        if (!(steady >= 0 && steady <= 1)) {
            throw new IllegalArgumentException(
                    "curvenet: the share of steady epochs must be from 0 to 1, got " + steady);
        }
    }

    /** Returns how many epochs are made. */
    int epochs(Problem problem, Examples train) {
        int pass = Math.ceilDiv(train.size(), problem.batch());
        long updates = (long) problem.plan().fewest() * problem.updatesPerEpoch();
        return epochs > 0 ? epochs : Math.clamp(updates / pass, LEAST, MOST);
    }

    /** Returns the rate in an epoch, over that of the budget. */
    double rate(int epoch, int all) {
        int first = (int) (steady * all);
        int block = Math.max(1, (int) Math.round(BLOCK * all));
        return epoch < first ? 1 : RATES[(epoch - first) / block % 2];
    }

    /**
     * Trains and records. An interrupted thread ends it after an epoch.
     *
     * @param problem whose network, budget and seed
     * @param train the examples
     */
    public LossCurves of(Problem problem, Examples train) {
        int all = epochs(problem, train);
        Probing probing = new Probing(problem, train);
        float[][] recorded = new float[all][];
        int done = 0;
        while (done < all && (done == 0 || !problem.over())) {
            recorded[done] = probing.epoch(rate(done, all), done >= (int) (steady * all));
            done++;
        }
        int skip = Math.min((int) (LEFT_OUT * all), done - 1);
        int length = done - skip;
        float[] records = new float[Math.multiplyExact(train.size(), length)];
        for (int i = 0; i < records.length; i++) {
            records[i] = recorded[skip + i % length][i / length];
        }
        return new LossCurves(records, length, train.labels());
    }

    /** Two programs of one training: large batches and small ones. */
    private static final class Probing {
        private final Problem problem;
        private final Examples train;
        private final Network network;
        private final Memory losses;
        private final Map<Tape, Tensor> rates = new IdentityHashMap<>();
        private final Descent descent;
        private final Feed.Fed large;
        private final Feed.Fed small;

        Probing(Problem problem, Examples train) {
            this.problem = problem;
            this.train = train;
            network = Network.of(problem);
            losses = new Memory(train.size(), 1);
            Schedule rate = step -> rates.get(step.tape());
            descent = Descent.of(Adam.of(rate), network.weights());
            Consumer<NdArray> order = losses.following(Feed.order(train, problem, Seeds.PROBES));
            large = program(problem.batch(), 0, order);
            // two at least: a batch of one has no variance
            small = program(Math.max(2, problem.batch() / SMALLER_BATCHES), 1, order);
        }

        private Feed.Fed program(
                int size, long stream,
                Consumer<NdArray> order) {
            Rng rng = Rng.of(problem.seed()).stream(Seeds.PROBES).stream(stream);
            Tape tape = Tape.f32().threads(1);
            rates.put(tape, tape.input(RATE));
            TapedNetwork net = network.on(tape);
            Feed feed = Feed.of(tape, rng.stream(Seeds.AUGMENTATION));
            Tensor each = net.losses(net.theta(), feed.batch(Feed.ROWS, train, size, order));
            net.update(descent, net.gradient(each.mean()));
            return feed.compile(each).seed(rng.stream(Seeds.PROGRAM));
        }

        /** Returns the last loss of every example: one that an epoch has not met has its earlier one. */
        float[] epoch(double rate, boolean inSmall) {
            Feed.Fed update = inSmall ? small : large;
            update.program().set(RATE, (float) (problem.budget().learningRate() * rate));
            int pass = Math.ceilDiv(train.size(), update.program().output(0).size());
            for (int i = 0; i < pass; i++) {
                update.run();
                losses.keep(update.program().output(0));
            }
            return Arrays.copyOf(losses.values(), train.size());
        }
    }
}
