package org.metabalance.meta.fewshot.training;

import java.util.Map;
import java.util.function.IntFunction;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.meta.fewshot.Episodes;
import org.metabalance.meta.fewshot.Strategy;
import org.metabalance.meta.fewshot.learner.Learner;
import org.metabalance.nn.model.FeatureModel;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Schedule;

/**
 * Trains a learner.
 *
 * @param learner what
 * @param models makes a network for so many classes
 * @param train episodes of the training classes
 * @param validation episodes of the validation classes
 * @param strategy what is done about imbalance, in training as in validation
 * @param settings how
 */
public record Training(
        Learner learner, IntFunction<FeatureModel> models, Episodes train, Episodes validation,
        Strategy strategy, TrainingSettings settings) {
    /** Rates fall to this. */
    private static final double DECAY = .1;

    /** Told how it goes. */
    public interface Watch {
        /** Some of all work is done. */
        void progress(double share);

        /** Validation episodes were predicted. */
        void validated(long episodes, double accuracy);

        /** Returns whether training is to end after one more check, as no time is left. */
        default boolean over() {
            return false;
        }
    }

    /**
     * A trained learner.
     *
     * @param network with the weights that were best in validation
     * @param accuracy in validation
     * @param bestAfter after how many episodes (or batches) that was
     * @param loss the mean training loss of the last stretch between two checks
     */
    public record Result(FewShotNetwork network, double accuracy, long bestAfter, double loss) {}

    /** Makes updates. */
    interface Updates {
        /** Learns from one episode or batch and returns its loss. */
        double next(long number);

        /** Returns weights and state of the learner as they are now. */
        Map<String, NdArray> values();
    }

    /**
     * Trains: until no check has been better for long, no time is left, or there are no more episodes.
     *
     * @throws ArithmeticException if a loss is no number
     */
    public Result run(Watch watch) {
        int ways = validation.task().ways();
        FewShotNetwork network = new FewShotNetwork(
                learner, models.apply(ways), ways,
                Rng.of(settings.seed()).stream(0));
        Updates updates = switch (learner.stage()) {
            case EPISODES -> new MetaTraining(this, network);
            case CLASSES -> new ClassTraining(this, network);
        };
        EpisodeTest check = new EpisodeTest(network, validation, strategy, settings.seed());
        Map<String, NdArray> best = null;
        double accuracy = -1;
        long bestAfter = 0;
        double sum = 0;
        long since = 0;
        int checked = 0;
        int worse = 0; // checks since the best
        for (long i = 0; i < settings.episodes(); i++) {
            double loss = updates.next(i);
            if (!Double.isFinite(loss)) {
                throw new ArithmeticException(
                        "%s: the loss of episode %d is %s; a lower learning rate may help"
                                .formatted(learner.about().name(), i, loss));
            }
            if (since == 0) {
                sum = 0;
            }
            sum += loss;
            since++;
            watch.progress((i + 1.0) / settings.episodes());
            boolean over = watch.over();
            if (over || (i + 1) * settings.checks() / settings.episodes() > checked) {
                checked = (int) ((i + 1) * settings.checks() / settings.episodes());
                network.load(updates.values());
                double now = check.run(
                        settings.validationEpisodes(), settings.threads(), _ -> {})
                        .accuracy().mean();
                watch.validated(i + 1, now);
                worse++;
                if (now > accuracy) {
                    worse = 0;
                    accuracy = now;
                    best = network.values();
                    bestAfter = i + 1;
                }
                sum /= since;
                since = 0;
                if (over || worse >= settings.patience()) {
                    break;
                }
            }
        }
        network.load(best);
        return new Result(network, accuracy, bestAfter, sum);
    }

    /** Returns the optimizer for so many updates. */
    Adam optimizer(int updates) {
        return Adam.of(Schedule.multiStep(
                settings.learningRate(), DECAY, Math.max(1, updates / 2)));
    }
}
