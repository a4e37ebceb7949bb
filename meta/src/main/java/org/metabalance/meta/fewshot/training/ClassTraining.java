package org.metabalance.meta.fewshot.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.BatchInput;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.fewshot.learner.SimpleShot;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.model.FeatureModel;
import org.metabalance.nn.optimize.Descent;

/**
 * Learns all training classes at once, by the cross-entropy of a linear head that is forgotten afterwards. A batch
 * has as many examples as an episode; batches go through the examples in random order without end.
 */
final class ClassTraining implements Training.Updates {
    private static final long ORDER = 73;
    private static final String CLASSES = "classes";

    /** How many examples the mean feature is taken over at most, in batches of this: a sample says enough. */
    private static final int MEAN_BATCHES = 20;
    private static final int MEAN_BATCH = 100;

    private final FewShotNetwork network;
    private final Examples examples;
    private final int[] rows;
    private final int[] labelOf;
    private final Rng order;
    private final VariableTree weights;
    private final VariableTree state;
    private final FeatureModel model;
    private final Program program;
    private final BatchInput.Filler filler;
    private final int batch;

    ClassTraining(Training training, FewShotNetwork network) {
        this.network = network;
        examples = training.train().examples();
        int[] classes = training.train().classes();
        labelOf = new int[examples.classes()];
        for (int i = 0; i < classes.length; i++) {
            labelOf[classes[i]] = i;
        }
        rows = Arrays.stream(classes).mapToObj(examples::indicesOf).flatMapToInt(IntStream::of)
                .toArray();
        order = Rng.of(training.settings().seed()).stream(ORDER);
        batch = Math.min(
                rows.length,
                training.train().task().mostSupport() + training.train().task().allQueries());
        // a head of an output a class, of two classes too
        model = training.models().apply(Math.max(3, classes.length));
        weights = VariableTree.init(
                model.parameters(), DType.F32, Rng.of(training.settings().seed()).stream(0));
        state = VariableTree.init(model.state(), DType.F32);

        Tape tape = Tape.f32().threads(training.settings().threads());
        BatchInput input = examples.input(tape, "rows", batch, Mode.EVAL, Rng.of(0));
        Tensor labels = tape.input(CLASSES, batch);
        Parameters theta = weights.on(tape);
        Forward forward = model.logits(
                theta, state.on(tape), new Batch(input.batch().x(), labels), Mode.TRAIN);
        Tensor logP = forward.output().logSoftmax(1);
        Tensor loss = logP.mul(labels.oneHot(model.classes())).sum(1).mean().neg();
        Descent.of(training.optimizer(training.settings().episodes()), weights)
                .assign(tape, theta.with(Gradients.gradient(loss, theta.tensors())));
        state.assign(tape, forward.state());
        program = tape.compile(loss);
        filler = input.in(program).orElseThrow();
    }

    @Override
    public double next(long number) {
        long first = number * batch;
        int[] pass = null;
        long passOf = -1;
        for (int i = 0; i < batch; i++) {
            long at = first + i;
            if (at / rows.length != passOf) {
                passOf = at / rows.length;
                pass = order.stream(passOf).permutation(rows.length);
            }
            int row = rows[pass[(int) (at % rows.length)]];
            filler.indices().set(i, row);
            program.input(CLASSES).set(i, labelOf[examples.label(row)]);
        }
        filler.load(number);
        program.run();
        return program.output(0).item();
    }

    @Override
    public Map<String, NdArray> values() {
        Map<String, NdArray> values = new LinkedHashMap<>(weights.values());
        values.putAll(state.values());
        if (network.state().values().containsKey(SimpleShot.MEAN)) {
            values.put(SimpleShot.MEAN, meanFeature());
        }
        return values;
    }

    /** The mean feature of training examples that are drawn evenly, by running statistics. */
    private NdArray meanFeature() {
        int size = Math.min(MEAN_BATCH, rows.length);
        int batches = Math.clamp(rows.length / size, 1, MEAN_BATCHES);
        Tape tape = Tape.f32().threads(1);
        BatchInput input = examples.input(tape, "rows", size, Mode.EVAL, Rng.of(0));
        Tensor mean = model.features(
                weights.on(tape), state.on(tape), input.batch(), Mode.EVAL).output().mean(0);
        Program means = tape.compile(mean);
        BatchInput.Filler pixels = input.in(means).orElseThrow();
        double[] sum = new double[model.featureWidth()];
        int[] drawn = order.stream(-1).permutation(rows.length);
        for (int b = 0; b < batches; b++) {
            for (int i = 0; i < size; i++) {
                pixels.indices().set(i, rows[drawn[b * size + i]]);
            }
            pixels.load(b);
            means.run();
            for (int f = 0; f < sum.length; f++) {
                sum[f] += means.output(0).get(f) / batches;
            }
        }
        NdArray result = NdArray.zeros(DType.F32, Shape.of(sum.length));
        for (int f = 0; f < sum.length; f++) {
            result.set(f, sum[f]);
        }
        return result;
    }
}
