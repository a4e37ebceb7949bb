package org.metabalance.meta.method.points;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.RowStream;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.holdout.CrossFit;
import org.metabalance.nn.Batch;

/** Updates on natural rows alone: what comes before the points. */
public final class PlainLearner implements PointLearner {
    private static final String ROWS = "rows";

    private final Program program;
    private final List<RowStream> rows = new ArrayList<>();

    /** Creates the updates; their batches take turns with the parts of {@code parts}. */
    public PlainLearner(Problem problem, Network network, CrossFit parts) {
        Rng rng = Rng.of(problem.seed());
        Tape tape = Tape.f32().threads(1);
        TapedNetwork net = network.on(tape);
        Batch batch = problem.train().on(tape, tape.input(ROWS, problem.batch()));
        Tensor loss = net.losses(net.theta(), batch).mean();
        net.descend(problem.optimizer(), loss);
        program = tape.compile(loss).seed(rng.stream(Seeds.PROGRAM).key());
        for (int p = 0; p < parts.size(); p++) {
            rows.add(new RowStream(parts.of(p).rows(), rng.stream(Seeds.BATCHES).stream(p)));
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
