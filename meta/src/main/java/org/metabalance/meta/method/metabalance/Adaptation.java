package org.metabalance.meta.method.metabalance;

import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.method.IndexStream;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;

/** What the inner updates of MetaBalance make of theta, outside of training. */
final class Adaptation {
    /** Batches and dropout of their own: training is the same with adaptation and without. */
    private static final long STREAM = 1L << 32;

    private final VariableTree adapted;
    private final Program program;
    private final List<NdArray> batches;
    private final IndexStream indices;

    Adaptation(Task task, VariableTree theta, DataSet innerView, MetaBalance.Options options) {
        Rng rng = Rng.of(task.seed());
        adapted = VariableTree.init(Network.of(task).parameters(), DType.F32, Rng.of(0));
        Tape tape = Tape.f32().threads(1);
        InnerProblem inner = new InnerProblem(task, options, tape, innerView);
        Parameters end = inner.bilevel(theta.on(tape), at -> tape.zeros()).adapted();
        adapted.assign(tape, end.map(Tensor::stopGradient));
        program = tape.compile().seed(rng.stream(Streams.PROGRAM).stream(STREAM).key());
        batches = inner.inputs().stream().filter(program.inputs()::contains).map(program::input)
                .toList();
        indices = new IndexStream(
                innerView.rows(), rng.stream(Streams.INNER_BATCHES).stream(STREAM));
    }

    /** The adapted weights; those of the last run. */
    VariableTree adapted() {
        return adapted;
    }

    /** Adapts theta as it is now. */
    void run() {
        batches.forEach(indices::fill);
        program.run();
    }
}
