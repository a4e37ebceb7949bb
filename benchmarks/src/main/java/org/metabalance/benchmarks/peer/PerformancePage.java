package org.metabalance.benchmarks.peer;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Writes the tables and charts of {@code docs/performance.md} from what {@code benchmarks/peers/run
 * --json} wrote: each figure is the median over the given runs.
 *
 * <p>{@code java -cp benchmarks/target/benchmarks.jar
 * org.metabalance.benchmarks.peer.PerformancePage docs run1.json run2.json run3.json}
 */
public final class PerformancePage {
    private static final Color OURS = new Color(0x2b6a99);

    /** A workload with a number of threads, in several runs. */
    private record Row(String workload, int threads, List<JsonNode> runs) {
        double median(String field) {
            double[] values = runs.stream()
                    .filter(run -> run.hasNonNull(field))
                    .mapToDouble(run -> run.get(field).asDouble())
                    .sorted()
                    .toArray();
            int n = values.length;
            return n == 0 ? Double.NaN : (values[(n - 1) / 2] + values[n / 2]) / 2;
        }

        double ratio() {
            return best() / median("oursMicros");
        }

        double best() {
            double eager = median("torchEagerMicros");
            double compiled = median("torchCompiledMicros");
            return Double.isNaN(compiled) ? eager : Math.min(eager, compiled);
        }

        boolean product() {
            return workload.startsWith("gemm");
        }
    }

    private PerformancePage() {}

    /** Writes into the folder {@code arguments[0]} what the other arguments, files, say. */
    public static void main(String[] arguments) throws IOException {
        Path docs = Path.of(arguments[0]);
        List<Row> rows = rows(List.of(arguments).subList(1, arguments.length));
        Files.createDirectories(docs.resolve("performance"));
        Path page = docs.resolve("performance.md");
        String text = Files.readString(page);
        text = replace(text, "steps", table(rows, row -> !row.product()));
        if (rows.stream().anyMatch(Row::product)) {
            text = replace(text, "products", products(rows));
        }
        Files.writeString(page, text);
        chart(rows, docs.resolve("performance/steps"));
    }

    private static List<Row> rows(List<String> files) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String file : files) {
            for (JsonNode run : new ObjectMapper().readTree(Files.readString(Path.of(file)))) {
                String workload = run.get("workload").asString();
                int threads = run.get("threads").asInt();
                Row known = rows.stream()
                        .filter(r -> r.workload().equals(workload) && r.threads() == threads)
                        .findFirst()
                        .orElse(null);
                if (known == null) {
                    known = new Row(workload, threads, new ArrayList<>());
                    rows.add(known);
                }
                known.runs().add(run);
            }
        }
        return rows;
    }

    private static String replace(String text, String name, String with) {
        String begin = "<!-- begin " + name + " -->";
        String end = "<!-- end " + name + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("page: needs " + begin + " and " + end);
        }
        return text.substring(0, from + begin.length()) + "\n" + with + text.substring(to);
    }

    private static String table(List<Row> rows, Predicate<Row> wanted) {
        StringBuilder text = new StringBuilder(
                "| workload | threads | ours, us | PyTorch eager | PyTorch compiled |"
                        + " times faster | limit, us | gradient apart |\n"
                        + "|---|--:|--:|--:|--:|--:|--:|--:|\n");
        for (Row row : rows) {
            if (wanted.test(row)) {
                text.append(
                        "| %s | %d | %s | %s | %s | **%s** | %s | %s |%n"
                                .formatted(
                                        row.workload(),
                                        row.threads(),
                                        number(row.median("oursMicros")),
                                        number(row.median("torchEagerMicros")),
                                        number(row.median("torchCompiledMicros")),
                                        number(row.ratio()),
                                        number(row.median("limitMicros")),
                                        String.format(
                                                Locale.ROOT, "%.0e",
                                                row.median("gradientDifference"))));
            }
        }
        return text.toString();
    }

    private static String products(List<Row> rows) {
        StringBuilder text = new StringBuilder(
                "| product | threads | ours, GFLOP/s | PyTorch, GFLOP/s | ratio |\n"
                        + "|---|--:|--:|--:|--:|\n");
        for (Row row : rows) {
            if (row.product()) {
                double operations = 2e-3 * row.median("multiplyAdds");
                text.append(
                        "| %s | %d | %s | %s | %s |%n"
                                .formatted(
                                        row.workload(),
                                        row.threads(),
                                        number(operations / row.median("oursMicros")),
                                        number(operations / row.best()),
                                        number(row.ratio())));
            }
        }
        return text.toString();
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f",
                value);
    }

    private static void chart(List<Row> rows, Path file) throws IOException {
        List<String> names = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (Row row : rows) {
            if (!row.product() && !Double.isNaN(row.ratio())) {
                names.add(row.workload() + " x" + row.threads());
                ratios.add(row.ratio());
            }
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(1000)
                .height(420)
                .title("One training step: how many times faster than PyTorch")
                .yAxisTitle("PyTorch's time / ours")
                .build();
        CategoryStyler style = chart.getStyler();
        style.setXAxisLabelRotation(45);
        style.setAvailableSpaceFill(0.6);
        style.setSeriesColors(new Color[] {OURS});
        style.setLegendVisible(false);
        style.setLabelsVisible(true);
        style.setDecimalPattern("0.0");
        style.setChartBackgroundColor(Color.WHITE);
        chart.addSeries("ratio", names, ratios);
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }
}
