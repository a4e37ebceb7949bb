package org.metabalance.meta.fewshot.learner;

import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.About;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.model.FeatureModel;
import org.metabalance.nn.optimize.Iterate;
import org.metabalance.nn.optimize.Schedule;
import org.metabalance.nn.optimize.Sgd;

/**
 * The baseline of Chen et al., "A Closer Look at Few-shot Classification", ICLR 2019: an ordinary classifier of the
 * training classes, whose trunk stays as it is while a new linear head is fitted to each support set, by gradient
 * descent with momentum 0.9, dampening 0.9 and weight decay 0.001. Predicts by running statistics.
 *
 * <p>Each pass goes through the support set in an order of its own; orders and first weights are the same for all
 * episodes.
 *
 * @param passes through the support set; 100 in the paper and in the code of Ochal et al.
 * @param batch support examples a step; 4 there
 * @param rate the learning rate; 0.01 there
 */
public record FineTuned(int passes, int batch, double rate) implements Learner {
    private static final double MOMENTUM = .9;
    private static final double DAMPENING = .9;
    private static final double DECAY = .001;

    /** Checks the numbers. */
    public FineTuned {
        if (passes < 1 || batch < 1 || !(rate > 0 && Double.isFinite(rate))) {
            throw new IllegalArgumentException(
                    "fine-tuned: needs a pass, a batch and a positive rate, got %d, %d and %s"
                            .formatted(passes, batch, rate));
        }
    }

    /** The published one. */
    public FineTuned() {
        this(100, 4, .01);
    }

    @Override
    public About about() {
        return new About("fine-tuned", "a new linear head for each task",
                "Chen et al., ICLR 2019, arXiv 1904.04232");
    }

    @Override
    public Stage stage() {
        return Stage.CLASSES;
    }

    @Override
    public Statistics testStatistics() {
        return Statistics.RUNNING;
    }

    @Override
    public Forward logits(
            TapedEpisode episode, FeatureModel network, Parameters theta, Parameters state,
            Phase phase) {
        Features features = Features.of(episode, network, theta, state, statistics(phase));
        Tape tape = episode.tape();
        Sgd rule = new Sgd(
                Schedule.constant(rate), Schedule.constant(MOMENTUM),
                Schedule.constant(DAMPENING), false, Schedule.constant(DECAY));
        Iterate at = rule.start(first(tape, network.featureWidth(), episode.ways()));
        int places = features.support().dim(0);
        for (int pass = 0; pass < passes; pass++) {
            int[] order = Rng.of(0).stream(pass).permutation(places);
            for (int from = 0; from < places; from += batch) {
                double[] chosen = IntStream.range(from, Math.min(places, from + batch))
                        .mapToDouble(i -> order[i]).toArray();
                Tensor indices = tape.constant(chosen, chosen.length);
                Tensor logits = logits(at.parameters(), features.support().gather(0, indices));
                at = rule.minimize(episode.innerLoss(logits, indices), at);
            }
        }
        return new Forward(logits(at.parameters(), features.query()), state);
    }

    private static Tensor logits(Parameters head, Tensor features) {
        return features.matmul(head.get("weight")).add(head.get("bias"));
    }

    /** U(-1 / sqrt(width), 1 / sqrt(width)), and no bias. */
    private static Parameters first(Tape tape, int width, int ways) {
        NdArray weight = Initializer.fanIn(width)
                .values(Shape.of(width, ways), tape.dtype(), Rng.of(0).stream(-1));
        return Parameters.of(
                List.of("weight", "bias"), List.of(tape.constant(weight), tape.zeros(ways)));
    }
}
