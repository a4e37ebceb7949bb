package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.meta.metric.Scores;

class PredictTest {
    @TempDir
    private Path directory;

    private void train(Path data, String label, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(
                        "train", "--data", data.toString(), "--label", label, "--method", "plain",
                        "--epochs", "3", "--hidden", "4", "--out",
                        directory.resolve("model").toString()));
        arguments.addAll(List.of(more));
        Captured trained = Captured.run(arguments.toArray(String[]::new));
        assertEquals(0, trained.code(), trained.err());
    }

    private Captured predict(Path data, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(
                        "predict", "--model", directory.resolve("model").toString(), "--data",
                        data.toString(), "--out", directory.resolve("p.csv").toString()));
        arguments.addAll(List.of(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private List<List<String>> predictions() throws IOException {
        return Files.readAllLines(directory.resolve("p.csv")).stream()
                .map(line -> Arrays.asList(line.split(",", -1))).toList();
    }

    @Test
    void theThresholdStandsInEveryRowAndIsTheModelsUnlessGiven() throws IOException {
        Path data = Samples.binary(directory);
        train(data, "y", "--threshold", "0.25");
        assertEquals(0, predict(data).code());
        assertEquals(
                List.of("probability_no", "probability_yes", "predicted", "threshold"),
                predictions().getFirst());
        for (String threshold : List.of("0.25", "0.75")) {
            assertEquals(0, predict(data, "--threshold", threshold).code());
            for (List<String> row : predictions().subList(1, 151)) {
                assertEquals(threshold, row.get(3));
                boolean yes = Double.parseDouble(row.get(1)) >= Double.parseDouble(threshold);
                assertEquals(yes ? "yes" : "no", row.get(2));
            }
        }
        for (String wrong : List.of("0", "1", "NaN", "-1")) {
            Captured refused = predict(data, "--threshold=" + wrong);
            assertEquals(2, refused.code());
            assertTrue(refused.error().startsWith("--threshold: must be above 0"), refused.err());
        }
    }

    @Test
    void moreClassesHaveNoThreshold() throws IOException {
        Path data = Samples.three(directory);
        train(data, "kind");
        Captured predicted = predict(data);
        assertEquals(0, predicted.code(), predicted.err());
        assertEquals(
                List.of("probability_a", "probability_b", "probability_c", "predicted"),
                predictions().getFirst());
        assertTrue(
                predicted.out().lines().toList().get(4).matches("is . predicted +a +b +c"),
                predicted.out());
        Captured refused = predict(data, "--threshold", ".5");
        assertEquals(2, refused.code());
        assertTrue(refused.error().contains("the model has 3"), refused.err());
    }

    @Test
    void columnsThatTellRowsApartStandInFront() throws IOException {
        train(Samples.binary(directory), "y");
        Path rows = Files.writeString(
                directory.resolve("new.csv"),
                "x,\"who, where\",colour\n0.5,\"O'Hara \"\"Al\"\", Rome\",red\n1.5,,blue\n");
        assertEquals(0, predict(rows, "--id", "who, where", "--id", "colour").code());
        List<String> lines = Files.readAllLines(directory.resolve("p.csv"));
        assertTrue(
                lines.get(0).startsWith("\"who, where\",colour,probability_no,"), lines.get(0));
        assertTrue(lines.get(1).startsWith("\"O'Hara \"\"Al\"\", Rome\",red,0."), lines.get(1));
        assertTrue(lines.get(2).startsWith(",blue,0."), lines.get(2));
        Captured absent = predict(rows, "--id", "color");
        assertEquals(2, absent.code());
        assertTrue(
                absent.error().contains("no column is named 'color', did you mean 'colour'?"),
                absent.err());
        Files.writeString(rows, "x,colour,predicted\n1,red,2\n");
        Captured taken = predict(rows, "--id", "predicted");
        assertEquals(2, taken.code());
        assertTrue(taken.error().startsWith("--id 'predicted': "), taken.err());
    }

    @Test
    void whereTheLabelIsThePredictionsAreMeasured() throws IOException {
        Path data = Samples.binary(directory);
        train(data, "y");
        Captured predicted = predict(data);
        List<List<String>> rows = predictions().subList(1, 151);
        double[][] probabilities = new double[150][];
        int[] labels = new int[150];
        for (int i = 0; i < 150; i++) {
            probabilities[i] = new double[] {
                Double.parseDouble(rows.get(i).get(0)), Double.parseDouble(rows.get(i).get(1))
            };
            labels[i] = i % 5 == 0 ? 1 : 0;
        }
        Scores scores = Scores.of(
                probabilities, labels, Double.parseDouble(rows.getFirst().get(3)));
        List<String> numbers = new ArrayList<>(List.of("150"));
        for (double value : new double[] {
            scores.averagePrecision(), scores.brier(), scores.rocAuc(), scores.balancedAccuracy(),
            scores.f1(), scores.mcc()
        }) {
            numbers.add("%.3f".formatted(value).substring(1));
        }
        List<String> lines = predicted.out().lines().toList();
        assertEquals(numbers, List.of(lines.get(2).split(" +")), predicted.out());
        assertEquals(
                List.of(
                        "yes", String.valueOf(scores.confusion().count(1, 0)),
                        String.valueOf(scores.confusion().count(1, 1))),
                List.of(lines.get(7).split(" +")), predicted.out());
        assertTrue(predicted.out().contains("'yes' is 30 of 150 rows, .200"), predicted.out());
    }

    @Test
    void rowsWithoutAKnownLabelArePredictedAndSaid() throws IOException {
        train(Samples.binary(directory), "y");
        Path rows = Files.writeString(
                directory.resolve("new.csv"),
                "x,colour,y\n0.5,red,yes\n1.5,blue,\n2.5,red,maybe\n0,blue,no\n1,red,\n");
        Captured predicted = predict(rows);
        assertEquals(0, predicted.code(), predicted.err());
        assertEquals(6, predictions().size());
        assertTrue(
                predicted.err().contains(
                        "note: column 'y': 2 rows without a label, predicted and not measured"),
                predicted.err());
        assertTrue(
                predicted.err().contains(
                        "note: column 'y': 1 row with a label the model never saw (the first:"
                                + " 'maybe'), predicted and not measured"),
                predicted.err());
        assertTrue(predicted.out().contains("'yes' is 1 of 2 rows"), predicted.out());
        Files.writeString(rows, "x,colour,y\n0.5,red,a\n");
        Captured unknown = predict(rows);
        assertEquals(0, unknown.code(), unknown.err());
        assertTrue(
                unknown.err().contains(
                        "'y', the label, has no value the model knows, but 'a': nothing is measured"),
                unknown.err());
        assertEquals("", unknown.out());
    }

    /** One class alone has no ranking, and the others of several are one class. */
    @Test
    void oneValueAgainstAllOthersIsMeasuredAsSuch() throws IOException {
        Path data = Samples.three(directory);
        train(data, "kind", "--positive", "c");
        Path rows = Files.writeString(
                directory.resolve("new.csv"), "u,v,kind\n0,0,a\n3,0,b\n0,1,z\n");
        Captured predicted = predict(rows);
        assertEquals(0, predicted.code(), predicted.err());
        assertFalse(predicted.err().contains("never saw"), predicted.err());
        assertTrue(predicted.out().contains("'c' is 0 of 3 rows"), predicted.out());
        assertTrue(predicted.out().lines().toList().get(2).matches("3 +- .*"), predicted.out());
    }
}
