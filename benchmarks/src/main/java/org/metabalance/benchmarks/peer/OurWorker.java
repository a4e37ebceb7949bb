package org.metabalance.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.metabalance.engine.kernel.Kernels;
import org.metabalance.nn.format.Safetensors;

/**
 * Our side of the run: reads a command a line, answers each with a line, {@code ok KEY=VALUE ...} or
 * {@code error TEXT}.
 *
 * <pre>
 *   about                         what runs
 *   prepare JOB THREADS FOLDER   builds it; writes data.safetensors and ours.safetensors
 *   warm SECONDS                  runs until the compiler is done; says what memory it takes
 *   time SECONDS                  runs for about as long; says how long one run took
 *   peak THREADS                  multiply-adds per second of the machine
 * </pre>
 */
final class OurWorker {
    private Job job;
    private Stretch stretch;

    private OurWorker() {}

    /** Answers until the end of the input. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = System.out;
        OurWorker worker = new OurWorker();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(worker.answer(line.split("\t")));
            out.flush();
        }
    }

    private String answer(String[] words) {
        try {
            return switch (words[0]) {
                case "about" -> "ok\tkernels=" + Kernels.current() + "\tjava="
                        + Runtime.version();
                case "prepare" -> prepare(
                        words[1], Integer.parseInt(words[2]), Path.of(words[3]));
                case "warm" -> {
                    stretch.warm(Double.parseDouble(words[1]));
                    yield "ok\tpeakBytes=" + job.peakBytes();
                }
                case "time" -> ok("micros", stretch.time(Double.parseDouble(words[1])) * 1e6);
                case "peak" -> ok("rate", PeakRate.of(Integer.parseInt(words[1])));
                default -> "error\tunknown command " + words[0];
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "error\tinterrupted";
        } catch (IOException | RuntimeException | LinkageError e) {
            e.printStackTrace();
            return "error\t" + e.toString().replace('\n', ' ').replace('\t', ' ');
        }
    }

    private String prepare(String name, int threads, Path folder) throws IOException {
        job = Job.of(name, threads);
        stretch = new Stretch(job);
        Safetensors.write(folder.resolve("data.safetensors"), job.data(), job.description());
        Safetensors.write(folder.resolve("ours.safetensors"), job.results(), Map.of());
        return "ok\tmultiplyAdds=" + job.multiplyAdds() + "\texamples=" + job.examples();
    }

    private static String ok(String key, double value) {
        return String.format(Locale.ROOT, "ok\t%s=%.6g", key, value);
    }
}
