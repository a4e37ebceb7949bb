package org.metabalance.meta.method.points;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.Descent;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Rows;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Task;
import org.metabalance.meta.method.holdout.Folds;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;

/** Updates on natural rows alone: what comes before the points. */
public final class PlainLearner implements PointLearner {
    private static final String ROWS = "rows";

    private final Program program;
    private final List<RowStream> rows = new ArrayList<>();

    public PlainLearner(Task task, Network network, VariableTree weights, Folds folds, Rng rng) {
        Tape tape = Tape.f32().threads(1);
        Parameters theta = weights.on(tape);
        Rows batch = Rows.on(tape, task.train()).pick(tape.input(ROWS, task.batch()));
        Tensor loss = MixedBatch.mean(network, batch, theta);
        Descent.of(task, network, weights)
                .assign(tape, theta.with(Gradients.gradient(loss, theta.tensors())));
        program = tape.compile(loss).seed(rng.stream(Streams.PROGRAM).key());
        for (int f = 0; f < folds.size(); f++) {
            rows.add(new RowStream(folds.of(f).rows(), rng.stream(Streams.BATCHES).stream(f)));
        }
    }

    @Override
    public void update(int epoch) {
        rows.get(epoch % rows.size()).fill(program.input(ROWS));
        program.run();
    }

    @Override
    public double trainingLoss() {
        return program.output(0).item();
    }

    @Override
    public double holdOutLoss() {
        return Double.NaN;
    }
}
