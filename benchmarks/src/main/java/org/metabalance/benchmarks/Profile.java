package org.metabalance.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.metabalance.benchmarks.workload.FunctionProgram;
import org.metabalance.benchmarks.workload.MeasuredFunction;
import org.metabalance.benchmarks.workload.Workload;
import org.metabalance.benchmarks.workload.WorkloadProgram;
import org.metabalance.engine.Program;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.execute.Machine;

/**
 * Says where the time of a step goes: each instruction is timed as the program runs on one thread,
 * a hundred to thousands of times, and its median printed, what the clock itself takes left out.
 *
 * <p>How to run it:
 * {@code benchmarks/profile small1}.
 */
public final class Profile {
    private static final double WARM_SECONDS = 5;
    private static final double SECONDS = 20;
    private static final int MOST_RUNS = 4001;
    private static final int FEWEST_RUNS = 101;

    private final Program program;
    private final List<Instruction> instructions;

    private Profile(Program program) {
        this.program = program;
        instructions = program.plan().instructions();
    }

    /** Profiles the workloads named. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.err.println("profile: name one or more workloads, for example small1");
            System.exit(2);
        }
        for (String name : arguments) {
            System.out.println(name);
            new Profile(program(name)).print();
        }
    }

    private static Program program(String name) {
        return MeasuredFunction.named(name)
                .map(function -> FunctionProgram.of(function, 1).program())
                .orElseGet(() -> WorkloadProgram.of(Workload.named(name), 1).program());
    }

    private void print() {
        double whole = warm();
        int runs = (int) Math.clamp(SECONDS * 1e6 / whole, FEWEST_RUNS, MOST_RUNS);
        double[] micros = median(runs);
        Map<String, double[]> kinds = new TreeMap<>();
        for (int i = 0; i < micros.length; i++) {
            Instruction instruction = instructions.get(i);
            line("%3d %9.3f  %s".formatted(i, micros[i], text(instruction)));
            double[] kind = kinds.computeIfAbsent(kind(instruction), k -> new double[2]);
            kind[0] += micros[i];
            kind[1]++;
        }
        kinds.forEach((kind, sum) -> line("%12.3f us in %3.0f %s".formatted(sum[0], sum[1], kind)));
        line("%12.3f us in all; %.3f us a run that is not timed inside"
                .formatted(Arrays.stream(micros).sum(), whole));
    }

    /** Runs until the compiler is done; returns the median time of a run, in microseconds. */
    private double warm() {
        long end = System.nanoTime() + (long) (WARM_SECONDS * 1e9);
        double[] last = new double[FEWEST_RUNS];
        for (int run = 0; run < last.length || System.nanoTime() < end; run++) {
            long begin = System.nanoTime();
            program.run();
            last[run % last.length] = (System.nanoTime() - begin) / 1e3;
        }
        return middle(last);
    }

    private double[] median(int runs) {
        double[][] micros = new double[instructions.size()][runs];
        for (int run = 0; run < runs; run++) {
            Machine machine = program.stepwise();
            for (int i = 0; i < micros.length; i++) {
                long begin = System.nanoTime();
                machine.step(i);
                micros[i][run] = (System.nanoTime() - begin) / 1e3;
            }
        }
        double clock = clock();
        return Arrays.stream(micros).mapToDouble(times -> Math.max(0, middle(times) - clock))
                .toArray();
    }

    private static double clock() {
        double[] micros = new double[MOST_RUNS];
        for (int run = 0; run < MOST_RUNS; run++) {
            long begin = System.nanoTime();
            micros[run] = (System.nanoTime() - begin) / 1e3;
        }
        return middle(micros);
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String kind(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Pointwise chain -> "chains";
            case Instruction.Gemm gemm -> "products";
            case Instruction.Convolve convolve -> "convolutions";
            default -> "others";
        };
    }

    private static String text(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Gemm gemm -> "%s %d x %d x %d%s%s".formatted(
                    gemm.label(), gemm.m(), gemm.n(), gemm.k(),
                    gemm.a().column() == 1 ? "" : " A^T", gemm.b().column() == 1 ? "" : " B^T");
            case Instruction.Pointwise chain -> chain.size() + " x " + chain.label();
            default -> instruction.label() + " "
                    + instruction.reads().stream().map(view -> Arrays.toString(view.dims()))
                            .toList()
                    + " to " + instruction.writes().stream().map(Buffer::shape).toList();
        };
    }

    private static void line(String text) {
        System.out.printf(Locale.ROOT, "%s%n", text);
    }
}
