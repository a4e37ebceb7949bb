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
 * Runs our programs and PyTorch's in turns, in one session, on the same shapes, weights and data, and
 * prints and writes how long they take and how far their results lie apart. {@code
 * benchmarks/peers/run --help} says how.
 */
public final class PeerRun {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String NO_TORCH = """
            PyTorch was not found (%s).
            Ours runs alone. To compare, install it, for example by
                python3 -m pip install torch --index-url https://download.pytorch.org/whl/cpu
            or set PYTHON to an interpreter that has it.
            """;

    private final Options options;
    private final PrintStream out;
    private final Report report;
    private final Path folder;
    private final List<Measurement> measurements = new ArrayList<>();

    private PeerRun(Options options, PrintStream out, Path folder) {
        this.options = options;
        this.out = out;
        this.folder = folder;
        report = new Report(out);
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
        List<String> products = options.tasks().stream()
                .filter(task -> task.startsWith(Task.GEMM)).toList();
        List<String> steps = options.tasks().stream()
                .filter(task -> !task.startsWith(Task.GEMM)).toList();
        double[] rates = rates();
        if (!steps.isEmpty()) {
            report.stepHead();
        }
        for (String task : steps) {
            for (int i = 0; i < rates.length; i++) {
                int threads = options.threads().get(i);
                try (Session session = new Session(options, sides, threads, rates[i], folder)) {
                    Measurement measured = measure(session, task);
                    report.step(measured);
                    remark(session);
                }
            }
        }
        if (!products.isEmpty()) {
            report.productHead();
            List<Side> uncompiled = sides.stream().filter(s -> s != Side.COMPILED).toList();
            for (int i = 0; i < rates.length; i++) {
                int threads = options.threads().get(i);
                try (Session session = new Session(options, uncompiled, threads, rates[i],
                        folder)) {
                    for (String task : products) {
                        report.product(measure(session, task));
                        remark(session);
                    }
                }
            }
        }
        return measurements.stream().allMatch(m -> m.deviation().holds()) ? 0 : 1;
    }

    private Measurement measure(Session session, String task) throws IOException, Worker.Failure {
        Measurement measurement = session.measure(task);
        measurements.add(measurement);
        if (options.json() != null) {
            // after each, so that a long run that is cut short leaves what it has
            Report.json(options.json(), measurements);
        }
        return measurement;
    }

    private void remark(Session session) {
        session.remarks().forEach(remark -> out.println("    " + remark));
    }

    /** Says what runs, and finds out whether PyTorch does. */
    private List<Side> sides() throws IOException, Worker.Failure {
        try (Worker ours = Side.OURS.start(1, folder)) {
            Map<String, String> about = ours.ask(LIMIT, "about");
            out.println("ours:    " + about.get("kernels") + ", Java " + about.get("java"));
        }
        if (!options.torch()) {
            return List.of(Side.OURS);
        }
        try (Worker torch = Side.EAGER.start(1, folder)) {
            Map<String, String> about = torch.ask(LIMIT, "about");
            out.println("PyTorch: " + about.get("torch") + ", Python " + about.get("python"));
        } catch (Worker.Failure | IOException e) {
            out.printf(NO_TORCH, e.getMessage());
            return List.of(Side.OURS);
        }
        return options.compile() ? List.of(Side.values()) : List.of(Side.OURS, Side.EAGER);
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
