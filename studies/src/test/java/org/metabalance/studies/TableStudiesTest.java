package org.metabalance.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.picture.SvgFile;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.studies.adult.Adult;
import org.metabalance.studies.adult.AdultData;
import org.metabalance.studies.defaults.Defaults;
import org.metabalance.studies.runner.ReportWriter;
import org.metabalance.studies.runner.Result;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.StudyRunner;
import org.metabalance.studies.runner.Trial;
import org.metabalance.studies.samplers.SamplerGrid;
import org.metabalance.studies.tabular.Tabular;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The studies on tables, from the user's files to the report, with trainings as short as can be. */
@Timeout(120)
class TableStudiesTest {
    @TempDir
    private Path directory;
    private final StringWriter err = new StringWriter();

    private Path table(String name, String header, int rows, int every) throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < rows; i++) {
            boolean positive = i % every == 0;
            text.append(random.nextGaussian() + (positive ? 1 : 0)).append(',')
                    .append(random.nextGaussian()).append(',')
                    .append(positive ? "yes" : "no").append('\n');
        }
        Path folder = Files.createDirectories(directory.resolve("data"));
        return Files.writeString(folder.resolve(name), text);
    }

    private static StudyOptions options(Path data, String... methods) {
        return new StudyOptions(2, 0, 2, List.of(data), "", List.of(), List.of(methods));
    }

    private Terminal terminal() {
        return new Terminal(
                new PrintWriter(new StringWriter()), new PrintWriter(err), false, false, 80);
    }

    private String run(Study study, StudyOptions options) throws IOException {
        Path out = directory.resolve("out");
        try (OutputDirectory folder = OutputDirectory.open(out)) {
            assertEquals(
                    0, StudyRunner.run(study, options, 2, terminal(), folder), err.toString());
        }
        assertTrue(SvgFile.checkAll(out) > 0);
        return Files.readString(out.resolve(study.name() + ".md"));
    }

    private JsonNode json(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(directory.resolve("out", file)));
    }

    @Test
    void aFolderOfTablesIsRanked() throws IOException {
        Path data = table("one.csv", "a,b,class", 150, 5).getParent();
        table("two.csv", "a,b,target", 120, 4);
        table("rare.csv", "a,b,Class", 150, 30);
        Files.writeString(data.resolve("notes.txt"), "not a table");
        String report = run(
                new Tabular(), options(data, "plain", "egl", "learning-to-reweight"));
        assertTrue(report.contains("| one | 150 | 30 | 4.0 |"), report);
        assertTrue(report.contains("Left out: "), report);
        assertTrue(report.contains("rare.csv: its smallest class has 5 rows"), report);
        assertTrue(report.contains("**learning-to-reweight** against plain"), report);
        assertTrue(report.contains("**egl** against"), report);
        assertTrue(Files.exists(directory.resolve("out/ranks-ap.svg")));
        assertTrue(Files.exists(directory.resolve("out/ap.png")));

        JsonNode numbers = json("tabular.json").at("/numbers/tables");
        assertEquals(Set.of("one", "two"), Set.copyOf(numbers.propertyNames()));
        assertTrue(json("tabular.json").at("/numbers/verdicts").size() > 3);
        JsonNode ranks = json("tabular.json").at("/numbers/rankings/averagePrecision/meanRanks");
        double sum = 0;
        for (JsonNode rank : ranks) {
            sum += rank.asDouble();
        }
        assertEquals(1 + 2 + 3, sum, 1e-9);
        List<Double> precisions = Files.readAllLines(directory.resolve("out/trials.jsonl"))
                .stream().map(JsonMapper.shared()::readTree)
                .filter(line -> line.at("/trial/table").asString().equals("one")
                        && line.at("/trial/method").asString().equals("plain"))
                .map(line -> line.at("/result/averagePrecision").asDouble()).toList();
        assertEquals(2, precisions.size());
        assertEquals(
                precisions.stream().mapToDouble(p -> p).average().orElseThrow(),
                numbers.at("/one/plain/averagePrecision/mean").asDouble(), 1e-12);
    }

    @Test
    void everyMethodIsTunedAsMuch() throws IOException {
        Path data = table("one.csv", "a,b,class", 150, 5);
        String report = run(new Tabular(), options(data, "plain", "metabalance"));
        assertTrue(report
                .matches("(?s).*\\*\\*metabalance\\*\\* against plain: AP .* over 2 splits.*"));
        Set<Long> updates = Files.readAllLines(directory.resolve("out/trials.jsonl")).stream()
                .map(JsonMapper.shared()::readTree)
                .filter(line -> !line.at("/trial/method").asString().startsWith("boosted"))
                .map(line -> line.at("/result/updates").asLong()).collect(Collectors.toSet());
        // 90 rows are one batch: two epochs of one update, for every variant
        assertEquals(Set.of(2L * TuningGrids.VARIANTS), updates);
    }

    @Test
    void whatCannotBeReadIsTold() throws IOException {
        Path data = table("one.csv", "a,b,outcome", 150, 5);
        assertTold("name the label with --label", new Tabular(), options(data));
        assertTold("no method is named 'pluin', did you mean 'plain'?", new Tabular(),
                new StudyOptions(1, 0, 1, List.of(data), "outcome", List.of(), List.of("pluin")));
        assertTold("Adult\" of the UCI Machine Learning Repository", new Adult(),
                StudyOptions.DEFAULT);
        assertTold("adult.test", new Adult(), options(data.getParent()));
    }

    private static void assertTold(String expected, Study study, StudyOptions options) {
        String message = assertThrows(UserError.class, () -> study.trials(options)).getMessage();
        assertTrue(message.contains(expected), message);
    }

    /** Rows as the two files of Adult have them; every tenth misses a value. */
    private void adult(String name, int rows, String end) throws IOException {
        Random random = new Random(name.length());
        StringBuilder text = new StringBuilder(end.isEmpty() ? "" : "|1x3 Cross validator\n");
        for (int i = 0; i < rows; i++) {
            boolean rich = i % 4 == 0;
            text.append(30 + random.nextInt(20) + (rich ? 15 : 0)).append(", ")
                    .append(i % 10 == 3 ? "?" : "Private")
                    .append(", ").append(random.nextInt(1000))
                    .append(", Bachelors, 13, Divorced, Sales, Wife, White, Male, 0, 0, ")
                    .append(20 + random.nextInt(40)).append(", Cuba, ")
                    .append(rich ? ">50K" : "<=50K").append(end).append('\n');
        }
        Path folder = Files.createDirectories(directory.resolve("adult"));
        Files.writeString(folder.resolve(name), text.append('\n'));
    }

    @Test
    void adultIsThinnedInAllParts() throws IOException {
        adult("adult.data", 2000, "");
        adult("adult.test", 1000, ".");
        AdultData data = AdultData.read(List.of(directory.resolve("adult")));
        AdultData.Thinned thinned = data.thinned(50, 1);
        // 3,000 rows, 300 of them incomplete and of the other 2,700 a quarter rich, all but 150 of
        // the incomplete ones being poor
        int[] train = thinned.fold().train().classCounts();
        int[] test = thinned.fold().test().classCounts();
        int[] validation = thinned.fold().validation().classCounts();
        int poor = train[0] + validation[0] + test[0];
        assertEquals(.64, (double) train[0] / poor, .01);
        for (int[] part : List.of(train, validation, test)) {
            assertEquals(part[0] / 50, part[1], Arrays.toString(part));
        }
        int rich = train[1] + thinned.pool().rows();
        assertEquals(1.0 / 4, (double) rich / (rich + train[0]), .03);
        assertEquals(thinned.pool().rows(), thinned.pool().classCounts()[1]);
    }

    /** Some of the trials: all would take most of a minute. */
    @Test
    void adultFromFilesToReport() throws Exception {
        adult("adult.data", 2600, "");
        adult("adult.test", 1300, ".");
        StudyOptions options = new StudyOptions(1, 1, List.of(directory.resolve("adult")));
        Study study = new Adult();
        List<Trial> trials = study.trials(options);
        assertEquals(3 * 14, trials.size());
        List<Result> results = new ArrayList<>();
        for (Trial trial : trials) {
            if (Set.of("plain", "egl", Adult.ORACLE).contains(trial.settings().get("method"))
                    && !trial.settings().get("imbalance").equals(100)) {
                ObjectNode values = JsonMapper.shared().createObjectNode();
                trial.work().run(values, done -> {});
                results.add(new Result(trial.settings(), 1, values, null));
            }
        }
        Path out = Files.createDirectories(directory.resolve("out"));
        try (OutputDirectory folder = OutputDirectory.open(out)) {
            new ReportWriter(folder, terminal())
                    .write(study, options, results.size(), results, List.of());
        }
        assertEquals(1, SvgFile.checkAll(out));
        String text = Files.readString(out.resolve("adult.md"));
        assertTrue(text.contains("## Imbalance 200"), text);
        assertTrue(text.contains("| oracle | 0."), text);
        assertTrue(text.contains("which says nothing about noise"), text);
        JsonNode oracle = json("adult.json").at("/numbers/imbalance50/oracle");
        assertTrue(oracle.at("/precisionAtRecall75/mean").isNumber());
    }

    @Test
    void theGridOfSamplersIsWhole() throws IOException {
        Path data = table("one.csv", "a,b,class", 150, 5);
        String report = run(new SamplerGrid(), new StudyOptions(1, 1, List.of(data)));
        assertEquals(
                SamplerGrid.SAMPLERS.size() * SamplerGrid.SAMPLERS.size() + 1,
                Files.readAllLines(directory.resolve("out/trials.jsonl")).size());
        assertTrue(report.contains("one: of 121 pairs"), report);
        assertTrue(Files.exists(directory.resolve("out/samplers-one.svg")));
        JsonNode row = json("samplers.json").at("/numbers/grids/one/natural");
        assertEquals(Set.copyOf(SamplerGrid.SAMPLERS), Set.copyOf(row.propertyNames()));
    }

    /** Some of the trials, on the user's table: all would take minutes. */
    @Test
    void defaultsAreFoundWithoutTestRows() throws Exception {
        Path data = table("one.csv", "a,b,class", 300, 5);
        StudyOptions options = new StudyOptions(1, 0, List.of(data));
        Study study = new Defaults();
        List<Result> results = new ArrayList<>();
        for (Trial trial : study.trials(options)) {
            boolean grid = trial.settings().containsKey("tuned");
            if (trial.settings().get("table").equals("one")
                    && (trial.settings().get("method").equals("logistic")
                            || trial.settings().get("method").equals("plain") && !grid
                                    && trial.settings().get("hidden").equals("32"))) {
                ObjectNode values = JsonMapper.shared().createObjectNode();
                trial.work().run(values, done -> {});
                results.add(new Result(trial.settings(), 1, values, null));
            }
        }
        assertEquals(4 + 4 + 1, results.size());
        assertTrue(results.stream().noneMatch(result -> result.values().has("averagePrecision")));
        Path out = Files.createDirectories(directory.resolve("out"));
        try (OutputDirectory folder = OutputDirectory.open(out)) {
            new ReportWriter(folder, terminal())
                    .write(study, options, results.size(), results, List.of());
        }
        String text = Files.readString(out.resolve("defaults.md"));
        assertTrue(text.contains("The edge of a grid is chosen"), text);
        assertTrue(text.contains("The best for logistic: learning rate 0."), text);
        assertTrue(json("defaults.json").at("/numbers/cells").size() > 100);
        assertThrows(UserError.class, () -> study.trials(new StudyOptions(1, 3, List.of())));
    }
}
