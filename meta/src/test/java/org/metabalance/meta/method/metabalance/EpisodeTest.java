package org.metabalance.meta.method.metabalance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.IndexStream;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Iterate;
import org.metabalance.nn.optimize.Optimizer;
import org.metabalance.nn.optimize.Schedule;
import org.metabalance.nn.optimize.Sgd;

/** An update of MetaBalance against the same one written down plainly, episode by episode, in F64. */
class EpisodeTest {
    private static final int UPDATES = 4;

    @ParameterizedTest
    @CsvSource({
        "2, 1, 1, exact", "2, 1, 3, exact", "2, 2, 3, exact", "3, 2, 2, exact", "2, 0, 3, exact",
        "2, 1, 1, first-order", "2, 2, 3, first-order", "3, 1, 2, first-order"})
    void anUpdateFollowsTheMeanOfItsEpisodes(
            int classes, int innerSteps, int episodes, String label) {
        check(classes, method(innerSteps, episodes).with(Hypergradients.parse(label)));
    }

    @Test
    void innerAndOuterRuleAreAnyOptimizer() {
        MetaBalance method = method(1, 2);
        Inner inner = method.inner().withProximal(0.3);
        check(2, method.with(inner.with(Sgd.of(0.1).withMomentum(0.9)).withSteps(3)));
        check(2, method.with(inner.with(Adam.of(0.02)).withSteps(2)));
        check(2, method.with(inner).with(method.outer().with(
                (problem, updates) -> Sgd.of(Schedule.cosine(0.1, 0, updates))
                        .withNesterov(0.9))));
    }

    private static MetaBalance method(int innerSteps, int episodes) {
        return MetaBalance.of("metabalance")
                .with(Inner.DEFAULT.withRate(0.2).withSteps(innerSteps).withBatch(8))
                .with(Outer.DEFAULT.withBatch(16).withLeak(0.1)
                        .withEpisodes(episodes, Outer.EpochLength.UPDATES));
    }

    private static void check(int classes, MetaBalance method) {
        Problem problem = Blobs.problem(classes, 3);
        Balance.Pair sides = new Balance.Pair(
                problem.train(), new Repetition().resample(problem.train(), Rng.of(9)));
        Network network = Network.of(problem);
        Map<String, double[]> expected = new LinkedHashMap<>();
        network.values().forEach((name, value) -> expected.put(name, value.toDoubles()));
        Map<String, double[]> state = new LinkedHashMap<>();

        Episode episode = new Episode(problem, network, sides, method);
        IndexStream inner = stream(sides.inner(), problem, Seeds.INNER_BATCHES);
        IndexStream outer = stream(sides.outer(), problem, Seeds.BATCHES);
        Map<String, NdArray> before = network.values();
        for (int i = 0; i < UPDATES; i++) {
            episode.update();
            plainUpdate(problem, method, sides, inner, outer, expected, state);
        }
        Map<String, NdArray> after = network.values();
        expected.forEach((name, values) -> {
            boolean moved = false;
            for (int j = 0; j < values.length; j++) {
                assertEquals(values[j], after.get(name).get(j), 2e-5, name + " " + j);
                moved |= Math.abs(values[j] - before.get(name).get(j)) > 1e-4;
            }
            assertTrue(moved, name);
        });
    }

    private static void plainUpdate(
            Problem problem, MetaBalance method, Balance.Pair sides, IndexStream innerIndices,
            IndexStream outerIndices, Map<String, double[]> at, Map<String, double[]> state) {
        Model model = problem.model();
        Inner inner = method.inner();
        Outer outer = method.outer();
        Map<String, double[]> mean = new LinkedHashMap<>();
        for (int m = 0; m < outer.episodes(); m++) {
            Tape tape = Tape.f64();
            Parameters theta = on(tape, model, at);
            int recorded = Math.max(inner.steps(), outer.leak() == 0 ? 0 : 1);
            Examples[] innerBatches = new Examples[recorded];
            for (int k = 0; k < recorded; k++) {
                innerBatches[k] = next(sides.inner(), innerIndices, inner.batch());
            }
            Examples outerBatch = next(sides.outer(), outerIndices, outer.batch());
            List<Tensor> gradient = method.hypergradient().of(new Bilevel(
                    theta, (p, step) -> loss(model, p, innerBatches[step]),
                    inner.rule(), inner.steps(),
                    p -> loss(model, p, outerBatch))
                    .leak(outer.leak()).proximal(inner.proximal())).gradient();
            for (int i = 0; i < gradient.size(); i++) {
                double[] g = gradient.get(i).value().toDoubles();
                double[] sum = mean.computeIfAbsent(
                        theta.names().get(i), name -> new double[g.length]);
                for (int j = 0; j < g.length; j++) {
                    sum[j] += g[j] / outer.episodes();
                }
            }
        }
        Tape tape = Tape.f64();
        Optimizer rule = outer.rule().optimizer(problem,
                problem.epochs() * problem.updatesPerEpoch());
        Parameters theta = on(tape, model, at);
        Parameters fresh = rule.start(theta).state();
        Parameters old = state.isEmpty() ? fresh : Parameters.of(named(tape, fresh, state));
        Iterate update = rule.update(theta, on(tape, model, mean), old);
        keep(at, update.parameters());
        keep(state, update.state());
    }

    private static void keep(Map<String, double[]> values, Parameters tensors) {
        tensors.asMap().forEach((name, tensor) -> values.put(name, tensor.value().toDoubles()));
    }

    private static Map<String, Tensor> named(
            Tape tape, Parameters like, Map<String, double[]> values) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        like.asMap().forEach((name, tensor) -> tensors.put(
                name, tape.constant(NdArray.of(values.get(name)).reshaped(tensor.shape()))));
        return tensors;
    }

    private static Parameters on(Tape tape, Model model, Map<String, double[]> values) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        model.parameters().forEach(spec -> tensors.put(
                spec.name(),
                tape.constant(NdArray.of(values.get(spec.name())).reshaped(spec.shape()))));
        return Parameters.of(tensors);
    }

    private static IndexStream stream(Examples rows, Problem problem, long id) {
        return new IndexStream(rows.size(), Rng.of(problem.seed()).stream(id));
    }

    private static Examples next(Examples side, IndexStream stream, int size) {
        NdArray indices = NdArray.zeros(DType.F32, Shape.of(size));
        stream.fill(indices);
        int[] rows = new int[size];
        for (int i = 0; i < size; i++) {
            rows[i] = (int) indices.get(i);
        }
        return side.select(rows);
    }

    private static Tensor loss(Model model, Parameters at, Examples examples) {
        Batch batch = examples.on(at.tensors().get(0).tape());
        Tensor logits = model.logits(at, Parameters.empty(), batch, Mode.TRAIN).output();
        return Objectives.crossEntropy(examples).of(logits, batch.labels());
    }
}
