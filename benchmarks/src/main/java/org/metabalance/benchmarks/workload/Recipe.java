package org.metabalance.benchmarks.workload;

import java.util.List;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.Normalization;
import org.metabalance.nn.optimize.Schedule;
import org.metabalance.nn.optimize.Sgd;

/**
 * The derivatives of a workload, recorded on a tape as a user of the library would record them.
 *
 * @param loss the outer loss
 * @param names what the gradient is taken with respect to
 * @param gradient one tensor for each name
 */
record Recipe(Tensor loss, List<String> names, List<Tensor> gradient) {
    /** The input with a weight for each inner example. */
    static final String WEIGHTS = "weights";

    /** The input with the learning rate of the inner steps, a number. */
    static final String RATE = "rate";

    /** The input with the examples of the outer batch. */
    static final String OUTER_X = "outer.x";

    /** The input with the classes of the outer batch. */
    static final String OUTER_Y = "outer.y";

    /** The input with the examples of an inner batch. */
    static String innerX(int step) {
        return "inner" + step + ".x";
    }

    /** The input with the classes of an inner batch. */
    static String innerY(int step) {
        return "inner" + step + ".y";
    }

    static Recipe record(Workload workload, Tape tape, Parameters theta) {
        return switch (workload.kind()) {
            case META_BALANCE -> metaBalance(workload, tape, theta);
            case PLAIN -> {
                Tensor loss = outer(workload, tape, theta);
                yield new Recipe(loss, theta.names(), Gradients.gradient(loss, theta.tensors()));
            }
            case PER_EXAMPLE -> perExample(workload, tape, theta);
            case MAML -> workload.tasks() == 1 ? oneTask(workload, tape, theta)
                    : tasks(workload, tape, theta);
        };
    }

    private static Recipe metaBalance(Workload workload, Tape tape, Parameters theta) {
        Bilevel problem = new Bilevel(
                theta,
                (at, step) -> workload.net().loss(
                        at,
                        tape.input(innerX(step), workload.net().examples(workload.innerBatch())),
                        tape.input(innerY(step), workload.innerBatch())),
                Sgd.of(Workload.INNER_RATE),
                workload.innerSteps(),
                at -> outer(workload, tape, at));
        Hypergradient.Result result = workload.hypergradient().of(problem);
        return new Recipe(result.total(), theta.names(), result.gradient());
    }

    /**
     * With theta' = theta - alpha grad (1/n) sum_i c_i l_i, the derivative of the outer loss with
     * respect to c_i is -alpha / n times the derivative of l_i along v = grad L_out(theta'): one
     * forward-mode pass gives it for all i at once.
     */
    private static Recipe perExample(Workload workload, Tape tape, Parameters theta) {
        int n = workload.innerBatch();
        Tensor losses = workload.net().losses(
                theta,
                tape.input(innerX(0), workload.net().examples(n)),
                tape.input(innerY(0), n));
        Tensor weights = tape.input(WEIGHTS, n);
        Tensor inner = Losses.weightedMean(losses, weights, Normalization.BATCH_SIZE);
        Parameters adapted = new Bilevel(
                theta,
                (at, step) -> inner,
                Sgd.of(Workload.INNER_RATE),
                workload.innerSteps(),
                at -> outer(workload, tape, at)).adapted();
        Tensor outer = outer(workload, tape, adapted);
        List<Tensor> v = Gradients.gradient(outer, adapted.tensors());
        Tensor along = Gradients.jvp(losses, theta.tensors(), v);
        Tensor hypergradient = along.mul(-Workload.INNER_RATE / n);
        return new Recipe(outer, List.of(WEIGHTS), List.of(hypergradient));
    }

    /** MAML's step for one task. */
    private static Recipe oneTask(Workload workload, Tape tape, Parameters theta) {
        Net net = workload.net();
        int shots = workload.innerBatch();
        Tensor x = tape.input(innerX(0), net.examples(shots));
        Tensor y = tape.input(innerY(0), shots);
        return maml(workload, theta, new Bilevel(
                theta,
                (at, step) -> net.loss(at, x, y),
                Sgd.of(Schedule.of(tape.input(RATE))),
                workload.innerSteps(),
                at -> outer(workload, tape, at)));
    }

    /** MAML's step for many: weights of each, from the same beginning, on a first axis. */
    private static Recipe tasks(Workload workload, Tape tape, Parameters theta) {
        Net net = workload.net();
        int tasks = workload.tasks();
        int shots = workload.innerBatch();
        int queries = workload.outerBatch();
        Tensor x = tape.input(innerX(0), net.examples(tasks, shots));
        Tensor y = tape.input(innerY(0), tasks, shots);
        Tensor queryX = tape.input(OUTER_X, net.examples(tasks, queries));
        Tensor queryY = tape.input(OUTER_Y, tasks, queries);
        return maml(workload, theta, new Bilevel(
                theta.perTask(tasks),
                // a sum: the weights of a task have no part in the losses of the others
                (at, step) -> net.taskLosses(at, x, y).sum(),
                Sgd.of(Schedule.of(tape.input(RATE))),
                workload.innerSteps(),
                at -> net.taskLosses(at, queryX, queryY).mean()));
    }

    private static Recipe maml(Workload workload, Parameters theta, Bilevel problem) {
        Hypergradient.Result result = workload.hypergradient().of(problem, theta.tensors());
        return new Recipe(result.total(), theta.names(), result.gradient());
    }

    private static Tensor outer(Workload workload, Tape tape, Parameters at) {
        int n = workload.outerBatch();
        return workload.net().loss(
                at, tape.input(OUTER_X, workload.net().examples(n)), tape.input(OUTER_Y, n));
    }
}
