package org.metabalance.benchmarks.peer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Prints and writes measurements. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** Prints the head of the table of training steps. */
    void stepHead() {
        out.printf("%n%-21s %3s %10s %10s %10s %7s %9s %9s %9s %9s %9s %9s %7s%n",
                "workload", "thr", "ours us", "eager us", "compiled", "ratio", "limit us",
                "our MB", "torch MB", "loss", "gradient", "update", "spread");
    }

    /** Prints a line of the table of training steps. */
    void step(Measurement m) {
        out.printf("%-21s %3d %10s %10s %10s %7s %9s %9s %9s %9s %9s %9s %7s%n",
                m.workload(), m.threads(), number("%.1f", m.ours()), number("%.1f", m.eager()),
                number("%.1f", m.compiled()), number("%.2fx", m.ratio()),
                number("%.1f", m.limit()), number("%.2f", m.ourPeakBytes() / 1e6),
                number("%.2f", m.bestPeakBytes() / 1e6), number("%.1e", m.deviation().loss()),
                number("%.1e", m.deviation().gradient()), number("%.1e", m.deviation().update()),
                number("%.0f%%", m.spread() * 100));
    }

    /** Prints the head of the table of matrix products. */
    void productHead() {
        out.printf("%n%-24s %3s %10s %10s %7s %9s %9s %9s %9s %7s%n",
                "product", "thr", "ours us", "torch us", "ratio", "our GF/s", "torch GF",
                "limit GF", "apart", "spread");
    }

    /** Prints a line of the table of matrix products. */
    void product(Measurement m) {
        double operations = 2e-3 * m.multiplyAdds();
        out.printf("%-24s %3d %10s %10s %7s %9s %9s %9s %9s %7s%n",
                m.workload(), m.threads(), number("%.2f", m.ours()), number("%.2f", m.eager()),
                number("%.2fx", m.ratio()), number("%.1f", operations / m.ours()),
                number("%.1f", operations / m.eager()), number("%.1f", operations / m.limit()),
                number("%.1e", m.deviation().gradient()), number("%.0f%%", m.spread() * 100));
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value)
                : Double.isNaN(value) ? "-" : "inf";
    }

    /** Writes measurements as a list of records; what there is none of is null. */
    static void json(Path file, List<Measurement> measurements) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        try (var writer = Files.newBufferedWriter(file);
                JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(),
                        writer)) {
            json.writeStartArray();
            for (Measurement m : measurements) {
                json.writeRaw('\n');
                json.writeStartObject();
                json.writeStringProperty("workload", m.workload());
                json.writeNumberProperty("threads", m.threads());
                number(json, "oursMicros", m.ours());
                number(json, "torchEagerMicros", m.eager());
                number(json, "torchCompiledMicros", m.compiled());
                number(json, "ratio", m.ratio());
                number(json, "limitMicros", m.limit());
                json.writeNumberProperty("multiplyAdds", m.multiplyAdds());
                number(json, "lossDifference", m.deviation().loss());
                number(json, "gradientDifference", m.deviation().gradient());
                number(json, "updateDifference", m.deviation().update());
                number(json, "oursPeakBytes", m.ourPeakBytes());
                number(json, "torchEagerPeakBytes", m.eagerPeakBytes());
                number(json, "torchCompiledPeakBytes", m.compiledPeakBytes());
                number(json, "spread", m.spread());
                json.writeEndObject();
            }
            json.writeRaw('\n');
            json.writeEndArray();
            json.writeRaw('\n');
        }
    }

    private static void number(JsonGenerator json, String name, double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }
}
