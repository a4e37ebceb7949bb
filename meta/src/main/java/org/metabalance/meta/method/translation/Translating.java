package org.metabalance.meta.method.translation;

import java.util.Arrays;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.nn.Batch;
import org.metabalance.nn.optimize.Descent;

/**
 * The updates of a network by {@link MajorToMinor}: plain ones, and those of translated batches. The latter are
 * three programs - the batch and where its translations begin; one step, run again and again; acceptance and
 * update - so that a program's size does not depend on the number of steps.
 */
final class Translating {
    private static final String X = "x";
    private static final String REAL = "real";
    private static final String LABELS = "labels";
    private static final String SEEDS = "seeds";
    private static final String LUCKY = "lucky";

    private final Problem problem;
    private final Feed.Fed plain;
    private final Feed.Fed begin;
    private final Program step;
    private final Program update;
    private final Drawing drawing;
    private final Translations.Counter counter;
    private final int size;
    private final int steps;
    private final double gamma;
    private Drawing.Drawn drawn;
    private long run;

    Translating(
            Problem problem, Network f, Network g, MajorToMinor method, Translator translator) {
        Rng rng = Rng.of(problem.seed());
        Examples train = problem.train();
        this.problem = problem;
        size = problem.batch();
        steps = method.steps();
        gamma = method.gamma();
        counter = new Translations.Counter(train.classes());
        drawing = new Drawing(train.labels(), train.classCounts(), method.beta(),
                rng.stream(Seeds.TRANSLATION));
        Descent descent = Descent.of(problem.optimizer(), f.weights());
        plain = plain(problem, f, descent).seed(rng.stream(Seeds.PROGRAM));
        begin = begin(problem, method.noise(), translator)
                .seed(rng.stream(Seeds.TRANSLATION).stream(-1));
        step = step(train, f, g, translator);
        update = update(train, f, g, descent, translator).seed(rng.stream(Seeds.PROGRAM).key());
    }

    private static Feed.Fed plain(Problem problem, Network f, Descent descent) {
        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = f.on(tape);
        Feed feed = Feed.of(tape, problem);
        Batch batch = feed.batch(problem.train(), problem);
        Tensor loss = net.losses(net.theta(), batch).mean();
        net.update(descent, net.gradient(loss));
        return feed.compile(loss);
    }

    private Feed.Fed begin(Problem problem, double noise, Translator translator) {
        Tape tape = Tape.f32().threads(1);
        // a feed draws one stream a batch: another one, or augmentation would repeat that of plain updates
        Feed feed = Feed.of(tape, Rng.of(problem.seed()).stream(Seeds.AUGMENTATION).stream(-1));
        Batch batch = feed.batch(Feed.ROWS, problem.train(), size, indices -> {
            for (int i = 0; i < size; i++) {
                indices.set(i, drawn.examples()[i]);
            }
        });
        Tensor seeds = batch.x().gather(0, tape.input(SEEDS, size));
        return feed.compile(batch.x(), seeds, translator.start(seeds, noise));
    }

    private Program step(Examples train, Network f, Network g, Translator translator) {
        Tape tape = Tape.f32().threads(1);
        Tensor x = input(tape, X, train);
        Batch batch = new Batch(x, tape.input(LABELS, size));
        return tape.compile(translator.step(f, g, batch, tape.input(SEEDS, size)));
    }

    private Program update(
            Examples train, Network f, Network g, Descent descent, Translator translator) {
        Tape tape = Tape.f32().threads(1);
        Tensor real = input(tape, REAL, train);
        Tensor labels = tape.input(LABELS, size);
        Batch made = new Batch(input(tape, X, train), labels);
        Tensor confidence = Translator.confidence(g, made);
        Tensor sure = confidence.ge(gamma);
        Tensor accepted = sure.mul(tape.input(LUCKY, size));
        int[] dims = new int[real.rank()];
        Arrays.fill(dims, 1);
        dims[0] = size;
        Batch mixed = new Batch(
                Tensor.where(accepted.reshape(dims), made.x(), real), labels);
        TapedNetwork net = f.on(tape);
        Tensor loss = net.losses(net.theta(), mixed).mean();
        net.update(descent, net.gradient(loss));
        Tensor moved = translator.distance(made.x(), input(tape, SEEDS, train));
        return tape.compile(loss, sure, accepted, confidence, moved);
    }

    private Tensor input(Tape tape, String name, Examples train) {
        int[] dims = new int[train.shape().rank() + 1];
        dims[0] = size;
        System.arraycopy(train.shape().dims(), 0, dims, 1, dims.length - 1);
        return tape.input(name, dims);
    }

    /** Makes an update on the next batch as it is. */
    void plain() {
        plain.run(problem);
    }

    /** Makes an update on the next balanced batch, translated. */
    void translated() {
        drawn = drawing.draw(run++, size);
        NdArray places = begin.program().input(SEEDS);
        for (int i = 0; i < size; i++) {
            places.set(i, drawn.seeds()[i]);
        }
        begin.run();
        NdArray x = step.input(X);
        x.copyFrom(begin.program().output(2));
        for (int i = 0; i < size; i++) {
            step.input(LABELS).set(i, drawn.labels()[i]);
            step.input(SEEDS).set(i, drawn.labels()[drawn.seeds()[i]]);
            update.input(LABELS).set(i, drawn.labels()[i]);
            update.input(LUCKY).set(i, drawn.lucky()[i] ? 1 : 0);
        }
        for (int k = 0; k < steps; k++) {
            step.run();
            x.copyFrom(step.output(0));
        }
        update.set(REAL, begin.program().output(0));
        update.set(SEEDS, begin.program().output(1));
        update.set(X, x);
        update.run();
        problem.progress().losses(Double.NaN, update.output(0).item());
        for (int i = 0; i < size; i++) {
            counter.add(
                    drawn, i, update.output(1).get(i) != 0, update.output(2).get(i) != 0,
                    update.output(3).get(i), update.output(4).get(i));
        }
    }

    /** Returns what became of them. */
    Translations translations(long targetUpdates) {
        return counter.result(targetUpdates);
    }
}
