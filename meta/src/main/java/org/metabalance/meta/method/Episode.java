package org.metabalance.meta.method;

import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.data.DataSet;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.Sgd;
import org.metabalance.nn.VariableTree;

/**
 * MetaBalance's episodes as compiled programs. With one episode an update, everything - inner steps,
 * outer loss, hypergradient, Adam - is a single program; with more, one program adds up gradients and
 * another one makes the update.
 */
final class Episode {
    private final MetaBalance.Options options;
    private final Network network;
    private final Loss loss;
    private final Program episode;
    private final Program update;
    private final IndexStream inner;
    private final IndexStream outer;
    private final List<NdArray> innerRows;
    private final NdArray outerRows;

    Episode(
            Task task,
            VariableTree weights,
            DataSet innerView,
            DataSet outerView,
            MetaBalance.Options options) {
        this.options = options;
        network = Network.of(task);
        loss = Objectives.crossEntropy(task.train());
        Rng rng = Rng.of(task.seed());
        Descent descent = Descent.of(task, network, weights);

        Tape tape = Tape.f32().threads(1);
        Parameters theta = weights.on(tape);
        Rows innerData = Rows.on(tape, innerView);
        Tensor outerIndices = tape.input("outer", sizeOr(options.outerBatch(), task.batch()));
        Rows outerBatch = Rows.on(tape, outerView).pick(outerIndices);
        int innerBatch = sizeOr(options.innerBatch(), task.batch());
        Bilevel problem = new Bilevel(
                theta,
                (at, step) -> loss(at, innerData.pick(tape.input("inner" + step, innerBatch))),
                Sgd.of(options.innerRate()),
                options.innerSteps(),
                at -> loss(at, outerBatch),
                options.leak());
        Hypergradient.Result result = options.hypergradient().of(problem);
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
        episode = tape.compile(result.total()).seed(rng.stream(Streams.PROGRAM).key());
        innerRows = episode.inputs().stream()
                .filter(name -> name.startsWith("inner"))
                .map(episode::input)
                .toList();
        outerRows = episode.input("outer");
        inner = new IndexStream(innerView.rows(), rng.stream(Streams.INNER_BATCHES));
        outer = new IndexStream(outerView.rows(), rng.stream(Streams.BATCHES));
    }

    private static int sizeOr(int size, int otherwise) {
        return size > 0 ? size : otherwise;
    }

    private Tensor loss(Parameters at, Rows batch) {
        return loss.of(network.logits(at, batch.features(), Mode.TRAIN), batch.labels());
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

    /** Makes one update of theta. */
    void update() {
        for (int i = 0; i < options.episodes(); i++) {
            innerRows.forEach(inner::fill);
            outer.fill(outerRows);
            episode.run();
        }
        if (update != null) {
            update.run();
        }
    }
}
