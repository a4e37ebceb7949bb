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
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.IndexStream;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Objectives;
import org.metabalance.meta.method.Rows;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
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
        Hypergradient mode = Hypergradients.parse(label);
        check(classes, new MetaBalance.Options(
                new Natural(), new Repetition(), 0.2, innerSteps, 8, 16, 0.1, episodes, mode));
    }

    @Test
    void innerAndOuterRuleAreAnyOptimizer() {
        MetaBalance.Options options = new MetaBalance.Options(
                new Natural(), new Repetition(), 0.2, 1, 8, 16, 0.1, 2, Hypergradients.EXACT)
                .withProximal(0.3);
        check(2, options.withInner(Sgd.of(0.1).withMomentum(0.9), 3));
        check(2, options.withInner(Adam.of(0.02), 2));
        check(2, options.withOuterRule(
                (task, updates) -> Sgd.of(Schedule.cosine(0.1, 0, updates)).withNesterov(0.9)));
    }

    private static void check(int classes, MetaBalance.Options options) {
        Task task = Blobs.task(classes, 3);
        DataSet innerView = task.train();
        DataSet outerView = new Repetition().resample(task.train(), Rng.of(9));
        Network network = Network.of(task);
        VariableTree weights = Streams.weights(network, Rng.of(task.seed()));
        Map<String, double[]> expected = new LinkedHashMap<>();
        weights.values().forEach((name, value) -> expected.put(name, value.toDoubles()));
        Map<String, double[]> state = new LinkedHashMap<>();

        Episode episode = new Episode(task, weights, innerView, outerView, options);
        IndexStream inner = stream(innerView, task, Streams.INNER_BATCHES);
        IndexStream outer = stream(outerView, task, Streams.BATCHES);
        Map<String, NdArray> before = weights.values();
        for (int i = 0; i < UPDATES; i++) {
            episode.update();
            plainUpdate(task, options, innerView, outerView, inner, outer, expected, state);
        }
        Map<String, NdArray> after = weights.values();
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
            Task task, MetaBalance.Options options, DataSet innerView, DataSet outerView,
            IndexStream inner, IndexStream outer, Map<String, double[]> at,
            Map<String, double[]> state) {
        Network network = Network.of(task);
        Map<String, double[]> mean = new LinkedHashMap<>();
        for (int m = 0; m < options.episodes(); m++) {
            Tape tape = Tape.f64();
            Parameters theta = on(tape, network, at);
            int recorded = Math.max(options.innerSteps(), options.leak() == 0 ? 0 : 1);
            Batch[] innerBatches = new Batch[recorded];
            for (int k = 0; k < recorded; k++) {
                innerBatches[k] = Batch.next(innerView, inner, options.innerBatch());
            }
            Batch outerBatch = Batch.next(outerView, outer, options.outerBatch());
            List<Tensor> gradient = options.hypergradient().of(new Bilevel(
                    theta, (p, step) -> innerBatches[step].loss(network, p),
                    options.innerRule(), options.innerSteps(),
                    p -> outerBatch.loss(network, p)).leak(options.leak())
                    .proximal(options.proximal())).gradient();
            for (int i = 0; i < gradient.size(); i++) {
                double[] g = gradient.get(i).value().toDoubles();
                double[] sum = mean.computeIfAbsent(
                        theta.names().get(i), name -> new double[g.length]);
                for (int j = 0; j < g.length; j++) {
                    sum[j] += g[j] / options.episodes();
                }
            }
        }
        Tape tape = Tape.f64();
        Optimizer rule = options.outerRule().optimizer(task,
                task.epochs() * task.updatesPerEpoch());
        Parameters theta = on(tape, network, at);
        Parameters fresh = rule.start(theta).state();
        Parameters old = state.isEmpty() ? fresh : Parameters.of(named(tape, fresh, state));
        Iterate update = rule.update(theta, on(tape, network, mean), old);
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

    private static Parameters on(Tape tape, Network network, Map<String, double[]> values) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        network.parameters().forEach(spec -> tensors.put(
                spec.name(),
                tape.constant(NdArray.of(values.get(spec.name())).reshaped(spec.shape()))));
        return Parameters.of(tensors);
    }

    private static IndexStream stream(DataSet rows, Task task, long id) {
        return new IndexStream(rows.rows(), Rng.of(task.seed()).stream(id));
    }

    private record Batch(DataSet rows) {
        static Batch next(DataSet view, IndexStream stream, int size) {
            NdArray indices = NdArray.zeros(DType.F32, Shape.of(size));
            stream.fill(indices);
            int[] rows = new int[size];
            for (int i = 0; i < size; i++) {
                rows[i] = (int) indices.get(i);
            }
            return new Batch(view.subset(rows));
        }

        Tensor loss(Network network, Parameters at) {
            Rows batch = Rows.on(at.tensors().get(0).tape(), rows);
            return Objectives.crossEntropy(rows)
                    .of(network.logits(at, batch.features(), Mode.TRAIN), batch.labels());
        }
    }
}
