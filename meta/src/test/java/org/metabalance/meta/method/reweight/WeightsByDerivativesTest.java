package org.metabalance.meta.method.reweight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.model.MlpClassifier;
import org.metabalance.nn.optimize.Sgd;

/**
 * Learning to reweight and Meta-Weight-Net take their derivatives by forward mode; here they are
 * compared with derivatives through the virtual step.
 */
class WeightsByDerivativesTest {
    private static final double TOLERANCE = 1e-12;

    /** A network on two batches, in F64. */
    private static final class Subject {
        final Tape tape = Tape.f64();
        final Model model;
        final Parameters theta;
        final Parameters v;
        final EncodedTable batch;
        final EncodedTable judging;

        Subject(int classes) {
            model = new MlpClassifier(Blobs.WIDTH, List.of(7, 5), classes);
            theta = VariableTree.init(model.parameters(), DType.F64, Rng.of(3)).on(tape);
            v = VariableTree.init(WeightFunction.parameters(1), DType.F64, Rng.of(4)).on(tape);
            batch = Blobs.rows(5, classes == 2 ? new int[] {20, 3} : new int[] {15, 5, 3});
            judging = Blobs.rows(6, classes == 2 ? new int[] {1, 7} : new int[] {3, 3, 3});
        }

        Tensor losses(Parameters at, EncodedTable rows) {
            double[] x = new double[rows.features().length];
            Arrays.setAll(x, i -> rows.features()[i]);
            double[] y = Arrays.stream(rows.labels()).asDoubleStream().toArray();
            Batch batch = new Batch(
                    tape.constant(x, rows.rows(), rows.width()), tape.constant(y));
            Tensor logits = model.logits(at, Parameters.empty(), batch, Mode.TRAIN).output();
            return Objectives.crossEntropyPerRow(model.classes(), logits, batch.labels());
        }

        Tensor losses(Parameters at) {
            return losses(at, batch);
        }

        Tensor meta(Parameters at) {
            return losses(at, judging).mean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void learningToReweightIsTheDerivativeThroughAVirtualStep(int classes) {
        Subject s = new Subject(classes);
        Tensor eps = s.tape.input("eps", s.batch.rows());
        Parameters gradient = s.theta.with(
                Gradients.gradient(s.losses(s.theta).dot(eps), s.theta.tensors()));
        Parameters adapted = Parameters.zip(s.theta, gradient, Tensor::sub);
        Tensor through = Gradients.gradient(s.meta(adapted), eps);
        Tensor weights = LearningToReweight.weights(s.losses(s.theta), s.meta(s.theta), s.theta);
        Program program = s.tape.compile(through, weights);
        program.set("eps", new double[s.batch.rows()]).run();
        double[] u = program.output(0).toDoubles();
        double[] w = program.output(1).toDoubles();
        double sum = Arrays.stream(u).map(x -> Math.max(-x, 0)).sum();
        assertTrue(sum > 0);
        assertArrayEquals(
                Arrays.stream(u).map(x -> Math.max(-x, 0) / sum).toArray(), w, TOLERANCE);
        assertEquals(1, Arrays.stream(w).sum(), TOLERANCE);
        assertTrue(Arrays.stream(w).anyMatch(x -> x == 0), "no row is harmful: a weak test");
    }

    @Test
    void weightsAreZeroIfEveryRowIsHarmful() {
        Subject s = new Subject(2);
        Tensor one = s.losses(s.theta, s.batch.select(new int[] {0}));
        Tensor weights = LearningToReweight.weights(one, one.sum().neg(), s.theta);
        assertArrayEquals(new double[1], weights.value().toDoubles());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void metaWeightNetIsTheDerivativeThroughAVirtualStep(int classes) {
        double rate = 0.3;
        Subject s = new Subject(classes);
        List<Tensor> through = Hypergradients.EXACT.of(
                new Bilevel(
                        s.theta,
                        (at, step) -> WeightFunction.SINGLE.mean(s.losses(at), s.v),
                        Sgd.of(rate),
                        1,
                        s::meta),
                s.v.tensors()).gradient();
        Parameters forward = WeightFunction.SINGLE.hypergradient(
                s.losses(s.theta), s.theta, s::meta, rate, s.v);
        double[] expected = values(through);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertTrue(largest > 1e-6, "derivatives of " + largest + " compare nothing");
        assertArrayEquals(expected, values(forward.tensors()), TOLERANCE * largest);
    }

    private static double[] values(List<Tensor> tensors) {
        return tensors.stream().flatMapToDouble(t -> Arrays.stream(t.value().toDoubles()))
                .toArray();
    }

    @Test
    void aSmallStepOfTheWeightFunctionLowersTheBalancedLoss() {
        Subject s = new Subject(2);
        Parameters gradient = WeightFunction.SINGLE.hypergradient(
                s.losses(s.theta), s.theta, s::meta, 0.3, s.v);
        Parameters better = Parameters.zip(s.v, gradient, (p, g) -> p.sub(g.mul(0.1)));
        assertTrue(balancedLoss(s, better) < balancedLoss(s, s.v));
    }

    private static double balancedLoss(Subject s, Parameters v) {
        Parameters gradient = s.theta.with(Gradients.gradient(
                WeightFunction.SINGLE.mean(s.losses(s.theta), v), s.theta.tensors()));
        return s.meta(Parameters.zip(s.theta, gradient, (p, g) -> p.sub(g.mul(0.3)))).item();
    }

    @Test
    void weightsAreBetweenZeroAndOneAndAConstantOneIsThePlainMean() {
        Subject s = new Subject(3);
        Tensor losses = s.losses(s.theta);
        for (double weight : WeightFunction.SINGLE.of(losses, s.v).value().toDoubles()) {
            assertTrue(weight > 0 && weight < 1);
        }
        Parameters zero = s.v.map(p -> s.tape.zeros(p.shape()));
        assertEquals(
                losses.mean().item(), WeightFunction.SINGLE.mean(losses, zero).item(), TOLERANCE);
        assertEquals(
                WeightFunction.SINGLE.mean(losses, s.v).item(),
                WeightFunction.SINGLE.meanWithFixedWeights(losses, s.v).item(), TOLERANCE);
    }

    @Test
    void aWarmUpChangesTheResult() {
        Problem problem = Blobs.problem(2, 1);
        EncodedTable test = Blobs.rows(4, 50, 5);
        assertTrue(!Arrays.deepEquals(
                new LearningToReweight().fit(problem).probabilities(test),
                new LearningToReweight(0.5).fit(problem).probabilities(test)));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        for (double warmup : new double[] {-0.1, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new LearningToReweight(warmup));
            assertThrows(IllegalArgumentException.class, () -> new MetaWeightNet(warmup - 1, 1));
        }
    }
}
