package org.metabalance.studies.hypergradients;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.Synthetic;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.optimize.Sgd;

/**
 * An episode of MetaBalance as a program: a network 2-32-32-1, inner steps of gradient descent on a
 * batch of 128 natural rows, the outer loss on 128 balanced ones.
 */
final class UnrolledProblem {
    private static final int ROWS = 128;
    private static final double RATE = .1;

    private UnrolledProblem() {}

    /** Compiles the hypergradient with respect to theta: the outputs are the loss and its parts. */
    static Program compile(
            Hypergradient mode, int steps, Activation activation, DType dtype) {
        Mlp network = Mlp.of(activation, 2, 32, 32, 1);
        Tape tape = (dtype == DType.F32 ? Tape.f32() : Tape.f64()).threads(1);
        Parameters theta = VariableTree.init(network.parameters(), dtype, Rng.of(1)).on(tape);
        FixedRows inner = FixedRows.on(tape, network, "inner",
                Synthetic.circles(117, 11, .05, Rng.of(2)));
        FixedRows outer = FixedRows.on(tape, network, "outer",
                Synthetic.circles(64, 64, .05, Rng.of(3)));
        Bilevel problem = new Bilevel(
                theta, (at, step) -> inner.loss(at), Sgd.of(RATE), steps, outer::loss)
                .proximal(mode.implicit() ? LeastSquaresProblem.MU : 0);
        Hypergradient.Result result = mode.of(problem);
        List<Tensor> outputs = new ArrayList<>(List.of(result.total()));
        outputs.addAll(result.gradient());
        Program program = tape.compile(outputs);
        inner.fill(program);
        outer.fill(program);
        return program;
    }

    /** Returns the hypergradient, all of its parts in a row. */
    static double[] gradient(Program program) {
        program.run();
        List<Double> values = new ArrayList<>();
        for (int i = 1; i < program.outputs().size(); i++) {
            for (double value : program.output(i).toDoubles()) {
                values.add(value);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private record FixedRows(Mlp network, String name, Tensor features, Tensor labels,
            EncodedTable rows) {
        static FixedRows on(Tape tape, Mlp network, String name, EncodedTable rows) {
            return new FixedRows(
                    network, name, tape.input(name, ROWS, 2), tape.input(name + " labels", ROWS),
                    rows);
        }

        Tensor loss(Parameters at) {
            Tensor logits = network.apply(at, Parameters.empty(), features, Mode.TRAIN).output();
            return Losses.bceWithLogits(logits.squeeze(1), labels, LossOptions.NONE);
        }

        void fill(Program program) {
            for (int i = 0; i < ROWS; i++) {
                program.input(name).set(2 * i, rows.feature(i, 0));
                program.input(name).set(2 * i + 1, rows.feature(i, 1));
                program.input(name + " labels").set(i, rows.label(i));
            }
        }
    }
}
