package org.metabalance.meta.method.blackbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.RepeatedRows;
import org.metabalance.meta.method.Scorer;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.Training;
import org.metabalance.meta.method.holdout.CrossFit;
import org.metabalance.meta.method.points.PlainLearner;
import org.metabalance.meta.metric.Merit;
import org.metabalance.nn.optimize.Descent;

/**
 * Augmentation by parameters that a {@link BlackBoxSearch} finds: mixing, weight and the noise of each
 * feature. What it makes large is average precision on the validation rows itself, which has no
 * derivative.
 *
 * <p>Every third epoch is a round of probes: its updates are shared between them, each begins with the
 * same network and sees the same random numbers, and training goes on with the best. So the network
 * gets as many updates as with any other method, some of which are thrown away, and the validation
 * rows are looked at more often: expect their average precision to be flattering.
 *
 * @param name as users type it
 * @param options how
 */
public record BlackBoxAugmentation(String name, Options options) implements Method {

    /**
     * The settings of the method.
     *
     * @param probes in a round, at least 3; default 6
     * @param interval a round comes after this many epochs less one of ordinary training; default 3
     * @param mostNoise the greatest standard deviation of the noise, in sigma; default .3
     */
    public record Options(int probes, int interval, double mostNoise) {
        /** The defaults. */
        public static final Options DEFAULT = new Options(6, 3, .3);

        /** Checks the numbers. */
        public Options {
            if (probes < 3 || interval < 1 || !(mostNoise > 0 && Double.isFinite(mostNoise))) {
                throw new IllegalArgumentException(
                        "black-box augmentation: needs 3 probes, an interval and noise, got %d, %d"
                                .formatted(probes, interval) + " and " + mostNoise);
            }
        }
    }

    /**
     * A probe: parameters that training was tried with.
     *
     * @param epoch its epoch, from 0
     * @param parameters what was tried
     * @param averagePrecision on the validation rows after its updates
     */
    public record Probe(int epoch, double[] parameters, double averagePrecision) {}

    /**
     * What the search found.
     *
     * @param names of the parameters
     * @param probes all, in order
     * @param best the parameters that training ended with
     */
    public record Search(List<String> names, List<Probe> probes, double[] best) {}

    @Override
    public About about() {
        return new About(name,
                "mixing, weight and noise of augmented points, found by learning the gradient of"
                        + " validation AP",
                "arXiv 2006.08711");
    }

    @Override
    public SearchedNetwork fit(Problem problem) {
        return new Fit(problem, EncodedTable.of(name, problem.train()), options).run();
    }

    /** One training. */
    private static final class Fit {
        private final Problem problem;
        private final EncodedTable train;
        private final Options options;
        private final Network network;
        private final Descent descent;
        private final Scorer scorer;
        private final AugmentationParameters parameters;
        private final BlackBoxSearch search;
        private final MixingLearner learner;
        /** What learns when no class is smaller than another; null otherwise. */
        private final PlainLearner plain;
        private final List<Probe> probes = new ArrayList<>();
        private final int perRound;

        private int epoch;
        private int done;
        private int probe;
        private double[][] asked;
        private double[] values;
        private State start;
        private State best;
        private Merit bestMerit;

        /** Network and optimizer between probes. */
        private record State(Map<String, NdArray> network, Map<String, NdArray> optimizer) {}

        Fit(Problem problem, EncodedTable train, Options options) {
            this.problem = problem;
            this.train = train;
            this.options = options;
            Rng rng = Rng.of(problem.seed());
            network = Network.of(problem);
            descent = Descent.of(problem.optimizer(), network.weights());
            scorer = Scorer.probabilities(network, problem.validation());
            parameters = new AugmentationParameters(train, options.mostNoise());
            perRound = Math.min(options.probes(), problem.updatesPerEpoch());
            int[] extra = RepeatedRows.balancing(train, rng.stream(Seeds.RESAMPLE));
            search = perRound < 3 || extra.length == 0 ? null : new BlackBoxSearch(
                    parameters.lower(), parameters.upper(), parameters.start(),
                    BlackBoxSearch.Options.of(perRound), rng.stream(Seeds.PROBES));
            boolean balanced = extra.length == 0;
            plain = balanced
                    ? new PlainLearner(problem, network, CrossFit.none(train))
                    : null;
            learner = balanced
                    ? null
                    : new MixingLearner(problem, train, network, descent, extra);
        }

        SearchedNetwork run() {
            TrainedNetwork trained = Training.of(problem, network)
                    .with((number, merit, better) -> {
                        epoch = number + 1;
                        done = 0;
                    })
                    .run("none", this::update);
            return new SearchedNetwork(trained, new Search(
                    parameters.names(train), List.copyOf(probes), current()));
        }

        private double[] current() {
            return search == null ? parameters.start() : search.best();
        }

        private void update() {
            if (plain != null) {
                plain.update(epoch);
                problem.progress().losses(Double.NaN, plain.trainingLoss());
                return;
            }
            boolean searching = search != null
                    && epoch % options.interval() == options.interval() - 1;
            if (done == 0) {
                if (searching) {
                    asked = search.ask();
                    values = new double[asked.length];
                    probe = 0;
                    start = state();
                    best = null;
                }
                learner.begin(epoch, parameters, searching ? asked[0] : current());
            }
            learner.update();
            problem.progress().losses(Double.NaN, learner.trainingLoss());
            done++;
            if (searching && done == end(probe)) {
                finishProbe();
            }
        }

        /** Returns after how many updates of the epoch a probe ends. */
        private int end(int number) {
            return (int) ((long) problem.updatesPerEpoch() * (number + 1) / perRound);
        }

        private void finishProbe() {
            Merit merit = Merit.of(scorer.rows(), problem.validation().labels());
            values[probe] = -merit.averagePrecision();
            probes.add(new Probe(epoch, asked[probe], merit.averagePrecision()));
            if (best == null || merit.betterThan(bestMerit)) {
                best = state();
                bestMerit = merit;
            }
            probe++;
            if (probe < asked.length) {
                load(start);
                learner.begin(epoch, parameters, asked[probe]);
            } else {
                load(best);
                search.tell(values);
            }
        }

        private State state() {
            return new State(network.values(), descent.state().values());
        }

        private void load(State state) {
            network.load(state.network());
            descent.state().load(state.optimizer());
        }
    }
}
