package org.metabalance.meta.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.BatchInput;
import org.metabalance.meta.data.Examples;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;

/**
 * The batches that a program sees, recorded on its tape and drawn anew before each of its runs. Where
 * examples come from - the program's own constants, or pixels that are read and augmented for every run -
 * is for the {@link Examples} to know and nobody else.
 */
public final class Feed {
    /** The usual name of a program's only batch. */
    public static final String ROWS = "rows";

    private final Tape tape;
    private final Mode mode;
    private final Rng rng;
    private final List<Drawn> batches = new ArrayList<>();

    private record Drawn(BatchInput input, Consumer<NdArray> order) {}

    private Feed(Tape tape, Mode mode, Rng rng) {
        this.tape = tape;
        this.mode = mode;
        this.rng = rng;
    }

    /** Returns the feed of a program that learns: {@code rng} decides how examples are augmented. */
    public static Feed of(Tape tape, Rng rng) {
        return new Feed(tape, Mode.TRAIN, rng);
    }

    /** Returns the feed of a program that learns, augmented by the problem's seed. */
    public static Feed of(Tape tape, Problem problem) {
        return of(tape, Rng.of(problem.seed()).stream(Seeds.AUGMENTATION));
    }

    /** Returns the feed of a program that scores: examples are as they are. */
    public static Feed toScore(Tape tape) {
        return new Feed(tape, Mode.EVAL, Rng.of(0));
    }

    /** Records the usual batch: of the problem's size, in the problem's order. */
    public Batch batch(Examples examples, Problem problem) {
        return batch(ROWS, examples, problem.batch(), order(examples, problem, Seeds.BATCHES));
    }

    /** Returns the examples' numbers in random order without end. */
    public static Consumer<NdArray> order(Examples examples, Problem problem, long stream) {
        return new IndexStream(examples.size(), Rng.of(problem.seed()).stream(stream))::fill;
    }

    /**
     * Records a batch.
     *
     * @param name new on the tape
     * @param size how many examples it has
     * @param order sets the indices of the next batch; several batches may share one, and are then drawn
     *     in the order they were recorded
     */
    public Batch batch(String name, Examples examples, int size, Consumer<NdArray> order) {
        BatchInput input = examples.input(tape, name, size, mode, rng.stream(batches.size()));
        batches.add(new Drawn(input, order));
        return input.batch();
    }

    /** Records all examples as one batch. */
    public Batch all(String name, Examples examples) {
        return examples.fixed()
                ? examples.on(tape)
                : batch(name, examples, examples.size(), Feed::inOrder);
    }

    private static void inOrder(NdArray indices) {
        for (int i = 0; i < indices.size(); i++) {
            indices.set(i, i);
        }
    }

    /** Compiles what is needed for {@code outputs} and the tape's assignments. */
    public Fed compile(Tensor... outputs) {
        return compile(List.of(outputs));
    }

    /** Compiles what is needed for {@code outputs} and the tape's assignments. */
    public Fed compile(List<Tensor> outputs) {
        return new Fed(tape.compile(outputs), batches);
    }

    /** A program with its batches. */
    public static final class Fed {
        private final Program program;
        private final List<Next> batches = new ArrayList<>();
        private long runs;

        private record Next(BatchInput.Filler filler, Consumer<NdArray> order) {}

        private Fed(Program program, List<Drawn> drawn) {
            this.program = program;
            for (Drawn batch : drawn) {
                Optional<BatchInput.Filler> filler = batch.input.in(program);
                filler.ifPresent(it -> batches.add(new Next(it, batch.order)));
            }
        }

        /** Returns the program, for its other inputs and its outputs. */
        public Program program() {
            return program;
        }

        /** Sets where random numbers inside the program come from; returns this. */
        public Fed seed(Rng rng) {
            program.seed(rng.key());
            return this;
        }

        /** Runs the program with the next batches. */
        public void run() {
            for (Next batch : batches) {
                batch.order.accept(batch.filler.indices());
                batch.filler.load(runs);
            }
            runs++;
            program.run();
        }

        /** As {@link #run()}, and tells the first output, the loss of a method of one level. */
        public void run(Problem problem) {
            run();
            problem.progress().losses(Double.NaN, program.output(0).item());
        }
    }
}
