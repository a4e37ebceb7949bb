package org.metabalance.benchmarks.workload;

import java.util.List;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.fewshot.learner.InnerSteps;
import org.metabalance.meta.fewshot.learner.Learner;
import org.metabalance.meta.fewshot.learner.Maml;
import org.metabalance.meta.fewshot.learner.TapedEpisode;
import org.metabalance.meta.method.recipe.Sharpness;
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

    /** The input that says which places of a support set have an example, here all. */
    static final String PRESENT = "present";

    /** The input with what an example of each class counts in losses, here 1. */
    static final String CLASS_WEIGHTS = "class weights";

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
            case MAML -> workload.net().images() ? episode(workload, tape, theta)
                    : workload.tasks() == 1 ? oneTask(workload, tape, theta)
                            : tasks(workload, tape, theta);
            case SAM -> sharpnessAware(workload, tape, theta);
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

    /** MAML's step for one episode, as few-shot training records it. */
    private static Recipe episode(Workload workload, Tape tape, Parameters theta) {
        Net net = workload.net();
        int shots = workload.innerBatch();
        int queries = workload.outerBatch();
        TapedEpisode episode = new TapedEpisode(
                net.logits(),
                tape.input(innerX(0), net.examples(shots)),
                tape.input(innerY(0), shots),
                tape.input(PRESENT, shots),
                tape.input(CLASS_WEIGHTS, net.logits()),
                0,
                tape.input(OUTER_X, net.examples(queries)),
                tape.input(OUTER_Y, queries));
        int steps = workload.innerSteps();
        Learner learner = new Maml(
                new InnerSteps(steps, steps, Workload.INNER_RATE, InnerSteps.Order.SECOND), 1);
        Tensor logits = learner.logits(
                episode, net.model(), theta, Parameters.empty(), Learner.Phase.LEARN).output();
        Tensor loss = learner.loss(episode, logits);
        return new Recipe(loss, theta.names(), Gradients.gradient(loss, theta.tensors()));
    }

    /** SAM's step: the loss is that above the weights. */
    private static Recipe sharpnessAware(Workload workload, Tape tape, Parameters theta) {
        Net net = workload.net();
        int n = workload.outerBatch();
        Tensor x = tape.input(OUTER_X, net.examples(n));
        Tensor y = tape.input(OUTER_Y, n);
        // it asks for the number of examples of each class where these are weighted, which is not here
        Parameters above = Sharpness.SAM.above(theta, net.losses(theta, x, y), y, new int[0]);
        Tensor loss = net.loss(above, x, y);
        return new Recipe(loss, theta.names(), Gradients.gradient(loss, above.tensors()));
    }

    private static Tensor outer(Workload workload, Tape tape, Parameters at) {
        int n = workload.outerBatch();
        return workload.net().loss(
                at, tape.input(OUTER_X, workload.net().examples(n)), tape.input(OUTER_Y, n));
    }
}
