package org.metabalance.meta.method.metabalance;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.loss.Loss;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Parameters;

/**
 * The inner side of MetaBalance on a tape: batches of what the inner loss sees, of which the indices
 * are inputs.
 */
final class InnerProblem {
    private final Problem problem;
    private final MetaBalance method;
    private final TapedNetwork net;
    private final Tape tape;
    private final Examples examples;
    private final Loss loss;
    private final List<Tensor> batches = new ArrayList<>();

    InnerProblem(
            Problem problem, MetaBalance method, TapedNetwork net, Tape tape, Examples examples) {
        this.problem = problem;
        this.method = method;
        this.net = net;
        this.tape = tape;
        this.examples = examples;
        loss = method.loss().of(problem.train());
    }

    /** The problem of which theta is the start. */
    Bilevel bilevel(Bilevel.Outer outer) {
        Inner inner = method.inner();
        return new Bilevel(
                net.theta(),
                (at, step) -> loss(at, examples.on(tape, batch(step))),
                inner.rule(),
                inner.steps(),
                outer).leak(method.outer().leak()).proximal(inner.proximal());
    }

    /** The mean loss on a batch. */
    Tensor loss(Parameters at, Batch batch) {
        return loss.of(net.logits(at, batch), batch.labels());
    }

    /** The names of the inputs, in the order of the steps. */
    List<String> inputs() {
        return batches.stream().map(Tensor::name).toList();
    }

    private Tensor batch(int step) {
        // an implicit gradient needs one inner problem, not another one every step
        int number = method.hypergradient().implicit() ? 0 : step;
        if (number == batches.size()) {
            int size = method.inner().batch() > 0 ? method.inner().batch() : problem.batch();
            batches.add(tape.input("inner" + number, size));
        }
        return batches.get(number);
    }
}
