package org.metabalance.meta.method.metabalance;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.method.Loss;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Objectives;
import org.metabalance.meta.method.Rows;
import org.metabalance.meta.method.Task;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;

/**
 * The inner side of MetaBalance on a tape: batches of the inner view, of which the row indices are
 * inputs.
 */
final class InnerProblem {
    private final Task task;
    private final MetaBalance.Options options;
    private final Network network;
    private final Loss loss;
    private final Rows rows;
    private final List<Tensor> batches = new ArrayList<>();

    InnerProblem(Task task, MetaBalance.Options options, Tape tape, DataSet view) {
        this.task = task;
        this.options = options;
        network = Network.of(task);
        loss = Objectives.crossEntropy(task.train());
        rows = Rows.on(tape, view);
    }

    /** The problem of which theta is the start. */
    Bilevel bilevel(Parameters theta, Bilevel.Outer outer) {
        return new Bilevel(
                theta,
                (at, step) -> loss(at, rows.pick(batch(step))),
                options.innerRule(),
                options.innerSteps(),
                outer).leak(options.leak()).proximal(options.proximal());
    }

    /** The mean loss on a batch. */
    Tensor loss(Parameters at, Rows batch) {
        return loss.of(network.logits(at, batch.features(), Mode.TRAIN), batch.labels());
    }

    /** The names of the inputs, in the order of the steps. */
    List<String> inputs() {
        return batches.stream().map(Tensor::name).toList();
    }

    private Tensor batch(int step) {
        // an implicit gradient needs one inner problem, not another one every step
        int number = options.hypergradient().implicit() ? 0 : step;
        if (number == batches.size()) {
            int size = options.innerBatch() > 0 ? options.innerBatch() : task.batch();
            batches.add(rows.labels().tape().input("inner" + number, size));
        }
        return batches.get(number);
    }
}
