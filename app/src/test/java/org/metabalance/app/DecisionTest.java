package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Costs, constraints and calibration, from the command line to files and texts. */
class DecisionTest {
    @TempDir
    private Path directory;

    private Path data() throws IOException {
        Random random = new Random(1);
        return Samples.write(directory.resolve("loans.csv"), "x,amount,grade,y", 300, i -> {
            boolean yes = i % 6 == 0;
            double x = random.nextGaussian() + (yes ? 1.2 : 0);
            return x + "," + (yes ? 1 + i % 5 : 2) + "," + (i % 2 == 0 ? "a" : "b") + ","
                    + (yes ? "yes" : "no");
        });
    }

    private Captured run(String command, Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--data", data.toString()));
        arguments.addAll(List.of(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private Captured train(Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--label", "y", "--method", "oversampling", "--epochs", "5", "--hidden", "4",
                "--force", "--out", directory.resolve("model").toString()));
        arguments.addAll(List.of(more));
        return run("train", data, arguments.toArray(String[]::new));
    }

    private Captured predict(Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--model", directory.resolve("model").toString(), "--out",
                directory.resolve("p.csv").toString()));
        arguments.addAll(List.of(more));
        return run("predict", data, arguments.toArray(String[]::new));
    }

    private Captured compare(Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--label", "y", "--methods", "plain,oversampling", "--seeds", "2", "--epochs", "3",
                "--hidden", "4", "--no-reference"));
        arguments.addAll(List.of(more));
        return run("compare", data, arguments.toArray(String[]::new));
    }

    private JsonNode json(String... path) throws IOException {
        Path file = directory;
        for (String part : path) {
            file = file.resolve(part);
        }
        return new ObjectMapper().readTree(Files.readString(file));
    }

    private double[] column(int at) throws IOException {
        return Files.readAllLines(directory.resolve("p.csv")).stream().skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[at])).toArray();
    }

    @Test
    void whatPredictWritesIsCalibratedAndTheModelSaysHow() throws IOException {
        Path data = data();
        assertEquals(0, train(data, "--calibration", "none").code());
        assertEquals(0, predict(data).code());
        double[] raw = column(1);
        Captured trained = train(data, "--calibration", "platt");
        assertEquals(0, trained.code(), trained.err());
        assertTrue(
                trained.err().contains("note: calibration: platt, as asked for"), trained.err());
        JsonNode decision = json("model", "model.json").get("decision");
        assertEquals("platt", decision.get("calibration").get("kind").stringValue());
        assertEquals("balanced-accuracy", decision.get("rule").stringValue());
        JsonNode numbers = decision.get("calibration").get("numbers");
        double slope = numbers.get("slope").get(0).doubleValue();
        double intercept = numbers.get("intercept").get(0).doubleValue();
        assertEquals(0, predict(data).code());
        double[] calibrated = column(1);
        for (int i = 0; i < raw.length; i++) {
            double odds = slope * Math.log(raw[i] / (1 - raw[i])) + intercept;
            assertEquals(1 / (1 + Math.exp(-odds)), calibrated[i], 1e-5);
        }
        assertEquals(decision.get("threshold").doubleValue(), column(3)[0]);
    }

    @Test
    void costsChooseTheThresholdAndAreTold() throws IOException {
        Path data = data();
        Captured trained = train(data, "--cost-false-negative", "20");
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.out().contains("flag none: "), trained.out());
        JsonNode decision = json("model", "model.json").get("decision");
        assertEquals(20, decision.get("costFalseNegative").doubleValue());
        assertEquals(1, decision.get("costFalsePositive").doubleValue());
        double dear = decision.get("threshold").doubleValue();
        Captured predicted = predict(data);
        assertTrue(
                predicted.out().replaceAll("\\s+", " ").contains(
                        "Cost of 1,000 rows, 20 a false negative and 1 a false positive, threshold"),
                predicted.out());
        byte[] first = Files.readAllBytes(directory.resolve("model/model.safetensors"));
        assertEquals(0, train(data, "--cost-false-negative", ".1").code());
        assertArrayEquals(
                first, Files.readAllBytes(directory.resolve("model/model.safetensors")));
        assertTrue(
                json("model", "model.json").get("decision").get("threshold").doubleValue() > dear);
        // predict chooses as train would have
        Captured other = predict(data, "--cost-false-negative", "20");
        assertEquals(0, other.code(), other.err());
        assertTrue(other.err().contains("instead of the model's"), other.err());
        assertEquals(dear, column(3)[0]);
    }

    @Test
    void constraintsHoldOnTheValidationRowsOrTheNearestIsSaid() throws IOException {
        Path data = data();
        assertEquals(0, train(data, "--alerts", "100").code());
        JsonNode points = json("model", "model.json").get("decision").get("validationPoints");
        double threshold = json("model", "model.json").get("decision").get("threshold")
                .doubleValue();
        for (int i = 0; i < points.get("threshold").size(); i++) {
            if (points.get("threshold").get(i).doubleValue() == threshold) {
                int flagged = points.get("truePositives").get(i).intValue()
                        + points.get("falsePositives").get(i).intValue();
                assertTrue(flagged > 0 && flagged <= 6, flagged + " of 60 rows");
            }
        }
        Captured recalled = predict(data, "--at-recall", "1");
        assertTrue(column(3)[0] < threshold, recalled.err());
        Captured unmet = predict(data, "--alerts", "1");
        assertEquals(0, unmet.code(), unmet.err());
        assertTrue(
                unmet.err().contains("no threshold has a rate of at most 1 alerts per 1,000 rows"
                        + " on the validation rows; the nearest, precision "),
                unmet.err());
    }

    @Test
    void compareTellsCostsAndKeepsThem() throws IOException {
        Path data = data();
        String out = directory.resolve("results").toString();
        Captured first = compare(
                data, "--cost-false-negative", "10", "--amount-column", "amount", "--out", out);
        assertEquals(0, first.code(), first.err());
        assertTrue(first.out().contains("flag none"), first.out());
        assertTrue(
                first.out().replaceAll("\\s+", " ")
                        .contains("a false negative's times column 'amount'"),
                first.out());
        JsonNode root = json("results", "results.json");
        assertEquals("amount", root.get("decision").get("amountColumn").stringValue());
        JsonNode run = root.get("runs").get(0).get("decision");
        assertTrue(run.get("costPerRow").get("standardError").doubleValue() > 0);
        double none = run.get("costFlagNone").get("mean").doubleValue();
        assertTrue(none > 10 / 6.0, "amounts are 1 to 5, and cost 10 each, got " + none);
        assertEquals(5 / 6.0, run.get("costFlagAll").get("mean").doubleValue(), .01);
        assertEquals(2, root.get("summary").get("decision").get("methods").size());
        // what is kept is taken again, with nothing lost
        Captured again = compare(
                data, "--cost-false-negative", "10", "--amount-column", "amount", "--out", out);
        assertTrue(again.err().contains("4 of 4 runs were there already"), again.err());
        assertEquals(root, json("results", "results.json"));
        assertEquals(first.out(), again.out());
        Path model = directory.resolve("from");
        Captured from = Captured.run(
                "train", "--from", directory.resolve("results/results.json").toString(), "--method",
                "plain", "--out", model.toString());
        assertEquals(0, from.code(), from.err());
        JsonNode decision = json("from", "model.json").get("decision");
        assertEquals(10, decision.get("costFalseNegative").doubleValue());
        assertEquals("amount", decision.get("amountColumn").stringValue());
        Captured predicted = Captured.run(
                "predict", "--model", model.toString(), "--data", data.toString(), "--out",
                directory.resolve("p.csv").toString());
        assertEquals(0, predicted.code(), predicted.err());
        assertTrue(
                predicted.out().contains("is not measured: it depends on column 'amount'"),
                predicted.out());
        Captured given = Captured.run(
                "train", "--from", directory.resolve("results/results.json").toString(), "--method",
                "plain", "--out", model.toString(), "--force", "--threshold", ".25");
        assertEquals(0, given.code(), given.err());
        assertEquals("0.25", json("from", "model.json").get("decision").get("rule").stringValue());
        // other costs are other runs
        Captured other = compare(data, "--cost-false-negative", "2", "--out", out);
        assertTrue(other.err().contains("is kept as"), other.err());
    }

    @Test
    void withoutAnAimNothingIsSaidOfCosts() throws IOException {
        Captured compared = compare(data(), "--out", directory.resolve("r").toString());
        assertEquals(0, compared.code(), compared.err());
        assertFalse(compared.out().contains("flag none"), compared.out());
        JsonNode root = json("r", "results.json");
        assertFalse(root.get("decision").get("aimed").booleanValue());
        assertTrue(root.get("runs").get(0).get("decision").has("calibration"));
    }

    @Test
    void whatDoesNotGoTogetherIsOneLine() throws IOException {
        Path data = data();
        for (String[] wrong : new String[][] {
            {"--at-recall and --alerts: give one", "--at-recall=.5", "--alerts=9"},
            {"--threshold and --cost-false-negative: give one", "--threshold=f1",
                "--cost-false-negative=2"},
            {"--at-precision: must be above 0 and at most 1, got 2.0", "--at-precision=2"},
            {"--cost-false-negative, --cost-false-positive: must be finite and not negative",
                "--cost-false-positive=-1"},
            {"--amount-column is multiplied by --cost-false-negative", "--amount-column=amount"},
            {"--calibration: must be auto, none, ", "--calibration=plat"},
            {"--amount-column: column 'grade' holds no numbers", "--amount-column=grade",
                "--cost-false-negative=1"},
            {"--amount-column: column 'x' has -", "--amount-column=x",
                "--cost-false-negative=1"},
            {"--amount-column: no column is named 'amuont', did you mean 'amount'?",
                "--amount-column=amuont", "--cost-false-negative=1"},
        }) {
            String[] options = Arrays.copyOfRange(wrong, 1, wrong.length);
            for (Captured refused : List.of(train(data, options), compare(data, options))) {
                assertEquals(2, refused.code(), refused.err());
                assertTrue(refused.error().startsWith(wrong[0]), refused.err());
            }
        }
    }

    @Test
    void moreClassesAreCalibratedByTemperatureAndHaveNoCosts() throws IOException {
        Path data = Samples.three(directory);
        String[] usual = {
            "--label", "kind", "--method", "plain", "--epochs", "3", "--hidden", "4", "--out",
            directory.resolve("m3").toString(), "--force"
        };
        for (String[] wrong : new String[][] {
            {"--cost-false-negative is for two classes, and label column 'kind' has 3",
                "--cost-false-negative=2"},
            {"--calibration platt is for two classes, and label column 'kind' has 3",
                "--calibration=platt"},
        }) {
            List<String> arguments = new ArrayList<>(List.of(usual));
            arguments.add(wrong[1]);
            Captured refused = run("train", data, arguments.toArray(String[]::new));
            assertEquals(2, refused.code(), refused.err());
            assertTrue(refused.error().startsWith(wrong[0]), refused.err());
        }
        List<String> arguments = new ArrayList<>(List.of(usual));
        arguments.addAll(List.of("--calibration", "temperature"));
        Captured trained = run("train", data, arguments.toArray(String[]::new));
        assertEquals(0, trained.code(), trained.err());
        JsonNode decision = json("m3", "model.json").get("decision");
        assertTrue(decision.get("threshold").isNull());
        assertEquals("temperature", decision.get("calibration").get("kind").stringValue());
        Captured refused = run(
                "predict", data, "--model", directory.resolve("m3").toString(), "--out",
                directory.resolve("p3.csv").toString(), "--at-recall", ".5");
        assertEquals(2, refused.code());
        assertTrue(
                refused.error().startsWith(
                        "costs and constraints are for two classes, and the model has 3"),
                refused.err());
    }

    @Test
    void imagesOfTwoClassesAreDecidedAsRowsAre() throws IOException {
        Path images = ImageFolder.write(directory.resolve("photos"), 12, 30);
        String model = directory.resolve("images").toString();
        String[] usual = {
            "train", "--images", images.toString(), "--method", "plain", "--epochs", "1",
            "--network", "mlp", "--hidden", "4", "--calibration", "platt", "--out", model
        };
        List<String> arguments = new ArrayList<>(List.of(usual));
        arguments.addAll(List.of("--cost-false-negative", "20"));
        Captured trained = Captured.run(arguments.toArray(String[]::new));
        assertEquals(0, trained.code(), trained.err());
        JsonNode decision = json("images", "model.json").get("decision");
        assertEquals("platt", decision.get("calibration").get("kind").stringValue());
        assertEquals(20, decision.get("costFalseNegative").doubleValue());
        Captured predicted = Captured.run(
                "predict", "--model", model, "--images", images.toString(), "--out",
                directory.resolve("p.csv").toString(), "--cost-false-negative", "3");
        assertEquals(0, predicted.code(), predicted.err());
        assertTrue(
                predicted.out().replaceAll("\\s+", " ").contains(
                        "Cost of 1,000 rows, 3 a false negative"),
                predicted.out());
        arguments.addAll(List.of("--amount-column", "size"));
        Captured refused = Captured.run(arguments.toArray(String[]::new));
        assertEquals(2, refused.code());
        assertEquals("--amount-column is for tables; leave it out", refused.error());
    }

    @Test
    void graphsAreRefused() throws IOException {
        String[] graph = {"--edges-by", "x", "--edge-distance", "0.05"};
        for (String option : List.of("--cost-false-negative=2", "--calibration=platt")) {
            Captured refused = Captured.run(
                    "compare", "--data", data().toString(), "--label", "y", "--methods", "plain",
                    graph[0], graph[1], graph[2], graph[3], option);
            assertEquals(2, refused.code(), refused.err());
            assertTrue(
                    refused.error().contains(
                            " is for tables and images, as models of graphs are not kept"),
                    refused.err());
        }
    }
}
