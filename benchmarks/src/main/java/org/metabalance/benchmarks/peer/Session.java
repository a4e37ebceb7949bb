package org.metabalance.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures jobs with one number of threads: all sides are made ready, agree, are warm, and take
 * turns.
 */
final class Session implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** Threads of OpenMP go on spinning for a while after their work, on the next side's time. */
    private static final Duration SETTLE = Duration.ofMillis(250);
    /** How much shorter everything is for kernels, of which there are many. */
    private static final double KERNEL_SHARE = 0.2;

    private final Options options;
    private final int threads;
    private final double rate;
    private final Path folder;
    private final Map<Side, Worker> workers = new EnumMap<>(Side.class);
    private final List<String> remarks = new ArrayList<>();
    private boolean fresh = true;

    /**
     * Starts the workers.
     *
     * @param rate the machine's multiply-adds per second with that many threads
     * @param folder where the workers exchange data
     */
    Session(Options options, List<Side> sides, int threads, double rate, Path folder)
            throws IOException {
        this.options = options;
        this.threads = threads;
        this.rate = rate;
        this.folder = folder;
        for (Side side : sides) {
            workers.put(side, side.start(threads, folder));
        }
    }

    /** Returns what is to be said about the last measurement, a line each. */
    List<String> remarks() {
        return remarks;
    }

    /**
     * Measures.
     *
     * @throws Worker.Failure if ours fails; the peers' failures are remarks
     */
    Measurement measure(String job) throws IOException, Worker.Failure {
        remarks.clear();
        double share = Job.isKernel(job) ? KERNEL_SHARE : 1;
        Map<Side, Double> peakBytes = new EnumMap<>(Side.class);
        Map<Side, double[]> micros = new EnumMap<>(Side.class);
        Differences differences = Differences.NONE;
        long multiplyAdds = 0;
        int examples = 0;
        List<String> chosen = new ArrayList<>();
        for (Side side : workers.keySet()) {
            try {
                Map<String, String> ready = ask(side, "prepare", job, threads, folder);
                if (side == Side.OURS) {
                    multiplyAdds = Long.parseLong(ready.get("multiplyAdds"));
                    examples = Integer.parseInt(ready.get("examples"));
                } else {
                    differences = differences.worst(compare(side, ready.get("ways")));
                }
                Map<String, String> warm = ask(side, "warm",
                        options.warm() * (fresh ? 1 : share));
                peakBytes.put(side, Double.valueOf(warm.get("peakBytes")));
                if (Integer.parseInt(ready.getOrDefault("ways", "1")) > 1) {
                    chosen.add(side.label() + " as " + warm.get("way"));
                }
                if (ready.containsKey("failed")) {
                    remarks.add(side.label() + " not as " + ready.get("failed"));
                }
                micros.put(side, new double[options.rounds()]);
            } catch (Worker.Failure e) {
                if (side == Side.OURS) {
                    throw e;
                }
                remarks.add("no time of " + side.label() + ": " + e.getMessage());
            }
        }
        fresh = false;
        if (!chosen.isEmpty()) {
            remarks.add(String.join(", ", chosen));
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (Map.Entry<Side, double[]> turn : micros.entrySet()) {
                if (threads > 1 && micros.size() > 1) {
                    settle();
                }
                turn.getValue()[round] = Double.parseDouble(
                        ask(turn.getKey(), "time", options.stretch() * share).get("micros"));
            }
        }
        Map<Side, Double> medians = new EnumMap<>(Side.class);
        micros.forEach((side, times) -> medians.put(side, median(times)));
        return new Measurement(
                job,
                threads,
                medians,
                multiplyAdds / rate * 1e6,
                multiplyAdds,
                examples,
                micros.values().stream().mapToDouble(Session::spread).max().orElseThrow(),
                differences,
                peakBytes);
    }

    private Map<String, String> ask(Side side, Object... words) throws Worker.Failure {
        Duration limit = side.compiles() && words[0].equals("prepare")
                ? Duration.ofMillis((long) (options.compileLimit() * 1000))
                : LIMIT;
        return workers.get(side).ask(limit, words);
    }

    /** Compares with each way a side can run the job; the fastest will be timed. */
    private Differences compare(Side side, String ways) throws IOException {
        Differences worst = Differences.NONE;
        for (int i = 0; i < Integer.parseInt(ways); i++) {
            String theirs = side.label() + "-" + i + ".safetensors";
            worst = worst.worst(Differences.between(folder, "ours.safetensors", theirs));
            Files.delete(folder.resolve(theirs));
        }
        if (!worst.roundingOnly()) {
            remarks.add("DISAGREES with " + side.label() + ": " + worst);
        }
        return worst;
    }

    private static void settle() {
        try {
            Thread.sleep(SETTLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double spread(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length - 1] - sorted[0]) / median(values);
    }

    @Override
    public void close() {
        workers.values().forEach(Worker::close);
    }
}
