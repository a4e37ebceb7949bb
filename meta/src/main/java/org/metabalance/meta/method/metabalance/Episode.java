package org.metabalance.meta.method.metabalance;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.method.Descent;
import org.metabalance.meta.method.IndexStream;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Rows;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;

/**
 * MetaBalance's episodes as compiled programs. With one episode an update, everything - inner steps,
 * outer loss, hypergradient, the outer update - is a single program; with more, one program adds up
 * gradients and another one makes the update.
 */
final class Episode {
    /** An inner problem counts as solved when its gradient has fallen to a tenth. */
    private static final double CONVERGED = 0.1;

    private final Task task;
    private final MetaBalance.Options options;
    private final Network network;
    private final int perPass;
    private final Program episode;
    private final Program update;
    private final IndexStream inner;
    private final IndexStream outer;
    private final List<NdArray> innerRows;
    private final NdArray outerRows;
    private int collected;
    private long episodes;
    private long unconverged;

    Episode(
            Task task,
            VariableTree weights,
            DataSet innerView,
            DataSet outerView,
            MetaBalance.Options options) {
        this.task = task;
        this.options = options;
        network = Network.of(task);
        int outerBatch = options.outerBatch() > 0 ? options.outerBatch() : task.batch();
        perPass = Math.ceilDiv(outerView.rows(), outerBatch);
        requireSense();
        Rng rng = Rng.of(task.seed());
        Descent descent = Descent.of(
                options.outerRule().optimizer(task, updates()), network, weights);

        Tape tape = Tape.f32().threads(1);
        Parameters theta = weights.on(tape);
        InnerProblem problem = new InnerProblem(task, options, tape, innerView);
        Rows batch = Rows.on(tape, outerView).pick(tape.input("outer", outerBatch));
        Hypergradient.Result result = options.hypergradient()
                .of(problem.bilevel(theta, at -> problem.loss(at, batch)));
        Parameters gradient = theta.with(result.gradient());
        if (options.episodes() == 1) {
            descent.assign(tape, gradient);
            update = null;
        } else {
            VariableTree sums = sums();
            double share = 1.0 / options.episodes();
            sums.assign(
                    tape,
                    Parameters.zip(sums.on(tape), gradient, (sum, g) -> sum.add(g.mul(share))));
            update = updateFrom(sums, descent);
        }
        List<Tensor> outputs = new ArrayList<>(List.of(result.total()));
        result.convergence().ifPresent(it -> outputs.add(it.innerConverged(CONVERGED)));
        episode = tape.compile(outputs).seed(rng.stream(Streams.PROGRAM).key());
        innerRows = problem.inputs().stream().filter(episode.inputs()::contains)
                .map(episode::input).toList();
        outerRows = episode.input("outer");
        inner = new IndexStream(innerView.rows(), rng.stream(Streams.INNER_BATCHES));
        outer = new IndexStream(outerView.rows(), rng.stream(Streams.BATCHES));
    }

    private void requireSense() {
        if (options.hypergradient().implicit() && !task.dropout().isEmpty()) {
            throw new IllegalArgumentException(
                    "metabalance: %s needs an inner loss that stays the same, got a network with"
                            .formatted(options.hypergradient().label())
                            + " dropout");
        }
        if (updates() == 0) {
            throw new IllegalArgumentException(
                    "metabalance: %d epochs of %d episodes do not make an update, which takes %d"
                            .formatted(task.epochs(), perPass, options.episodes()));
        }
    }

    /** How often theta is updated in all. */
    private int updates() {
        return Math.toIntExact(switch (options.budget()) {
            case UPDATES -> (long) task.epochs() * task.updatesPerEpoch();
            case EPISODES -> (long) task.epochs() * perPass / options.episodes();
        });
    }

    private VariableTree sums() {
        return VariableTree.init(
                network.parameters().stream()
                        .map(spec -> new ParameterSpec(spec.name(), spec.shape(),
                                Initializer.zeros()))
                        .toList(),
                DType.F32,
                Rng.of(0));
    }

    private static Program updateFrom(VariableTree sums, Descent descent) {
        Tape tape = Tape.f32().threads(1);
        Parameters gradient = sums.on(tape);
        descent.assign(tape, gradient);
        sums.assign(tape, gradient.map(sum -> tape.zeros(sum.shape())));
        return tape.compile();
    }

    /** Runs an epoch; returns how often theta was updated. */
    long epoch() {
        int count = switch (options.budget()) {
            case UPDATES -> task.updatesPerEpoch() * options.episodes();
            case EPISODES -> perPass;
        };
        long updates = 0;
        for (int i = 0; i < count; i++) {
            updates += run() ? 1 : 0;
        }
        return updates;
    }

    /** Makes one update of theta. */
    void update() {
        while (!run()) {
            // collects
        }
    }

    /** Runs one episode; returns whether theta was updated. */
    private boolean run() {
        innerRows.forEach(inner::fill);
        outer.fill(outerRows);
        episode.run();
        episodes++;
        if (options.hypergradient().implicit() && episode.output(1).item() == 0) {
            unconverged++;
        }
        collected++;
        if (collected < options.episodes()) {
            return false;
        }
        collected = 0;
        if (update != null) {
            update.run();
        }
        return true;
    }

    /** Names the hypergradient, and tells how often the inner problem was left unsolved. */
    String account() {
        String label = options.hypergradient().label();
        return unconverged == 0
                ? label
                : "%s (inner problem not converged in %d of %d episodes)"
                        .formatted(label, unconverged, episodes);
    }
}
