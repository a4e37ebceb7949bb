package org.metabalance.meta.fewshot.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.BatchInput;
import org.metabalance.meta.fewshot.Episode;
import org.metabalance.meta.fewshot.Episodes;
import org.metabalance.meta.fewshot.Strategy;
import org.metabalance.meta.fewshot.Support;
import org.metabalance.meta.fewshot.learner.TapedEpisode;
import org.metabalance.nn.Mode;

/**
 * Episodes of one kind as inputs of a program. The support set has as many places as the largest of the kind
 * needs.
 */
final class EpisodeInput {
    private static final long COPIES = 71;
    private static final long AUGMENTATION = 72;
    private static final String LABELS = "support classes";
    private static final String PRESENT = "support present";
    private static final String COPIED = "support copied";
    private static final String WEIGHTS = "class weights";

    private final Strategy strategy;
    private final int places;
    private final Rng copies;
    private final BatchInput support;
    private final BatchInput augmented; // null: copies are as they are
    private final BatchInput query;
    private final TapedEpisode episode;

    /**
     * Records the inputs.
     *
     * @param source of the episodes
     * @param seed decides which examples are repeated, and how copies are augmented
     */
    EpisodeInput(Tape tape, Episodes source, Strategy strategy, long seed) {
        this.strategy = strategy;
        places = strategy.places(source.task());
        copies = Rng.of(seed).stream(COPIES);
        Rng none = Rng.of(0); // nothing else is random
        support = source.examples().input(tape, "support", places, Mode.EVAL, none);
        query = source.examples()
                .input(tape, "query", source.task().allQueries(), Mode.EVAL, none);
        Tensor x = support.batch().x();
        if (strategy.copies() == Strategy.Copies.AUGMENTED) {
            if (source.examples().fixed()) {
                throw new IllegalArgumentException(
                        "few-shot: strategy '%s' needs examples that are augmented, got %s"
                                .formatted(strategy.name(), source.examples()));
            }
            augmented = source.examples().input(
                    tape, "support augmented", places, Mode.TRAIN,
                    Rng.of(seed).stream(AUGMENTATION));
            int[] perExample = new int[x.rank()];
            Arrays.fill(perExample, 1);
            perExample[0] = places;
            Tensor copied = tape.input(COPIED, places).reshape(perExample).expand(x.shape());
            x = Tensor.where(copied, augmented.batch().x(), x);
        } else {
            augmented = null;
        }
        int ways = source.task().ways();
        double[] asked = new double[source.task().allQueries()];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = i / source.task().queries();
        }
        episode = new TapedEpisode(
                ways, x, tape.input(LABELS, places), tape.input(PRESENT, places),
                tape.input(WEIGHTS, ways), strategy.gamma(), query.batch().x(),
                tape.constant(asked, asked.length));
    }

    TapedEpisode episode() {
        return episode;
    }

    /** Returns what fills the inputs of a program that was compiled from the tape. */
    Filler in(Program program) {
        return new Filler(program);
    }

    /** Fills the inputs of one program. */
    final class Filler {
        private final Program program;
        private final Optional<BatchInput.Filler> supportPixels;
        private final Optional<BatchInput.Filler> augmentedPixels;
        private final Optional<BatchInput.Filler> queryPixels;

        private Filler(Program program) {
            this.program = program;
            supportPixels = support.in(program);
            augmentedPixels = augmented == null ? Optional.empty() : augmented.in(program);
            queryPixels = query.in(program);
        }

        void fill(Episode next) {
            Support placed = Support.of(next, strategy, places, copies);
            for (Optional<BatchInput.Filler> filler : List.of(supportPixels, augmentedPixels)) {
                filler.ifPresent(pixels -> load(pixels, placed.indices(), next.number()));
            }
            queryPixels.ifPresent(pixels -> load(pixels, next.query(), next.number()));
            for (int i = 0; i < places; i++) {
                set(LABELS, i, placed.labels()[i]);
                set(PRESENT, i, i < placed.used() ? 1 : 0);
                set(COPIED, i, placed.copied()[i] ? 1 : 0);
            }
            for (int k = 0; k < placed.classWeights().length; k++) {
                set(WEIGHTS, k, placed.classWeights()[k]);
            }
        }

        private void load(BatchInput.Filler filler, int[] indices, long number) {
            NdArray to = filler.indices();
            for (int i = 0; i < indices.length; i++) {
                to.set(i, indices[i]);
            }
            filler.load(number);
        }

        private void set(String input, int index, double value) {
            if (program.inputs().contains(input)) {
                program.input(input).set(index, value);
            }
        }
    }
}
