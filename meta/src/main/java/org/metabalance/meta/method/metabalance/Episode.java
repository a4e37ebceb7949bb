package org.metabalance.meta.method.metabalance;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Leaf;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Descent;

/**
 * MetaBalance's episodes as compiled programs. With one episode an update, everything - inner steps,
 * outer loss, hypergradient, the outer update - is a single program; with more, one program adds up
 * gradients and another one makes the update.
 */
final class Episode {
    /** An inner problem counts as solved when its gradient has fallen to a tenth. */
    private static final double CONVERGED = 0.1;

    private final Problem problem;
    private final MetaBalance method;
    private final int perPass;
    private final Feed.Fed episode;
    private final Program update;
    private final boolean hasInner;
    private int collected;
    private long episodes;
    private long unconverged;

    Episode(Problem problem, Network network, Balance.Pair sides, MetaBalance method) {
        this.problem = problem;
        this.method = method;
        int batch = method.outer().batch() > 0 ? method.outer().batch() : problem.batch();
        perPass = Math.ceilDiv(sides.outer().size(), batch);
        if (updates() == 0) {
            throw new IllegalArgumentException(
                    "metabalance: %d epochs of %d episodes do not make an update, which takes %d"
                            .formatted(problem.epochs(), perPass, method.outer().episodes()));
        }
        Descent descent = Descent.of(
                method.outer().rule().optimizer(problem, updates()), network.weights());

        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Feed feed = Feed.of(tape, problem);
        InnerProblem innerSide = new InnerProblem(
                problem, method, net, feed, sides.inner(),
                Feed.order(sides.inner(), problem, Seeds.INNER_BATCHES));
        Batch outerBatch = feed.batch(
                "outer", sides.outer(), batch, Feed.order(sides.outer(), problem, Seeds.BATCHES));
        Hypergradient.Result result = method.hypergradient()
                .of(innerSide.bilevel(at -> innerSide.loss(at, outerBatch)));
        requireSense(tape);
        Parameters gradient = net.theta().with(result.gradient());
        if (method.outer().episodes() == 1) {
            net.update(descent, gradient);
            update = null;
        } else {
            VariableTree sums = sums(network);
            double share = 1.0 / method.outer().episodes();
            sums.assign(
                    tape,
                    Parameters.zip(sums.on(tape), gradient, (sum, g) -> sum.add(g.mul(share))));
            net.keepState();
            update = updateFrom(sums, descent);
        }
        List<Tensor> outputs = new ArrayList<>(List.of(result.outer()));
        if (result.inner() != null) {
            outputs.add(result.inner());
        }
        hasInner = outputs.size() > 1;
        result.convergence().ifPresent(it -> outputs.add(it.innerConverged(CONVERGED)));
        episode = feed.compile(outputs)
                .seed(Rng.of(problem.seed()).stream(Seeds.PROGRAM));
    }

    private void requireSense(Tape tape) {
        if (method.hypergradient().implicit()
                && tape.nodes().stream().anyMatch(t -> t.op() instanceof Leaf.Random)) {
            throw new IllegalArgumentException(
                    "metabalance: %s needs an inner loss that stays the same, got a network with"
                            .formatted(method.hypergradient().label())
                            + " dropout");
        }
    }

    /** How often theta is updated, at most. */
    private int updates() {
        return Math.toIntExact(switch (method.outer().length()) {
            case UPDATES -> (long) problem.epochs() * problem.updatesPerEpoch();
            case EPISODES -> (long) problem.epochs() * perPass / method.outer().episodes();
        });
    }

    private static VariableTree sums(Network network) {
        return VariableTree.init(
                network.model().parameters().stream()
                        .map(spec -> new ParameterSpec(spec.name(), spec.shape(),
                                Initializer.zeros()))
                        .toList(),
                DType.F32);
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
        int count = switch (method.outer().length()) {
            case UPDATES -> problem.updatesPerEpoch() * method.outer().episodes();
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
        episode.run();
        episodes++;
        Program program = episode.program();
        problem.progress().losses(
                hasInner ? program.output(1).item() : Double.NaN, program.output(0).item());
        if (method.hypergradient().implicit()
                && program.output(hasInner ? 2 : 1).item() == 0) {
            unconverged++;
        }
        collected++;
        if (collected < method.outer().episodes()) {
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
        String label = method.hypergradient().label();
        return unconverged == 0
                ? label
                : "%s (inner problem not converged in %d of %d episodes)"
                        .formatted(label, unconverged, episodes);
    }
}
