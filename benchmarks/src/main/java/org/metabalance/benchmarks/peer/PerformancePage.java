package org.metabalance.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metabalance.benchmarks.workload.MeasuredFunction;
import org.metabalance.benchmarks.workload.Workload;
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
    private static final Pattern MANY_TASKS = Pattern.compile("maml(?!1-)(\\d+)-(.+)");

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

        double micros(Side side) {
            return median(side.micros());
        }

        /** The time of the fastest peer, NaN if none ran. */
        double best() {
            return Side.peers().stream().mapToDouble(this::micros).filter(Double::isFinite).min()
                    .orElse(Double.NaN);
        }

        double ratio() {
            return best() / micros(Side.OURS);
        }

        boolean product() {
            return workload.startsWith(Job.GEMM);
        }

        boolean convolution() {
            return workload.startsWith(Job.CONV);
        }

        /** A step or a function of the methods that stand beside MetaBalance. */
        boolean related() {
            return Workload.ofRelated(workload) || MeasuredFunction.named(workload).isPresent();
        }

        boolean ofImages() {
            return Workload.ofImages(workload) && !related();
        }

        /** A training step of MetaBalance, MAML or without a method, of what is no image. */
        boolean step() {
            return !product() && !convolution() && !ofImages() && !related();
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
        text = replace(text, "steps", steps(rows.stream().filter(Row::step).toList()));
        text = replace(text, "images",
                images(rows.stream().filter(Row::ofImages).toList()));
        text = replace(text, "related",
                related(rows.stream().filter(Row::related).toList()));
        text = replace(text, "products",
                kernels("product", rows.stream().filter(Row::product).toList()));
        text = replace(text, "convolutions",
                kernels("convolution", rows.stream().filter(Row::convolution).toList()));
        text = replace(text, "tasks", tasks(rows));
        Files.writeString(page, text);
        PerformanceChart chart = new PerformanceChart();
        for (Row row : rows) {
            if (row.step()) {
                chart.add(row.workload() + " x" + row.threads(),
                        side -> row.micros(side) / row.micros(Side.OURS));
            }
        }
        chart.write(docs.resolve("performance/steps.png"));
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

    /** Puts a table in its place; what was not run leaves the one that is there. */
    private static String replace(String text, String name, String with) {
        String begin = "<!-- begin " + name + " -->";
        String end = "<!-- end " + name + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("page: needs " + begin + " and " + end);
        }
        return with.isEmpty() ? text
                : text.substring(0, from + begin.length()) + "\n" + with + text.substring(to);
    }

    private static String steps(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows) {
            List<String> line = begin(row);
            for (Side side : Side.values()) {
                line.add(number(row.micros(side)));
            }
            line.add("**" + number(row.ratio()) + "**");
            line.add(number(row.median("limitMicros")));
            line.add(apart(row.median("gradientDifference")));
            lines.add(line);
        }
        return table(head("workload", "ours, us", Side.peers(),
                "times faster", "limit, us", "gradient apart"), lines);
    }

    private static String related(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows) {
            List<String> line = begin(row);
            for (Side side : Side.values()) {
                line.add(number(row.micros(side)));
            }
            line.add("**" + number(row.ratio()) + "**");
            line.add(number(row.median("limitMicros")));
            memory(row, line);
            line.add(apart(row.median("gradientDifference")));
            lines.add(line);
        }
        List<String> head = head("workload", "ours, us", Side.peers(),
                "times faster", "limit, us");
        memory(head);
        head.add("gradient apart");
        return table(head, lines);
    }

    private static void memory(List<String> head) {
        head.add("our MB");
        Side.peers().forEach(side -> head.add(side.title() + ", MB"));
    }

    private static void memory(Row row, List<String> line) {
        for (Side side : Side.values()) {
            line.add(number(row.median(side.peakBytes()) / 1e6));
        }
    }

    private static String images(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows) {
            List<String> line = begin(row);
            for (Side side : Side.values()) {
                line.add(number(row.micros(side) / 1e3));
            }
            line.add("**" + number(row.ratio()) + "**");
            line.add(number(row.median("limitMicros") / 1e3));
            line.add(number(row.median("examples") / row.micros(Side.OURS) * 1e6));
            memory(row, line);
            line.add(apart(row.median("gradientDifference")));
            lines.add(line);
        }
        List<String> head = head("workload", "ours, ms", Side.peers(),
                "times faster", "limit, ms", "our images/s");
        memory(head);
        head.add("gradient apart");
        return table(head, lines);
    }

    private static String kernels(String what, List<Row> rows) {
        List<Side> sides = Arrays.stream(Side.values()).filter(Side::multiplies).toList();
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows) {
            List<String> line = begin(row);
            double operations = 2e-3 * row.median("multiplyAdds");
            for (Side side : sides) {
                line.add(number(operations / row.micros(side)));
            }
            line.add(number(row.ratio()));
            lines.add(line);
        }
        return table(head(what, "ours, GFLOP/s",
                sides.stream().filter(side -> side != Side.OURS).toList(), "ratio"), lines);
    }

    private static List<String> begin(Row row) {
        return new ArrayList<>(List.of(row.workload(), Integer.toString(row.threads())));
    }

    private static List<String> head(
            String what, String ours, List<Side> peers, String... further) {
        List<String> head = new ArrayList<>(List.of(what, "threads", ours));
        peers.forEach(side -> head.add(side.title()));
        head.addAll(List.of(further));
        return head;
    }

    /** Runs of one task against the program of many, which has them on a batch axis. */
    private static String tasks(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        for (Row many : rows) {
            Matcher name = MANY_TASKS.matcher(many.workload());
            for (Row one : rows) {
                if (name.matches() && one.threads() == many.threads()
                        && one.workload().equals("maml1-" + name.group(2))) {
                    List<String> line = begin(many);
                    int tasks = Integer.parseInt(name.group(1));
                    for (Side side : Side.values()) {
                        line.add(number(tasks * one.micros(side) / many.micros(side)));
                    }
                    lines.add(line);
                }
            }
        }
        return table(head("workload", "ours", Side.peers()), lines);
    }

    /** A table whose first column is text and whose others are numbers; nothing if it has no lines. */
    private static String table(List<String> head, List<List<String>> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append(line(head)).append("|---").append("|--:".repeat(head.size() - 1))
                .append("|\n");
        lines.forEach(cells -> text.append(line(cells)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String apart(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.0e", value);
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f",
                value);
    }
}
