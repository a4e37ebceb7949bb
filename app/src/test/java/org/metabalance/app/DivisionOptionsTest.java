package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code --folds}, {@code --repeats}, {@code --time-column} and {@code --group-column}. */
class DivisionOptionsTest {
    @TempDir
    private Path directory;

    private Path data;

    /** 240 days, of 40 customers in 3 classes of which one is rare. */
    @BeforeEach
    void write() throws IOException {
        StringBuilder csv = new StringBuilder("day,customer,x,y\n");
        for (int i = 0; i < 240; i++) {
            csv.append("2024-%02d-%02d,c%d,%d.%d,%s\n".formatted(
                    i / 28 + 1, i % 28 + 1, i * 7 % 40, i % 5, i % 3,
                    i % 8 == 0 ? "rare" : i % 2 == 0 ? "even" : "odd"));
        }
        data = directory.resolve("visits.csv");
        Files.writeString(data, csv);
    }

    private Captured run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command, "--data", data.toString(), "--label", "y", "--epochs", "1", "--hidden",
                "2",
                "--out", directory.resolve("out").toString()));
        if (command.equals("compare")) {
            arguments.addAll(List.of("--methods", "plain,focal", "--no-reference"));
        }
        arguments.addAll(List.of(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private JsonNode results() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("out/results.json")));
    }

    @Test
    void repeatedFolds() throws IOException {
        Captured two = run("compare", "--folds", "3", "--repeats", "2");
        assertEquals(0, two.code(), two.err());
        assertTrue(two.out().contains("over 2 repeats of 3 folds"), two.out());
        assertTrue(two.err().contains("focal, repeat 2, fold 3: AP"), two.err());
        JsonNode root = results();
        assertEquals("folds", root.at("/division/split").asString());
        assertEquals(3, root.at("/division/folds").asInt());
        assertEquals(2, root.at("/division/repeats").asInt());
        assertEquals(1 / 1.5, root.at("/division/testOverTrain").asDouble(), 1e-12);
        assertEquals(1 / 1.5, root.at("/summary/verdicts/0/testOverTrain").asDouble(), 1e-12);
        assertEquals(12, root.get("runs").size());
        JsonNode run = root.get("runs").get(4);
        assertEquals(4, run.get("seed").asInt());
        assertEquals(2, run.get("repeat").asInt());
        assertEquals(2, run.get("fold").asInt());
        Captured three = run("compare", "--folds", "3", "--repeats", "3");
        assertTrue(three.err().contains("12 of 18 runs were there already"), three.err());
    }

    @Test
    void groupsStayTogetherAndAreNoInput() throws IOException {
        Captured compared = run("compare", "--group-column", "Customer", "--seeds", "2");
        assertEquals(0, compared.code(), compared.err());
        assertTrue(compared.err().contains(
                "rows with the same 'customer' stay in one part: 40 groups, the largest of 6 rows; it is no"
                        + " input"),
                compared.err());
        assertEquals("customer", results().at("/division/groupColumn").asString());
        Captured trained = Captured.run(
                "train", "--from", directory.resolve("out/results.json").toString(), "--out",
                directory.resolve("model").toString());
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.err().contains("stay in one part"), trained.err());
        String model = Files.readString(directory.resolve("model/model.json"));
        assertFalse(model.contains("customer"), model);
        Path without = directory.resolve("new.csv");
        Files.writeString(without, "day,x\n2025-01-01,3.1\n");
        Captured predicted = Captured.run(
                "predict", "--model", directory.resolve("model").toString(), "--data",
                without.toString(), "--out", directory.resolve("scored.csv").toString());
        assertEquals(0, predicted.code(), predicted.err());
    }

    @Test
    void laterRowsAreTestedOn() throws IOException {
        Captured one = run("compare", "--time-column", "day", "--seeds", "2");
        assertEquals(0, one.code(), one.err());
        assertTrue(one.out().contains("over 2 runs on one split"), one.out());
        assertTrue(one.out().contains("p: t test over runs on one split"), one.out());
        assertTrue(one.err().contains("the newest are tested on; it is no input"), one.err());
        Captured folds = run(
                "compare", "--time-column", "day", "--folds", "2", "--keep-split-column");
        assertEquals(0, folds.code(), folds.err());
        assertTrue(folds.err().contains("it is an input too"), folds.err());
        JsonNode root = results();
        assertEquals("time", root.at("/division/split").asString());
        assertEquals("day", root.at("/division/timeColumn").asString());
        assertTrue(root.at("/division/input").asBoolean());
        assertEquals(.75, root.at("/division/testOverTrain").asDouble(), 1e-12);
        assertEquals(2, root.get("runs").get(1).get("fold").asInt());
        Captured trained = Captured.run(
                "train", "--data", data.toString(), "--label", "y", "--epochs", "1", "--method",
                "plain", "--time-column", "day", "--out", directory.resolve("m").toString());
        assertEquals(0, trained.code(), trained.err());
    }

    @Test
    void whatDoesNotFitTogetherIsOneLine() {
        assertRefused("--repeats is of --folds", "--repeats", "2");
        assertRefused("--folds must be at least 2, got 1", "--folds", "1");
        assertRefused("--folds and --seeds both say", "--folds", "3", "--seeds", "3");
        assertRefused("--repeats divides anew at random", "--folds", "3", "--repeats", "2",
                "--time-column", "day");
        assertRefused("--time-column and --group-column: a group may span", "--time-column", "day",
                "--group-column", "customer");
        assertRefused("--keep-split-column is of --time-column", "--keep-split-column");
        assertRefused("column 'customer' holds texts such as 'c0'", "--time-column", "customer");
        assertRefused("column 'y' is the label column", "--group-column", "y");
        assertRefused("no column is named 'when'", "--time-column", "when");
        assertRefused("class 'rare' has 30 rows, too few for 31 folds", "--folds", "31");
        assertRefused("--folds is not for graphs", "--folds", "3", "--edges-by", "x",
                "--edge-distance", "1");
        assertRefused("--group-column is not for graphs", "--group-column", "customer",
                "--edges-by", "x", "--edge-distance", "1");
    }

    private void assertRefused(String start, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "compare", "--data", data.toString(), "--label", "y"));
        arguments.addAll(List.of(more));
        Captured captured = Captured.run(arguments.toArray(String[]::new));
        assertEquals(2, captured.code(), captured.err());
        assertTrue(captured.error().contains(start), captured.err());
    }

    @Test
    void rowsWithoutATimeAreRefused() throws IOException {
        Files.writeString(data, "day,x,y\n" + "2024-01-01,1,a\n".repeat(30)
                + ",2,b\n".repeat(30));
        Captured captured = run("compare", "--time-column", "day");
        assertEquals(2, captured.code());
        assertTrue(captured.error().contains(
                "--time-column: column 'day' has no value in 30 rows, the first of them row"),
                captured.err());
    }
}
