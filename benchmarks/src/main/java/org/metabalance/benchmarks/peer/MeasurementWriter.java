package org.metabalance.benchmarks.peer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Prints and writes measurements. */
final class MeasurementWriter {
    private static final List<Side> SIDES = List.of(Side.values());
    private static final List<Side> MULTIPLYING = SIDES.stream().filter(Side::multiplies).toList();
    private static final Map<Side, String> HEADS = Map.of(
            Side.OURS, "ours", Side.EAGER, "eager", Side.COMPILED, "compiled", Side.JAX, "JAX");

    private final PrintStream out;

    MeasurementWriter(PrintStream out) {
        this.out = out;
    }

    /** Prints the head of the table of training steps. */
    void stepHead() {
        out.printf("%n%-21s %3s", "workload", "thr");
        SIDES.forEach(side -> out.printf(" %10s", HEADS.get(side) + " us"));
        out.printf(" %7s %9s %9s %9s %9s %9s %9s %9s %7s%n", "ratio", "our ex/s", "limit us",
                "our MB",
                "peer MB",
                "loss", "gradient", "update", "spread");
    }

    /** Prints a line of the table of training steps. */
    void step(Measurement m) {
        out.printf("%-21s %3d", m.workload(), m.threads());
        SIDES.forEach(side -> out.printf(" %10s", number("%.1f", m.micros(side))));
        double peer = m.fastest().map(m::peakBytes).orElse(Double.NaN);
        out.printf(" %7s %9s %9s %9s %9s %9s %9s %9s %7s%n", number("%.2fx", m.ratio()),
                number("%.0f", m.examplesPerSecond(Side.OURS)),
                number("%.1f", m.limit()), number("%.2f", m.peakBytes(Side.OURS) / 1e6),
                number("%.2f", peer / 1e6), number("%.1e", m.differences().loss()),
                number("%.1e", m.differences().gradient()),
                number("%.1e", m.differences().update()), number("%.0f%%", m.spread() * 100));
    }

    /** Prints the head of a table of kernels: what they are and how long their names are. */
    void kernelHead(String what, int width) {
        out.printf("%n" + name(width) + " %3s", what, "thr");
        MULTIPLYING.forEach(side -> out.printf(" %10s", HEADS.get(side) + " us"));
        out.printf(" %7s", "ratio");
        MULTIPLYING.forEach(side -> out.printf(" %10s", HEADS.get(side) + " GF/s"));
        out.printf(" %10s %9s %7s%n", "limit GF/s", "apart", "spread");
    }

    private static String name(int width) {
        return "%-" + width + "s";
    }

    /** Prints a line of a table of kernels. */
    void kernel(Measurement m, int width) {
        double operations = 2e-3 * m.multiplyAdds();
        out.printf(name(width) + " %3d", m.workload(), m.threads());
        MULTIPLYING.forEach(side -> out.printf(" %10s", number("%.2f", m.micros(side))));
        out.printf(" %7s", number("%.2fx", m.ratio()));
        MULTIPLYING.forEach(
                side -> out.printf(" %10s", number("%.1f", operations / m.micros(side))));
        out.printf(" %10s %9s %7s%n", number("%.1f", operations / m.limit()),
                number("%.1e", m.differences().gradient()), number("%.0f%%", m.spread() * 100));
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
                SIDES.forEach(side -> number(json, side.micros(), m.micros(side)));
                number(json, "ratio", m.ratio());
                number(json, "limitMicros", m.limit());
                json.writeNumberProperty("multiplyAdds", m.multiplyAdds());
                json.writeNumberProperty("examples", m.examples());
                number(json, "lossDifference", m.differences().loss());
                number(json, "gradientDifference", m.differences().gradient());
                number(json, "wholeGradientDifference", m.differences().whole());
                number(json, "updateDifference", m.differences().update());
                SIDES.forEach(side -> number(json, side.peakBytes(), m.peakBytes(side)));
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
