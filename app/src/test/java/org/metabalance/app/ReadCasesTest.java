package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files that hold the same numbers written in different ways: the model must be the same. And rows that
 * stand in two files: the prediction must be the same.
 */
class ReadCasesTest {
    /** About the average precision over three splits of all files that hold these numbers. */
    private static final double ALIKE = .735;

    @TempDir
    private Path directory;

    private static Path file(String name) {
        return Path.of("src/test/resources/read", name);
    }

    private double averagePrecision(Path data) throws IOException {
        Path out = directory.resolve("out");
        Captured captured = Captured.run(
                "compare", "--data", data.toString(), "--label", "Class", "--methods", "logistic",
                "--epochs", "60", "--seeds", "3", "--no-reference", "--out",
                out.toString());
        assertEquals(0, captured.code(), captured.err());
        return JsonMapper.shared().readTree(Files.readString(out.resolve("results.json")))
                .get("runs").valueStream()
                .mapToDouble(run -> run.get("metrics").get("averagePrecision").asDouble())
                .average().orElseThrow();
    }

    private Captured train(Path data, Path model, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", "--data", data.toString(), "--label", "Class", "--method",
                        "logistic", "--epochs", "5", "--out", model.toString()));
        arguments.addAll(List.of(more));
        Captured captured = Captured.run(arguments.toArray(String[]::new));
        assertEquals(0, captured.code(), captured.err());
        return captured;
    }

    private List<String> predict(Path model, Path data) throws IOException {
        Path out = directory.resolve("p.csv");
        Captured captured = Captured.run(
                "predict", "--model", model.toString(), "--data", data.toString(), "--out",
                out.toString());
        assertEquals(0, captured.code(), captured.err());
        List<String> lines = Files.readAllLines(out);
        return lines.subList(1, lines.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"base.csv", "n_trail1.csv", "n_tab.csv", "semi_mixed.csv", "nl_semi.csv",
                "par1.csv"})
    void sameNumbersMakeTheSameModel(String name) throws IOException {
        double precision = averagePrecision(file(name));
        assertEquals(ALIKE, precision, .01);
        assertEquals(averagePrecision(file("base.csv")), precision);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=7", "Class=zzz", "run=3", "a[b]*?c", "ordner-ä-Ж"})
    void folderNamesSayNothing(String folder) throws IOException {
        Path inside = Files.createDirectories(directory.resolve(folder)).resolve("base.csv");
        Files.copy(file("base.csv"), inside);
        train(file("base.csv"), directory.resolve("m1"));
        train(inside, directory.resolve("m2"));
        assertEquals(
                Files.readString(directory.resolve("m1/schema.json")),
                Files.readString(directory.resolve("m2/schema.json")));
        assertEquals(
                predict(directory.resolve("m1"), file("base.csv")),
                predict(directory.resolve("m2"), inside));
    }

    @ParameterizedTest
    @CsvSource({"dates.csv,dates_new_all.csv,dates_new_amb.csv",
        "cat.csv,cat_new_all.csv,cat_new.csv"})
    void aRowHasOnePrediction(String trained, String all, String part) throws IOException {
        Path model = directory.resolve("model");
        // calibrated, rows that differ may both be certain
        train(file(trained), model, "--calibration", "none");
        List<String> rows = Files.readAllLines(file(all));
        List<String> predicted = predict(model, file(all));
        Map<String, String> byRow = new HashMap<>();
        for (int i = 0; i < predicted.size(); i++) {
            byRow.put(rows.get(i + 1), predicted.get(i));
        }
        List<String> few = Files.readAllLines(file(part));
        List<String> again = predict(model, file(part));
        for (int i = 0; i < again.size(); i++) {
            assertEquals(byRow.get(few.get(i + 1)), again.get(i), few.get(i + 1));
        }
        assertNotEquals(predicted.get(0), predicted.get(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "miss_spna.csv | x       number             48",
                "survey.csv | answers  4 categories  the commas separate answers: no decimal signs",
                "survey.csv | x        number",
                "semi_mixed.csv | x       number (1,5)",
                "semi_mixed.csv | z       number",
                "dates.csv | when    date          day-month-year",
                "cat.csv | code    3 categories",
                "orcid.csv | ORCID   60 categories",
                "par1.csv | PAR1    number",
                "nl_semi.csv | x (units)  number",
                "idcat.csv | acct    3 categories  whole numbers beyond 2^53, kept apart as texts",
                "case_dup_label.csv | class   number",
                "case_dup_label.csv | Class   2 categories",
                "currency.csv | x       number ($)    $ taken off",
                "isoz.csv | when    date          in UTC",
            })
    void whatIsReadIsShown(String name, String line) {
        Captured captured = train(file(name), directory.resolve("model"));
        assertTrue(
                captured.err().lines().map(String::strip).anyMatch(line.strip()::equals),
                captured.err());
    }

    @Test
    void accountsBeyondDoublesDecideTheClass() throws IOException {
        assertTrue(averagePrecision(file("idcat.csv")) > .99);
    }

    @Test
    void labelIsTheExactName() {
        Captured captured = train(file("case_dup_label.csv"), directory.resolve("model"));
        assertTrue(captured.err().contains("positive class: 'bad'"), captured.err());
    }
}
