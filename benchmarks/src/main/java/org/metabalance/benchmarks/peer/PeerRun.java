package org.metabalance.benchmarks.peer;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs our programs, PyTorch's and JAX's in turns, in one session, on the same shapes, weights and data,
 * and prints and writes how long they take and how far their results lie apart. {@code
 * benchmarks/peers/run --help} says how.
 */
public final class PeerRun {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private final Options options;
    private final PrintStream out;
    private final MeasurementWriter writer;
    private final Path folder;
    private final List<Measurement> measurements = new ArrayList<>();

    private PeerRun(Options options, PrintStream out, Path folder) {
        this.options = options;
        this.out = out;
        this.folder = folder;
        writer = new MeasurementWriter(out);
    }

    /** Runs; exits with 1 if results disagree, 2 after a mistake on the command line. */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) throws IOException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.HELP);
            return 0;
        }
        try {
            Options options = Options.parse(arguments);
            Path folder = Files.createTempDirectory("peers");
            // also when the run is cut short
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return new PeerRun(options, System.out, folder).run();
        } catch (Options.Mistake e) {
            System.err.println("peers/run: " + e.getMessage());
            return 2;
        } catch (Worker.Failure e) {
            System.err.println("peers/run: " + e.getMessage());
            return 1;
        }
    }

    private int run() throws IOException, Worker.Failure {
        List<Side> sides = sides();
        List<String> steps = options.workloads().stream()
                .filter(name -> !Job.isKernel(name)).toList();
        double[] rates = rates();
        if (!steps.isEmpty()) {
            writer.stepHead();
        }
        for (String job : steps) {
            for (int i = 0; i < rates.length; i++) {
                int threads = options.threads().get(i);
                try (Session session = new Session(options, sides, threads, rates[i], folder)) {
                    Measurement measured = measure(session, job);
                    writer.step(measured);
                    remark(session);
                }
            }
        }
        kernels("product", Job.GEMM, sides, rates);
        kernels("convolution", Job.CONV, sides, rates);
        return measurements.stream().allMatch(m -> m.differences().roundingOnly()) ? 0 : 1;
    }

    /** Measures the kernels whose names begin so; nothing if there are none. */
    private void kernels(String what, String prefix, List<Side> sides, double[] rates)
            throws IOException, Worker.Failure {
        List<String> kernels = options.workloads().stream()
                .filter(name -> name.startsWith(prefix)).toList();
        if (kernels.isEmpty()) {
            return;
        }
        int width = kernels.stream().mapToInt(String::length).max().orElseThrow();
        writer.kernelHead(what, Math.max(width, what.length()));
        List<Side> multiplying = sides.stream().filter(Side::multiplies).toList();
        for (int i = 0; i < rates.length; i++) {
            int threads = options.threads().get(i);
            try (Session session = new Session(options, multiplying, threads, rates[i], folder)) {
                for (String job : kernels) {
                    writer.kernel(measure(session, job), Math.max(width, what.length()));
                    remark(session);
                }
            }
        }
    }

    private Measurement measure(Session session, String job) throws IOException, Worker.Failure {
        Measurement measurement = session.measure(job);
        measurements.add(measurement);
        if (options.json() != null) {
            // after each, so that a long run that is cut short leaves what it has
            MeasurementWriter.json(options.json(), measurements);
        }
        return measurement;
    }

    private void remark(Session session) {
        session.remarks().forEach(remark -> out.println("    " + remark));
    }

    /** Says what runs, and finds out which peers do. */
    private List<Side> sides() throws IOException, Worker.Failure {
        List<Side> sides = new ArrayList<>(List.of(Side.OURS));
        try (Worker ours = Side.OURS.start(1, folder)) {
            Map<String, String> about = ours.ask(LIMIT, "about");
            out.println("ours:    " + about.get("kernels") + ", Java " + about.get("java"));
        }
        if (options.torch() && runs(Side.EAGER, "PyTorch", "torch")) {
            sides.add(Side.EAGER);
            if (options.compile()) {
                sides.add(Side.COMPILED);
            }
        }
        if (options.jax() && runs(Side.JAX, "JAX", "jax")) {
            sides.add(Side.JAX);
        }
        return sides;
    }

    /** Asks a library what it is; one that does not answer is left out. */
    private boolean runs(Side side, String library, String module) {
        String label = "%-8s ".formatted(library + ":");
        try (Worker worker = side.start(1, folder)) {
            Map<String, String> about = worker.ask(LIMIT, "about");
            out.println(label + about.get("version") + ", Python " + about.get("python"));
            return true;
        } catch (Worker.Failure | IOException e) {
            out.println(label + "left out (" + e.getMessage() + "); to compare, "
                    + Side.interpreter() + " -m pip install " + module
                    + ", or set PYTHON to one that has it");
            return false;
        }
    }

    /** The machine's peak rate for each number of threads. */
    private double[] rates() throws IOException, Worker.Failure {
        double[] rates = new double[options.threads().size()];
        try (Worker ours = Side.OURS.start(1, folder)) {
            for (int i = 0; i < rates.length; i++) {
                int threads = options.threads().get(i);
                rates[i] = Double.parseDouble(ours.ask(LIMIT, "peak", threads).get("rate"));
                out.printf("peak:    %.1f GFLOP/s with %d thread%s (%.1f multiply-adds/ns)%n",
                        rates[i] * 2e-9, threads, threads == 1 ? "" : "s", rates[i] * 1e-9);
            }
        }
        return rates;
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("peers/run: could not remove " + folder + ": " + e.getMessage());
        }
    }
}
