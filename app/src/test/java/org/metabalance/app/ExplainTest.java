package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.explain.Contributions;
import org.metabalance.app.explain.IntegratedGradients;
import org.metabalance.scoring.ScoringModel;

class ExplainTest {
    @TempDir
    private Path directory;

    private ScoringModel trained(String... more) throws IOException {
        MixedRows.train(directory, "model", more);
        return ScoringModel.load(directory.resolve("model"));
    }

    @Test
    void contributionsSumUpToTheDifferenceOfLogits() throws IOException {
        ScoringModel model = trained();
        IntegratedGradients gradients = new IntegratedGradients(model);
        float[] features = new float[model.encoder().width()];
        for (Map<String, String> row : MixedRows.fresh()) {
            if (row.get("amount").equals("-1e30")) {
                continue; // a billion deviations away: 32 bits do not add up
            }
            model.encode(row, features);
            Contributions found = gradients.of(features);
            assertTrue(found.complete(), found::toString);
            assertEquals(model.score(row).score(), found.logit(), 1e-5);
            assertEquals(
                    model.scoreEncoded(gradients.baseline()).score(), found.baseline(), 1e-5);
            double sum = found.columns().values().stream().mapToDouble(x -> x).sum();
            assertEquals(
                    found.logit() - found.baseline(), sum,
                    1e-3 * Math.max(1, Math.abs(found.logit() - found.baseline())));
            assertEquals(
                    List.of("amount", "since", "at", "place", "mark"),
                    List.copyOf(found.columns().keySet()));
        }
    }

    @Test
    void theBaselineIsEveryMeanAndTheMostFrequentCategory() throws IOException {
        ScoringModel model = trained();
        float[] baseline = new IntegratedGradients(model).baseline();
        List<String> names = model.encoder().featureNames();
        for (int j = 0; j < baseline.length; j++) {
            boolean frequent = names.get(j).equals("place=Oslo") || names.get(j).equals("mark=b");
            assertEquals(frequent ? 1 : 0, baseline[j], names.get(j));
        }
        // the baseline itself owes nothing to any column
        new IntegratedGradients(model).of(baseline).columns()
                .forEach((name, value) -> assertEquals(0, value, name));
    }

    /** Of a linear model the contribution is weight times distance, whatever the way. */
    @Test
    void aLinearModelIsExplainedByItsWeights() throws IOException {
        MixedRows.run(
                "train", "--data", MixedRows.file(directory).toString(), "--label", "y",
                "--method", "logistic", "--epochs", "5", "--out",
                directory.resolve("model").toString());
        ScoringModel model = ScoringModel.load(directory.resolve("model"));
        IntegratedGradients gradients = new IntegratedGradients(model);
        float[] baseline = gradients.baseline();
        float[] features = new float[baseline.length];
        model.encode(MixedRows.fresh().get(5), features);
        Map<String, Double> expected = new HashMap<>();
        double[] weights = model.stored().network().network().values().values().iterator().next()
                .toDoubles();
        model.encoder().groups().forEach(group -> {
            double sum = 0;
            for (int j = group.from(); j < group.from() + group.width(); j++) {
                sum += weights[j] * (features[j] - baseline[j]);
            }
            expected.merge(group.name(), sum, Double::sum);
        });
        gradients.of(features).columns().forEach(
                (name, value) -> assertEquals(expected.get(name), value, 1e-5, name));
    }

    @Test
    void flaggedRowsHaveTheirColumnsAndOthersNone() throws IOException {
        ScoringModel model = trained();
        Path out = directory.resolve("p.csv");
        Captured predicted = MixedRows.run(
                "predict", "--model", directory.resolve("model").toString(), "--data",
                MixedRows.file(directory).toString(), "--out", out.toString(), "--explain", "2");
        List<List<String>> lines = Files.readAllLines(out).stream()
                .map(line -> Arrays.asList(line.split(",", -1))).toList();
        assertEquals(
                List.of(
                        "probability_no", "probability_yes", "predicted", "threshold", "column_1",
                        "contribution_1", "column_2", "contribution_2"),
                lines.getFirst());
        int flagged = 0;
        for (List<String> line : lines.subList(1, lines.size())) {
            if (line.get(2).equals("no")) {
                assertEquals(List.of("", "", "", ""), line.subList(4, 8));
                continue;
            }
            flagged++;
            assertTrue(model.columns().contains(line.get(4)), line::toString);
            double first = Double.parseDouble(line.get(5));
            assertTrue(Double.parseDouble(line.get(7)) <= first, line::toString);
        }
        assertTrue(flagged > 10);
        assertTrue(
                predicted.err().contains(flagged + " flagged rows explained"), predicted.err());
    }

    /** Which rows are explained is for the costs to say, those of training and others of prediction. */
    @Test
    void rowsThatCostsFlagAreExplained() throws IOException {
        MixedRows.run(
                "train", "--data", MixedRows.file(directory).toString(), "--label", "y",
                "--method", "plain", "--epochs", "5", "--out",
                directory.resolve("model").toString(), "--cost-false-negative", "20",
                "--cost-false-positive", "1", "--no-plain");
        int dear = explained();
        int cheap = explained("--cost-false-negative", "1", "--cost-false-positive", "20");
        assertTrue(dear > cheap && cheap > 0, dear + " and " + cheap);
    }

    private int explained(String... more) throws IOException {
        Path out = directory.resolve("p.csv");
        List<String> arguments = new ArrayList<>(List.of(
                "predict", "--model", directory.resolve("model").toString(), "--data",
                MixedRows.file(directory).toString(), "--out", out.toString(), "--explain", "1"));
        arguments.addAll(List.of(more));
        Captured predicted = MixedRows.run(arguments.toArray(String[]::new));
        int flagged = 0;
        List<String> lines = Files.readAllLines(out);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            boolean flag = Double.parseDouble(cells[1]) >= Double.parseDouble(cells[3]);
            assertEquals(flag ? "yes" : "no", cells[2]);
            assertEquals(flag, !cells[4].isEmpty(), line);
            flagged += flag ? 1 : 0;
        }
        assertTrue(
                predicted.err().contains(flagged + " flagged rows explained"), predicted.err());
        return flagged;
    }

    /** A city of many is a vector that was learned: what it adds is told of the column as a whole. */
    @Test
    void categoriesWithLearnedVectorsAreExplained() throws IOException {
        // the most frequent city, which rows are told from, has none of the class
        Path data = Samples.write(
                directory.resolve("cities.csv"), "city,x,y", 820,
                i -> i < 20
                        ? "city1," + i % 17 + ",no"
                        : "city" + i % 80 + "," + i * 31 % 17 + ","
                                + (i % 80 % 5 == 0 ? "yes" : "no"));
        MixedRows.run(
                "train", "--data", data.toString(), "--label", "y", "--method", "plain",
                "--epochs", "30", "--learning-rate", "0.02", "--hidden", "8", "--out",
                directory.resolve("model").toString(), "--no-plain");
        ScoringModel model = ScoringModel.load(directory.resolve("model"));
        IntegratedGradients gradients = new IntegratedGradients(model);
        float[] features = new float[model.encoder().width()];
        for (String city : List.of("city5", "city6", "nowhere")) {
            model.encode(Map.of("city", city, "x", "3"), features);
            Contributions found = gradients.of(features);
            assertTrue(found.complete(), found::toString);
            assertEquals(List.of("city", "x"), List.copyOf(found.columns().keySet()));
            assertEquals(
                    found.logit() - found.baseline(),
                    found.columns().values().stream().mapToDouble(x -> x).sum(),
                    1e-3 * Math.max(1, Math.abs(found.logit() - found.baseline())));
            if (city.equals("city5")) {
                assertTrue(
                        found.columns().get("city") > Math.abs(found.columns().get("x")),
                        found::toString);
            }
        }
        Path out = directory.resolve("p.csv");
        MixedRows.run(
                "predict", "--model", directory.resolve("model").toString(), "--data",
                data.toString(), "--out", out.toString(), "--explain", "1");
        List<String> flagged = Files.readAllLines(out).stream()
                .filter(line -> line.contains(",yes,")).toList();
        assertTrue(flagged.size() > 100);
        assertTrue(
                flagged.stream().filter(line -> line.contains(",city,")).count() > .9 * flagged
                        .size());
    }

    @Test
    void whatCannotBeExplainedIsOneLine() throws IOException {
        Path data = Samples.three(directory);
        MixedRows.run(
                "train", "--data", data.toString(), "--label", "kind", "--method", "plain",
                "--epochs", "1", "--out", directory.resolve("model").toString());
        List<String> arguments = new ArrayList<>(
                List.of(
                        "predict", "--model", directory.resolve("model").toString(), "--data",
                        data.toString(), "--out", directory.resolve("p.csv").toString()));
        arguments.addAll(List.of("--explain", "3"));
        Captured three = Captured.run(arguments.toArray(String[]::new));
        assertEquals(2, three.code());
        assertEquals(
                "--explain is for two classes, and the model has 3; leave it out", three.error());
        arguments.set(arguments.size() - 1, "0");
        assertEquals(
                "--explain: must be at least 1, got 0",
                Captured.run(arguments.toArray(String[]::new)).error());
    }
}
