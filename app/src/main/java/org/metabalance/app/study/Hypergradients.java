package org.metabalance.app.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Hypergradient;
import tools.jackson.databind.node.ObjectNode;

/** What every hypergradient solver costs, and how wrong it is, as the inner steps grow. */
final class Hypergradients implements Study {
    private static final int ROUNDS = 3;
    private static final int[] STEPS = {1, 2, 4, 8, 16, 32, 64};
    private static final double WARM_SECONDS = .3;
    private static final double TIMED_SECONDS = .3;
    private static final int STRETCHES = 15;
    /** What a trial measures. */
    static final String COST = "cost";

    static final String UNROLLED = "unrolled-error";
    static final String IMPLICIT = "implicit-error";

    private static final List<Hypergradient> UNROLLED_SOLVERS = List.of(
            Hypergradient.EXACT, Hypergradient.EXACT_CHECKPOINTED,
            new Hypergradient.Truncated(4), Hypergradient.FIRST_ORDER,
            Hypergradient.FINITE_DIFFERENCE);
    private static final List<Hypergradient> COST_SOLVERS = List.of(
            Hypergradient.EXACT, Hypergradient.EXACT_CHECKPOINTED,
            new Hypergradient.Truncated(4), Hypergradient.FIRST_ORDER,
            Hypergradient.FINITE_DIFFERENCE, new Hypergradient.ConjugateGradient(8),
            new Hypergradient.Neumann(8, .25));
    private static final List<Hypergradient> IMPLICIT_SOLVERS = List.of(
            Hypergradient.EXACT, new Hypergradient.ConjugateGradient(4),
            new Hypergradient.ConjugateGradient(16), new Hypergradient.Neumann(8, .25),
            new Hypergradient.Neumann(32, .25));

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
        for (int steps : STEPS) {
            for (Hypergradient mode : UNROLLED_SOLVERS) {
                trials.add(
                        trial(UNROLLED, mode, steps, (values, progress) -> unrolled(
                                mode, steps, values)));
            }
            for (Hypergradient mode : IMPLICIT_SOLVERS) {
                trials.add(
                        trial(IMPLICIT, mode, steps, (values, progress) -> implicit(
                                mode, steps, values)));
            }
        }
        // round by round, so that what disturbs the machine for a while meets all solvers
        for (int round = 0; round < options.seeds(ROUNDS); round++) {
            for (int steps : STEPS) {
                for (Hypergradient mode : COST_SOLVERS) {
                    trials.add(
                            trial(COST, mode, steps, (values, progress) -> cost(
                                    mode, steps, values), "round", round));
                }
            }
        }
        return trials;
    }

    private static Trial trial(
            String measured, Hypergradient mode, int steps, Trial.Work work, Object... more) {
        List<Object> settings = new ArrayList<>(
                List.of("measured", measured, "solver", mode.label(), "steps", steps));
        settings.addAll(Arrays.asList(more));
        return Trial.of(work, settings.toArray());
    }

    private static void cost(Hypergradient mode, int steps, ObjectNode values) {
        long begin = System.nanoTime();
        Program program = UnrolledProblem.compile(mode, steps, DType.F32);
        values.put("compileMillis", (System.nanoTime() - begin) / 1e6);
        values.put("bytes", program.plan().arena() * (long) Float.BYTES);
        values.put("instructions", program.plan().instructions().size());
        double once = stretch(program, WARM_SECONDS, 0);
        double[] times = new double[STRETCHES];
        for (int i = 0; i < times.length; i++) {
            times[i] = stretch(program, TIMED_SECONDS / STRETCHES, once);
        }
        Arrays.sort(times);
        values.put("micros", times[times.length / 2] * 1e6);
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

    private static void unrolled(Hypergradient mode, int steps, ObjectNode values) {
        double[] truth = UnrolledProblem.gradient(
                UnrolledProblem.compile(Hypergradient.EXACT, steps, DType.F64));
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            double[] found = UnrolledProblem.gradient(UnrolledProblem.compile(mode, steps, dtype));
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
    static double relativeError(double[] found, double[] truth) {
        double misfit = 0;
        double length = 0;
        for (int i = 0; i < truth.length; i++) {
            misfit += (found[i] - truth[i]) * (found[i] - truth[i]);
            length += truth[i] * truth[i];
        }
        return Math.sqrt(misfit / length);
    }

    @Override
    public void report(StudyOptions options, Results results, Report report) {
        new HypergradientsReport(results).write(report);
    }
}
