package org.metabalance.benchmarks.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.metabalance.benchmarks.workload.ConvShape;
import org.metabalance.benchmarks.workload.GemmShape;
import org.metabalance.benchmarks.workload.MeasuredFunction;
import org.metabalance.benchmarks.workload.Workload;

/**
 * What the command was asked for.
 *
 * @param workloads names of what is run, in order
 * @param threads numbers of threads
 * @param rounds how many times each side has its turn
 * @param stretch seconds of a turn
 * @param warm seconds without becoming faster that end the running before the first turn
 * @param torch whether PyTorch runs too
 * @param compile whether compiled PyTorch runs too
 * @param jax whether JAX runs too
 * @param compileLimit the most seconds a peer may take to compile a step
 * @param json where the records go; null for nowhere
 */
record Options(
        List<String> workloads,
        List<Integer> threads,
        int rounds,
        double stretch,
        double warm,
        boolean torch,
        boolean compile,
        boolean jax,
        double compileLimit,
        Path json) {

    static final String HELP = """
            Usage: benchmarks/peers/run [OPTION ...]
            Runs training steps, functions with their gradients, matrix products and convolutions here, in PyTorch and in JAX, in
            turns, and compares.

              --workloads A,B    which ones (default: all); the name of a group stands for its members:
                                   credit, small1, small5, mid1, mid5, per-example
                                   plain: plain-credit, plain-small, plain-mid
                                   maml1, maml32: maml1-sinusoid, maml1-5way, maml32-sinusoid ...
                                   maml-conv4
                                   sam:   sam-small, sam-mid
                                   sinkhorn: sinkhorn-unrolled, sinkhorn-implicit
                                   sparse: sparse-64, sparse-1433, sparse-gcn
                                   deep:  deep-1, deep-2, deep-5, deep-5-checkpointed ... to 50
                                   resnet, conv4: resnet-plain, resnet-exact ...; with another number
                                          of images in a batch: resnet-exact-b8
                                   gemm:  gemm-16x16x16-nn ... and the shapes of the networks' layers
                                   conv:  conv-32x32x32x16-16-3x3-forward, -input, -weights ... (images,
                                          height, width, channels, filters, kernel; -s2 is stride 2)
                                 a kernel of any shape may be named
              --threads 1,2      numbers of threads (default: 1,2)
              --json FILE        writes the records, too
              --rounds N         turns of each side; times are medians over them (default: 7)
              --stretch SECONDS  length of a turn (default: 0.3; kernels: a fifth)
              --warm SECONDS     each side runs until it has not become faster for so long, before
                                 the first turn (default: 3; kernels: a fifth)
              --no-compile       PyTorch runs eager only
              --compile-limit S  gives up on a peer's compiling after that (default: 600)
              --no-torch         leaves PyTorch out
              --no-jax           leaves JAX out
              --help

            PyTorch and JAX are those of the Python named by the variable PYTHON, else of python3;
            what it lacks is left out.
            """;

    /** A mistake on the command line. */
    static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;

        Mistake(String message) {
            super(message);
        }
    }

    static Options parse(String... arguments) throws Mistake {
        List<String> workloads = names();
        List<Integer> threads = List.of(1, 2);
        int rounds = 7;
        double stretch = 0.3;
        double warm = 3;
        boolean torch = true;
        boolean compile = true;
        boolean jax = true;
        double compileLimit = 600;
        Path json = null;
        for (int i = 0; i < arguments.length; i++) {
            String option = arguments[i];
            switch (option) {
                case "--no-torch" -> torch = false;
                case "--no-compile" -> compile = false;
                case "--no-jax" -> jax = false;
                case "--workloads" -> workloads = select(value(arguments, ++i));
                case "--threads" -> threads = integers(option, value(arguments, ++i));
                case "--rounds" -> rounds = integers(option, value(arguments, ++i)).getFirst();
                case "--stretch" -> stretch = seconds(option, value(arguments, ++i));
                case "--warm" -> warm = seconds(option, value(arguments, ++i));
                case "--compile-limit" -> compileLimit = seconds(option, value(arguments, ++i));
                case "--json" -> json = Path.of(value(arguments, ++i));
                default -> throw new Mistake("there is no option '" + option + "'; try --help");
            }
        }
        return new Options(
                workloads, threads, rounds, stretch, warm, torch, compile, jax, compileLimit,
                json);
    }

    private static String value(String[] arguments, int i) throws Mistake {
        if (i == arguments.length) {
            throw new Mistake(arguments[i - 1] + " needs a value");
        }
        return arguments[i];
    }

    private static List<Integer> integers(String option, String text) throws Mistake {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.matches("[1-9]\\d{0,5}")) {
                throw new Mistake(option + " needs numbers from 1, got '" + text + "'");
            }
            numbers.add(Integer.valueOf(part));
        }
        return List.copyOf(numbers);
    }

    private static double seconds(String option, String text) throws Mistake {
        try {
            double seconds = Double.parseDouble(text);
            if (seconds > 0 && seconds < 1e6) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new Mistake(option + " needs seconds above 0, got '" + text + "'");
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        Workload.all().forEach(workload -> names.add(workload.name()));
        MeasuredFunction.all().forEach(function -> names.add(function.name()));
        GemmShape.all().forEach(shape -> names.add(Job.GEMM + shape));
        ConvShape.all().forEach(shape -> names.add(Job.CONV + shape));
        return names;
    }

    private static List<String> select(String text) throws Mistake {
        Set<String> selected = new LinkedHashSet<>();
        for (String asked : text.split(",")) {
            List<String> found = names().stream()
                    .filter(name -> name.equals(asked) || name.startsWith(asked + "-"))
                    .toList();
            if (found.isEmpty() && !Job.known(asked)) {
                throw new Mistake("there is no workload '" + asked + "'; --help lists them");
            }
            selected.addAll(found.isEmpty() ? List.of(asked) : found);
        }
        return List.copyOf(selected);
    }
}
