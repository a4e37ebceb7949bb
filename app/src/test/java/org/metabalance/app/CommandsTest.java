package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;

class CommandsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"", "compare ", "train ", "predict ", "methods ", "inspect ", "explain "})
    void helpAndVersionEverywhere(String command) {
        Captured help = Captured.run((command + "--help").split(" "));
        assertEquals(0, help.code());
        assertTrue(help.out().startsWith("Usage: metabalance " + command.strip()), help.out());
        assertEquals("", help.err());
        Captured version = Captured.run((command + "--version").split(" "));
        assertEquals(0, version.code());
        assertTrue(version.out().startsWith("metabalance "), version.out());
    }

    @Test
    void helpSaysTheDefaults() {
        String widths = ModelFor.DEFAULT_HIDDEN.stream().map(String::valueOf)
                .collect(Collectors.joining(","));
        String help = Captured.run("compare", "--help").out();
        assertTrue(help.contains("hidden layers; default " + widths), help);
        assertTrue(help.contains("default " + Budget.DEFAULT.learningRate() + "."), help);
    }

    @Test
    void methodsAreListed() {
        Captured captured = Captured.run("methods");
        assertEquals(0, captured.code());
        List<String> lines = captured.out().lines().toList();
        List<Method> methods = Stream.concat(
                Methods.all().stream(), Methods.ofGraphs().stream()).toList();
        assertEquals(methods.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            Method method = methods.get(i);
            assertTrue(lines.get(i).startsWith(method.name()), lines.get(i));
            assertTrue(
                    method.about().source().equals("-")
                            || lines.get(i).contains("[" + method.about().source() + "]"),
                    lines.get(i));
        }
    }

    private Captured train(Path data, String label) {
        return train(data, label, Methods.all().getFirst());
    }

    private Captured train(Path data, String label, Method method) {
        return Captured.run(
                "train",
                "--force",
                "--data",
                data.toString(),
                "--label",
                label,
                "--method",
                method.name(),
                "--epochs",
                "2",
                "--hidden",
                "4",
                "--out",
                directory.resolve("model").toString());
    }

    private Captured predict(Path data) {
        return Captured.run(
                "predict",
                "--model",
                directory.resolve("model").toString(),
                "--data",
                data.toString(),
                "--out",
                directory.resolve("p.csv").toString());
    }

    private List<String> predictions() throws IOException {
        return Files.readAllLines(directory.resolve("p.csv"));
    }

    @Test
    void trainThenPredict() throws IOException {
        Path data = Samples.binary(directory);
        Captured trained = train(data, "y");
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.out().contains(" trained in "), trained.out());
        Captured predicted = predict(data);
        assertEquals(0, predicted.code(), predicted.err());
        List<String> lines = predictions();
        assertEquals("probability_no,probability_yes,predicted,threshold", lines.getFirst());
        assertEquals(151, lines.size());
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",");
            double sum = Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]);
            assertEquals(1, sum, 1e-5);
            assertTrue(List.of("yes", "no").contains(fields[2]), line);
        }
    }

    /** Its network has other layers than the ones asked for. */
    @Test
    void aLinearModelPredictsToo() throws IOException {
        Path data = Samples.binary(directory);
        Captured trained = train(data, "y", Methods.find("logistic").orElseThrow());
        assertEquals(0, trained.code(), trained.err());
        Captured predicted = predict(data);
        assertEquals(0, predicted.code(), predicted.err());
        assertEquals(151, predictions().size());
    }

    @Test
    void moreThanTwoClasses() throws IOException {
        Path data = Samples.three(directory);
        assertEquals(0, train(data, "kind").code());
        assertEquals(0, predict(data).code());
        assertEquals(
                "probability_a,probability_b,probability_c,predicted", predictions().getFirst());
        for (String line : predictions().subList(1, 161)) {
            String[] fields = line.split(",");
            int best = 0;
            for (int c = 1; c < 3; c++) {
                best = Double.parseDouble(fields[c]) > Double.parseDouble(fields[best])
                        ? c
                        : best;
            }
            assertEquals("abc".substring(best, best + 1), fields[3]);
        }
    }

    @Test
    void rowsWithoutTheLabelInAnotherOrder() throws IOException {
        train(Samples.binary(directory), "y");
        Path rows = Files.writeString(directory.resolve("new.csv"), "extra,colour,x\n1,red,0.5\n");
        assertEquals(0, predict(rows).code());
        assertEquals(2, predictions().size());
        Files.writeString(rows, "colour,x\n");
        assertEquals(0, predict(rows).code());
        assertEquals(1, predictions().size());
    }

    @Test
    void whatTheModelDoesNotKnow() throws IOException {
        train(Samples.binary(directory), "y");
        Path rows = directory.resolve("new.csv");
        Files.writeString(rows, "colour,x\nred,1\ngreen,2\n,3\n");
        Captured unknown = predict(rows);
        assertEquals(0, unknown.code());
        assertTrue(
                unknown.err()
                        .contains(
                                "column 'colour': 1 row with a category the model never saw (the"
                                        + " first: 'green')"),
                unknown.err());
        Files.writeString(rows, "x\n1\n");
        Captured absent = predict(rows);
        assertEquals(2, absent.code());
        assertTrue(absent.error().contains("new.csv: "), absent.err());
        assertTrue(absent.error().contains("colour"), absent.err());
        Files.writeString(rows, "colour,x\nred,tall\n");
        Captured text = predict(rows);
        assertEquals(0, text.code());
        assertTrue(
                text.err().contains(
                        "column 'x': 1 value does not fit (number): 'tall' (line 2); they count as"
                                + " missing"),
                text.err());
    }

    @Test
    void predictionsMustBeWritable() throws IOException {
        Path data = Samples.binary(directory);
        train(data, "y");
        for (String out : List.of(directory.toString(), directory + "/absent/p.csv")) {
            Captured captured = Captured.run(
                    "predict",
                    "--model",
                    directory.resolve("model").toString(),
                    "--data",
                    data.toString(),
                    "--out",
                    out);
            assertEquals(2, captured.code());
            assertTrue(captured.error().startsWith(out), captured.err());
        }
    }
}
