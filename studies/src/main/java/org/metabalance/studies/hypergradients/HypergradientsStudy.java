package org.metabalance.studies.hypergradients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.metabalance.engine.DType;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.ConjugateGradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.bilevel.solver.Implicit;
import org.metabalance.meta.bilevel.solver.Neumann;
import org.metabalance.meta.bilevel.solver.Truncated;
import org.metabalance.nn.layer.Activation;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;
import tools.jackson.databind.node.ObjectNode;

/** What every hypergradient solver costs, and how wrong it is, as the inner steps grow. */
public final class HypergradientsStudy implements Study {
    private static final int ROUNDS = 3;
    private static final int STRETCHES = 15;

    /** How often a time is taken until the machine does nothing else meanwhile. */
    private static final int ATTEMPTS = 3;

    /** What a trial measures. */
    static final String COST = "cost";

    static final String UNROLLED = "unrolled-error";
    static final String IMPLICIT = "implicit-error";

    private static final List<Hypergradient> UNROLLED_SOLVERS = List.of(
            Hypergradients.EXACT, Hypergradients.EXACT_CHECKPOINTED,
            new Truncated(4), Hypergradients.FIRST_ORDER,
            Hypergradients.FINITE_DIFFERENCE);
    private static final List<Hypergradient> COST_SOLVERS = List.of(
            Hypergradients.EXACT, Hypergradients.EXACT_CHECKPOINTED,
            new Truncated(4), Hypergradients.FIRST_ORDER,
            Hypergradients.FINITE_DIFFERENCE, new Implicit(new ConjugateGradient(8)),
            new Implicit(new Neumann(8, .25)));
    private static final List<Hypergradient> IMPLICIT_SOLVERS = List.of(
            Hypergradients.EXACT, new Implicit(new ConjugateGradient(4)),
            new Implicit(new ConjugateGradient(16)), new Implicit(new Neumann(8, .25)),
            new Implicit(new Neumann(32, .25)));

    private final List<Integer> steps;
    private final double seconds;

    public HypergradientsStudy() {
        this(List.of(1, 2, 4, 8, 16, 32, 64), .3);
    }

    /**
     * The study of some numbers of inner steps.
     *
     * @param seconds how long a program is warmed up, and then timed
     */
    public HypergradientsStudy(List<Integer> steps, double seconds) {
        this.steps = steps;
        this.seconds = seconds;
    }

    @Override
    public String name() {
        return "hypergradients";
    }

    @Override
    public String summary() {
        return "What do the hypergradient solvers cost in time and memory, and how wrong are they, as"
                + " the inner steps grow?";
    }

    @Override
    public int mostThreads() {
        return 1;
    }

    @Override
    public List<Trial> trials(StudyOptions options) {
        options.refuseData(name());
        options.refuseEpochs(name());
        List<Trial> trials = new ArrayList<>();
        for (int k : steps) {
            for (Hypergradient mode : UNROLLED_SOLVERS) {
                for (Activation activation : List.of(Activation.relu(), Activation.tanh())) {
                    String name = activation.name();
                    trials.add(
                            trial(
                                    UNROLLED, mode, k,
                                    values -> unrolled(mode, k, activation, values),
                                    "activation", name));
                }
            }
            for (Hypergradient mode : IMPLICIT_SOLVERS) {
                trials.add(trial(IMPLICIT, mode, k, values -> implicit(mode, k, values)));
            }
        }
        // round by round, so that what disturbs the machine for a while meets all solvers
        for (int round : options.seeds(ROUNDS)) {
            for (int k : steps) {
                for (Hypergradient mode : COST_SOLVERS) {
                    trials.add(
                            trial(COST, mode, k, values -> cost(mode, k, values), "round", round));
                }
            }
        }
        return trials;
    }

    private static Trial trial(
            String measured, Hypergradient mode, int steps, Consumer<ObjectNode> work,
            Object... more) {
        List<Object> settings = new ArrayList<>(
                List.of("measured", measured, "solver", mode.label(), "steps", steps));
        settings.addAll(Arrays.asList(more));
        return Trial.of((values, progress) -> work.accept(values), settings.toArray());
    }

    private void cost(Hypergradient mode, int steps, ObjectNode values) {
        long begin = System.nanoTime();
        Program program = UnrolledProblem.compile(mode, steps, Activation.relu(), DType.F32);
        values.put("compileMillis", (System.nanoTime() - begin) / 1e6);
        values.put("bytes", program.arena() * (long) Float.BYTES);
        values.put("instructions", program.instructions());
        double once = stretch(program, seconds, 0);
        for (int attempt = 1;; attempt++) {
            MachineLoad.Watch watch = new MachineLoad.Watch();
            double median = median(program, once);
            MachineLoad load = watch.end();
            if (!load.busy() || attempt == ATTEMPTS) {
                values.put("micros", median * 1e6);
                load.write(values);
                return;
            }
        }
    }

    private double median(Program program, double once) {
        double[] times = new double[STRETCHES];
        for (int i = 0; i < times.length; i++) {
            times[i] = stretch(program, seconds / STRETCHES, once);
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    /** Runs for about so many seconds; returns the seconds of one run. */
    private static double stretch(Program program, double seconds, double once) {
        long begin = System.nanoTime();
        long runs = 0;
        if (once > 0) {
            // the clock is asked twice only
            for (long most = Math.max(1, Math.round(seconds / once)); runs < most; runs++) {
                program.run();
            }
        } else {
            while (System.nanoTime() - begin < seconds * 1e9) {
                program.run();
                runs++;
            }
        }
        return (System.nanoTime() - begin) / 1e9 / runs;
    }

    private static void unrolled(
            Hypergradient mode, int steps, Activation activation, ObjectNode values) {
        double[] truth = UnrolledProblem.gradient(
                UnrolledProblem.compile(Hypergradients.EXACT, steps, activation, DType.F64));
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            double[] found = UnrolledProblem
                    .gradient(UnrolledProblem.compile(mode, steps, activation, dtype));
            values.put(dtype == DType.F64 ? "error" : "errorF32", relativeError(found, truth));
        }
    }

    private static void implicit(Hypergradient mode, int steps, ObjectNode values) {
        LeastSquaresProblem problem = new LeastSquaresProblem(1);
        Tape tape = Tape.f64().threads(1);
        Hypergradient.Result result = mode.of(problem.on(tape, steps));
        List<Tensor> outputs = new ArrayList<>(result.gradient());
        result.convergence().ifPresent(convergence -> {
            outputs.add(convergence.residual());
            outputs.add(convergence.innerGradient().div(convergence.innerGradientAtStart()));
        });
        Program program = tape.compile(outputs);
        program.run();
        values.put(
                "error", relativeError(program.output(0).toDoubles(), problem.hypergradient()));
        if (result.convergence().isPresent()) {
            values.put("residual", program.output(1).item());
            values.put("innerGradient", program.output(2).item());
        }
    }

    /** |found - truth| / |truth|. */
    private static double relativeError(double[] found, double[] truth) {
        double misfit = 0;
        double length = 0;
        for (int i = 0; i < truth.length; i++) {
            misfit += (found[i] - truth[i]) * (found[i] - truth[i]);
            length += truth[i] * truth[i];
        }
        return Math.sqrt(misfit / length);
    }

    @Override
    public Findings findings(StudyOptions options, Results results) {
        return new HypergradientsFindings(results);
    }
}
